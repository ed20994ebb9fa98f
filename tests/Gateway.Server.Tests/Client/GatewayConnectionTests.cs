using Gateway.Client;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Server.Tests.Client;

public sealed class GatewayConnectionTests
{
    private TwoParties _parties = null!; // set before each test
    private StubGateway _gateway = null!; // set before each test

    [SetUp]
    public async Task SetUp()
    {
        _parties = new TwoParties();
        _gateway = await StubGateway.StartAsync(_parties);
    }

    [TearDown]
    public async Task TearDown()
    {
        await _gateway.DisposeAsync();
        await _parties.DisposeAsync();
    }

    [Test]
    public async Task Connection_ServerOfAnotherAuthority_SendsNothing()
    {
        using var other = StubGateway.CreateCertificate();
        await using var connection = _gateway.Connect(other);
        Assert.That(() => connection.Directory.GetPartyAsync("malmo-soc", CancellationToken.None).AsTask(), Throws.InstanceOf<GatewayException>());
        Assert.That(_gateway.LookUps, Is.Zero);
    }

    [Test]
    public async Task Connection_WithAClientCertificate_NamesTheSystem()
    {
        using var system = StubGateway.CreateCertificate();
        await using var named = _gateway.Connect(system: system);
        await named.Directory.GetPartyAsync("malmo-soc", CancellationToken.None);
        await using var unnamed = _gateway.Connect();
        await unnamed.Directory.GetPartyAsync("malmo-soc", CancellationToken.None);
        Assert.That(_gateway.Systems, Is.EqualTo(new[] { system.Thumbprint, null }));
    }

    [Test]
    public void Connection_AddressWithoutTls_IsRefused() => Assert.That(
        () => new GatewayConnection(new GatewayConnectionOptions
        {
            Address = new Uri("http://127.0.0.1:1"), Authority = StubGateway.Authority, Token = _ => ValueTask.FromResult("a-token"),
        }),
        Throws.ArgumentException);

    [Test]
    public async Task Connection_NoAnswerWithinTheDeadline_IsAnUnknownOutcome()
    {
        await using var connection = _gateway.Connect(deadline: TimeSpan.FromSeconds(2));
        var answer = new TaskCompletionSource<Wire.PushResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        _gateway.OnPush = _ => answer.Task;
        var client = new PartyClient(connection, _parties.Holder, _parties.State, SqliteLog.Signer.Verifier);
        Assert.That(() => client.Alerts.PushAsync(new Wire.PushRequest(), [], CancellationToken.None),
            Throws.InstanceOf<GatewayException>().With.Property(nameof(GatewayException.Failure)).EqualTo(GatewayFailure.OutcomeUnknown));
        answer.SetResult(new Wire.PushResponse());
    }

    [Test]
    public async Task GetPartyAsync_AskedTwice_AsksTheDirectoryOnce()
    {
        await using var connection = _gateway.Connect();
        var first = await connection.Directory.IntakeKeyAsync("malmo-soc", CancellationToken.None);
        Assert.That(await connection.Directory.IntakeKeyAsync("malmo-soc", CancellationToken.None), Is.EqualTo(first));
        Assert.That(first, Is.EqualTo(_parties.Intake.Public));
        Assert.That(_gateway.LookUps, Is.EqualTo(1));
    }

    [Test]
    public async Task CheckLogAsync_NewestCheckpoint_IsRemembered()
    {
        await using var connection = _gateway.Connect();
        var client = new PartyClient(connection, _parties.Holder, _parties.State, SqliteLog.Signer.Verifier);
        var newest = await _parties.Log.GrowAsync(2);
        Assert.That(await client.CheckLogAsync(CancellationToken.None), Is.EqualTo(newest));
        Assert.That(_parties.Memory().Newest, Is.EqualTo(newest));
    }
}
