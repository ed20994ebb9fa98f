using Gateway.Grpc.Tests.Hosting;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Grpc.Tests.Server;

/// <summary>Interceptors around methods of every kind, on the server and on the client.</summary>
public sealed class InterceptorTests
{
    private static readonly string[] AroundOneCall = ["outer in", "inner in", "inner out", "outer out"];

    [Test]
    public async Task ServerInterceptors_AroundEachKind_RunInOrder()
    {
        var steps = new List<string>();
        await using var server = await EchoServer.StartAsync(options =>
        {
            options.Interceptors.Add<Witness>("outer", steps);
            options.Interceptors.Add<Witness>("inner", steps);
        });
        var client = server.CreateClient();

        await client.SayAsync(new Line());
        AssertSteps();
        using (var collect = client.Collect())
        {
            await collect.RequestStream.CompleteAsync();
            await collect;
        }

        AssertSteps();
        using (var expand = client.Expand(new Line())) await DrainAsync(expand.ResponseStream);
        AssertSteps();
        using (var converse = client.Converse())
        {
            await converse.RequestStream.CompleteAsync();
            await DrainAsync(converse.ResponseStream);
        }

        AssertSteps();

        void AssertSteps()
        {
            Assert.That(steps, Is.EqualTo(AroundOneCall));
            steps.Clear();
        }
    }

    [Test]
    public async Task ServerInterceptor_Refuses_TheMethodIsNotCalled()
    {
        await using var server = await EchoServer.StartAsync(options => options.Interceptors.Add<Refusal>());
        var isCalled = false;
        server.Script.Say = (request, _) =>
        {
            isCalled = true;
            return Task.FromResult(request);
        };
        var failure = await Failure.OfAsync(async () => await server.CreateClient().SayAsync(new Line()));
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
        Assert.That(isCalled, Is.False);
    }

    [Test]
    public async Task ServerInterceptor_RegisteredAsAService_IsThatService()
    {
        var steps = new List<string>();
        await using var server = await EchoServer.StartAsync(
            options => options.Interceptors.Add<Witness>(),
            services => services.AddSingleton(new Witness("registered", steps)));
        await server.CreateClient().SayAsync(new Line());
        Assert.That(steps, Is.EqualTo(new[] { "registered in", "registered out" }));
    }

    [Test]
    public async Task ClientInterceptors_OnAChannel_RunInOrder()
    {
        var steps = new List<string>();
        await using var server = await EchoServer.StartAsync();
        using var channel = server.CreateChannel();
        var client = new Echo.EchoClient(channel.Intercept(new Witness("outer", steps), new Witness("inner", steps)));
        Assert.That((await client.SayAsync(new Line { Text = "hej" })).Text, Is.EqualTo("hej"));
        Assert.That(steps, Is.EqualTo(new[] { "outer call", "inner call" }));
    }

    private static async Task DrainAsync(IAsyncStreamReader<Line> stream)
    {
        while (await stream.MoveNext())
        {
        }
    }

    private sealed class Witness(string name, List<string> steps) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            steps.Add($"{name} call");
            return continuation(request, context);
        }

        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            AroundAsync(() => continuation(request, context));

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            ServerCallContext context,
            ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
            AroundAsync(() => continuation(requestStream, context));

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
            AroundAsync(async () =>
            {
                await continuation(request, responseStream, context);
                return true;
            });

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
            AroundAsync(async () =>
            {
                await continuation(requestStream, responseStream, context);
                return true;
            });

        private async Task<T> AroundAsync<T>(Func<Task<T>> call)
        {
            steps.Add($"{name} in");
            var result = await call();
            steps.Add($"{name} out");
            return result;
        }
    }

    private sealed class Refusal : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            throw new RpcException(new Status(StatusCode.PermissionDenied, "no"));
    }
}
