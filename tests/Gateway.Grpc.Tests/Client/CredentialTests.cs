using Gateway.Grpc.Tests.Hosting;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Grpc.Tests.Client;

/// <summary>Call credentials: on every call over TLS, on none in cleartext.</summary>
public sealed class CredentialTests
{
    private static readonly CallCredentials Token = CallCredentials.FromInterceptor((context, metadata) =>
    {
        metadata.Add("authorization", $"Bearer for {context.MethodName} of {new Uri(context.ServiceUrl).AbsolutePath}");
        return Task.CompletedTask;
    });

    [Test]
    public async Task Channel_WithCallCredentialsOverTls_SendsThem()
    {
        await using var server = await EchoServer.StartAsync(tls: true);
        string? seen = null;
        server.Script.Say = (request, context) =>
        {
            seen = context.RequestHeaders.GetValue("authorization");
            return Task.FromResult(request);
        };
        var client = server.CreateClient(options =>
            options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Token));
        await client.SayAsync(new Line());
        Assert.That(seen, Is.EqualTo("Bearer for Say of /gateway.grpc.tests.Echo"));
    }

    [Test]
    public async Task Call_WithCallCredentialsInCleartext_NeverLeaves()
    {
        await using var server = await EchoServer.StartAsync(protocols: HttpProtocols.Http2);
        var isCalled = false;
        server.Script.Say = (request, _) =>
        {
            isCalled = true;
            return Task.FromResult(request);
        };
        var client = server.CreateClient();
        var failure = await Failure.OfAsync(async () => await client.SayAsync(new Line(), new CallOptions(credentials: Token)));
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Internal));
        Assert.That(isCalled, Is.False);
    }

    [Test]
    public async Task Call_CredentialsCannotBeHad_FailsWithTheCause()
    {
        await using var server = await EchoServer.StartAsync(tls: true);
        var client = server.CreateClient();
        var broken = CallCredentials.FromInterceptor((_, _) => throw new InvalidOperationException("no token"));
        var failure = await Failure.OfAsync(async () => await client.SayAsync(new Line(), new CallOptions(credentials: broken)));
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Internal));
        Assert.That(failure.Status.DebugException, Has.Message.EqualTo("no token"));
    }

    [Test]
    public void Create_OnAnInsecureChannel_IsRefused() =>
        Assert.That(() => ChannelCredentials.Create(ChannelCredentials.Insecure, Token), Throws.ArgumentException);

    [Test]
    public void ForAddress_CredentialsAndAddressDisagree_IsRefused()
    {
        Assert.That(
            () => GrpcChannel.ForAddress("http://host", new GrpcChannelOptions { Credentials = ChannelCredentials.SecureSsl }),
            Throws.ArgumentException);
        Assert.That(
            () => GrpcChannel.ForAddress("https://host", new GrpcChannelOptions { Credentials = ChannelCredentials.Insecure }),
            Throws.ArgumentException);
    }

    [Test]
    public async Task ForAddress_WithAnHttpClient_UsesItAndStreams()
    {
        await using var server = await EchoServer.StartAsync();
        using var http = server.CreateHttpClient();
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { HttpClient = http });
        using var call = new Echo.EchoClient(channel).Converse();
        await call.RequestStream.WriteAsync(new Line { Text = "a" });
        Assert.That(await call.ResponseStream.MoveNext(), Is.True);
        Assert.That(call.ResponseStream.Current.Text, Is.EqualTo("re: a"));
    }
}
