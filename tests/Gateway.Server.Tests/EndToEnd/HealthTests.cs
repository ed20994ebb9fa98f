using Gateway.Server.Serving;
using Grpc.Core;
using Grpc.Health.V1;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The health service tells what calls would meet, to anybody; on a server of its own, which is made to fail.</summary>
internal sealed class HealthTests
{
    private const string LogRefuses = "CREATE TRIGGER health BEFORE UPDATE ON log_state BEGIN SELECT RAISE(ABORT, 'refused'); END";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private RunningGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _gateway = await RunningGateway.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [TestCase("")]
    [TestCase("gateway.v1.AlertService")]
    [TestCase("grpc.health.v1.Health")]
    public async Task Check_WithoutAToken_TellsOfTheServerAndOfEachService(string service)
    {
        await Assert.ThatAsync(() => WatchedAsync(service, ServingStatus.Serving), Is.True);
        var answer = await Anybody.CheckAsync(new HealthCheckRequest { Service = service });
        Assert.That(answer.Status, Is.EqualTo(ServingStatus.Serving));
    }

    [Test]
    public async Task Check_OfAServiceThatIsNotHere_IsNotFound()
    {
        var refused = await Refusal.OfAsync(() => Anybody.CheckAsync(new HealthCheckRequest { Service = "gateway.v1.Nothing" }).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.NotFound));
        Assert.That(await WatchedAsync("gateway.v1.Nothing", ServingStatus.ServiceUnknown), Is.True);
    }

    [Test]
    public async Task Check_WithAHeaderThatIsNotUtf8_IsAnswered()
    {
        using var answer = await _gateway.PostAsync("/grpc.health.v1.Health/Check", new byte[5], ("x-name", "Åsa"));
        Assert.That(answer.TrailingHeaders.GetValues("grpc-status"), Is.EqualTo(["0"]));
    }

    [Test]
    public async Task Watch_TheLogTakesNoWritesForAWhile_TellsBothChanges()
    {
        var file = new GatewayFile(_gateway.Folder);
        using var limit = new CancellationTokenSource(Patience);
        using var watch = Anybody.Watch(new HealthCheckRequest(), cancellationToken: limit.Token);
        await UntilAsync(watch, ServingStatus.Serving, limit.Token);
        file.Run(LogRefuses);
        try
        {
            await UntilAsync(watch, ServingStatus.NotServing, limit.Token);
        }
        finally
        {
            file.Run("DROP TRIGGER health");
        }
        await UntilAsync(watch, ServingStatus.Serving, limit.Token);
    }

    [Test]
    public async Task Watch_TheKeysDoNotOpenForAWhile_TellsBothChanges()
    {
        var file = new GatewayFile(_gateway.Folder);
        using var limit = new CancellationTokenSource(Patience);
        using var watch = Anybody.Watch(new HealthCheckRequest(), cancellationToken: limit.Token);
        await UntilAsync(watch, ServingStatus.Serving, limit.Token);
        const string column = "UPDATE party_keys SET vault_key_id = ";
        file.Run($"{column}'another ' || vault_key_id WHERE party = 'gateway-drift'");
        try
        {
            await UntilAsync(watch, ServingStatus.NotServing, limit.Token);
        }
        finally
        {
            file.Run($"{column}substr(vault_key_id, 9) WHERE party = 'gateway-drift'");
        }
        await UntilAsync(watch, ServingStatus.Serving, limit.Token);
    }

    [Test]
    public async Task Watch_ByMoreOfOneConnectionThanMay_IsRefusedUntilOneLeaves()
    {
        List<AsyncServerStreamingCall<HealthCheckResponse>> watching = [];
        try
        {
            for (var i = 0; i < WatchPlaces.MostOfOneConnection; i++)
            {
                watching.Add(Anybody.Watch(new HealthCheckRequest()));
                await watching[^1].ResponseStream.MoveNext(CancellationToken.None);
            }
            var refused = await Refusal.OfAsync(() => WatchedAsync("", ServingStatus.Serving));
            Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
            // Another connection has its own.
            using var other = _gateway.Wire(Cast.Police).Health.Watch(new HealthCheckRequest());
            Assert.That(await other.ResponseStream.MoveNext(CancellationToken.None), Is.True);
        }
        finally
        {
            foreach (var watch in watching) watch.Dispose();
        }
        await Assert.ThatAsync(async () =>
        {
            try
            {
                return await WatchedAsync("", ServingStatus.Serving);
            }
            catch (RpcException)
            {
                return false;
            }
        }, Is.True.After(5).Seconds.PollEvery(100).MilliSeconds);
    }

    private Health.HealthClient Anybody => _gateway.Wire((string?)null).Health;

    private async Task<bool> WatchedAsync(string service, ServingStatus status)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var watch = Anybody.Watch(new HealthCheckRequest { Service = service }, cancellationToken: limit.Token);
        await UntilAsync(watch, status, limit.Token);
        return true;
    }

    private static async Task UntilAsync(AsyncServerStreamingCall<HealthCheckResponse> watch, ServingStatus status, CancellationToken ct)
    {
        do Assert.That(await watch.ResponseStream.MoveNext(ct), Is.True);
        while (watch.ResponseStream.Current.Status != status);
    }
}
