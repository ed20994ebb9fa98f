using Gateway.Grpc.Tests.Hosting;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Grpc.Tests.Server;

/// <summary>How services become endpoints.</summary>
public sealed class MappingTests
{
    [Test]
    public async Task Service_NotRegistered_IsMadePerCallAndDisposed()
    {
        var lives = new List<Tracked>();
        await using var server = await EchoServer.StartAsync(
            services: services => services.AddSingleton(lives),
            middleware: application => application.MapGrpcService<Tracked>());
        var client = new Other.OtherClient(server.CreateChannel());
        await client.AskAsync(new Line());
        await client.AskAsync(new Line());
        Assert.That(lives, Has.Count.EqualTo(2));
        // A call's end reaches the client before the server has cleared away.
        Assert.That(() => lives, Has.All.Property(nameof(Tracked.IsDisposed)).True.After(10_000, 10));
    }

    [Test]
    public async Task Service_WithoutDependencies_IsMadePerCallAndDisposed()
    {
        await using var server = await EchoServer.StartAsync(middleware: application => application.MapGrpcService<Plain>());
        var (made, disposed) = (Plain.Made, Plain.Disposed);
        await new Other.OtherClient(server.CreateChannel()).AskAsync(new Line());
        Assert.That(Plain.Made, Is.EqualTo(made + 1));
        Assert.That(() => Plain.Disposed, Is.EqualTo(disposed + 1).After(10_000, 10));
    }

    [Test]
    public async Task Service_RegisteredAsSingleton_IsThatObjectAndNotDisposed()
    {
        var service = new Tracked([]);
        await using var server = await EchoServer.StartAsync(
            services: services => services.AddSingleton(service),
            middleware: application => application.MapGrpcService<Tracked>());
        await new Other.OtherClient(server.CreateChannel()).AskAsync(new Line());
        Assert.That(service, Has.Property(nameof(Tracked.Calls)).EqualTo(1).And.Property(nameof(Tracked.IsDisposed)).False);
    }

    [Test]
    public async Task Endpoint_OfAMethod_CarriesItsAttributesAndItsName()
    {
        Endpoint? seen = null;
        await using var server = await EchoServer.StartAsync(
            services: services => services.AddSingleton(new List<Tracked>()),
            middleware: application =>
            {
                application.UseRouting();
                application.Use((http, next) =>
                {
                    seen = http.GetEndpoint();
                    return next(http);
                });
                application.MapGrpcService<Tracked>().WithMetadata("convention");
            });
        await new Other.OtherClient(server.CreateChannel()).AskAsync(new Line());
        Assert.That(seen!.Metadata.GetOrderedMetadata<MarkAttribute>().Select(mark => mark.Name), Is.EqualTo(new[] { "type", "method" }));
        Assert.That(seen.Metadata.GetMetadata<string>(), Is.EqualTo("convention"));
        var method = seen.Metadata.GetRequiredMetadata<GrpcMethodMetadata>();
        Assert.That(method.ServiceType, Is.EqualTo(typeof(Tracked)));
        Assert.That(method.Method, Has.Property("FullName").EqualTo("/gateway.grpc.tests.Other/Ask")
            .And.Property("Type").EqualTo(MethodType.Unary));
    }

    [Test]
    public async Task Method_NotOverridden_IsUnimplemented()
    {
        await using var server = await EchoServer.StartAsync(
            services: services => services.AddSingleton(new List<Tracked>()),
            middleware: application => application.MapGrpcService<Tracked>());
        var client = new Other.OtherClient(server.CreateChannel());
        var failure = await Failure.OfAsync(async () => await client.NeverAsync(new Line()));
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Unimplemented));
    }

    [Test]
    public async Task Map_WithoutAddGrpc_IsRefused()
    {
        await using var application = WebApplication.CreateSlimBuilder().Build();
        Assert.That(() => application.MapGrpcService<EchoService>(), Throws.InvalidOperationException);
    }

    [Test]
    public async Task Map_NotAGeneratedService_IsRefused()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddGrpc();
        await using var application = builder.Build();
        Assert.That(() => application.MapGrpcService<Script>(), Throws.InvalidOperationException);
    }

    [AttributeUsage(AttributeTargets.All)]
    private sealed class MarkAttribute(string name) : Attribute
    {
        public string Name { get; } = name;
    }

    [Mark("type")]
    private sealed class Tracked : Other.OtherBase, IDisposable
    {
        public Tracked(List<Tracked> lives) => lives.Add(this);

        public int Calls { get; private set; }

        public bool IsDisposed { get; private set; }

        [Mark("method")]
        public override Task<Line> Ask(Line request, ServerCallContext context)
        {
            Calls++;
            return Task.FromResult(request);
        }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class Plain : Other.OtherBase, IAsyncDisposable
    {
        public Plain() => Made++;

        public static int Made { get; private set; }

        public static int Disposed { get; private set; }

        public override Task<Line> Ask(Line request, ServerCallContext context) => Task.FromResult(request);

        public ValueTask DisposeAsync()
        {
            Disposed++;
            return ValueTask.CompletedTask;
        }
    }
}
