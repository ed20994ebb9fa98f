using Gateway.Protocol.V1;
using Gateway.Server.Serving;
using Gateway.Server.Tests.EndToEnd;
using Gateway.Server.Tests.Keys.StandIn;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Hosting;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Gateway.Server.Tests.Keys;

/// <summary>A running server and its Key Vault: what an outage, a storm and a revoked key do to calls, and that nothing is lost by them.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class VaultOutageTests : IAsyncDisposable
{
    private const string Unavailable = "keys are not available: nothing was released";

    private StandInVault _vault = null!;
    private RunningGateway _gateway = null!;

    [SetUp]
    public async Task StartVaultAsync()
    {
        _vault = await StandInVault.StartAsync();
        _vault.Keys.Add("gateway", "1");
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _vault.DisposeAsync();
    }

    private async Task StartAsync(params string[] settings) => _gateway = await RunningGateway.StartAsync(_vault.Access, [.. VaultTown.Settings, .. settings]);

    /// <summary>Starts the server anew: no party's keys are leased.</summary>
    private async Task StartAgainAsync()
    {
        await _gateway.StopAsync();
        await _gateway.StartAgainAsync();
    }

    [Test]
    public async Task Outage_LeasedPartiesGoOnAndTheOthersAreUnavailable_UntilItEnds()
    {
        await StartAsync();
        await StartAgainAsync();
        var (asked, other) = (await VaultTown.AskedAsync(_gateway), Messages.Case(Cast.HeadTeacher, People.Child()));
        await HealthIsAsync(ServingStatus.Serving);

        _vault.Fault = StandInFaults.Down;
        await VaultTown.AssessAsync(_gateway, asked);
        Assert.That((await VaultTown.CollectAsync(_gateway, asked)).Sections, Has.Count.EqualTo(1));
        var size = await _gateway.LogSizeAsync();
        var refused = await Refusal.OfAsync(() => OpenAsync(other));
        Assert.That(refused.Status, Is.EqualTo(new Status(StatusCode.Unavailable, Unavailable)));
        Assert.That(await _gateway.LogSizeAsync(), Is.EqualTo(size));
        await HealthIsAsync(ServingStatus.NotServing);

        _vault.Fault = null;
        await OpenAsync(other);
        await HealthIsAsync(ServingStatus.Serving);
        await _gateway.As(Cast.Police).CheckLogAsync(CancellationToken.None);
    }

    [Test]
    public async Task Registration_VaultIsDown_StoresNothing()
    {
        await StartAsync();
        var registration = _gateway.WithKeys(new Party { PartyId = "vard", Kind = PartyKind.SocialServices, Name = "Vården" });
        var size = await _gateway.LogSizeAsync();
        _vault.Fault = StandInFaults.Status(503);
        var refused = await Refusal.OfAsync(() => _gateway.Wire(Cast.Operator).Directory.RegisterPartyAsync(registration).ResponseAsync);
        Assert.That(refused.Status, Is.EqualTo(new Status(StatusCode.Unavailable, Unavailable)));
        Assert.That(new GatewayFile(_gateway.Folder).Column("SELECT party FROM party_keys WHERE party = 'vard'"), Is.Empty);
        Assert.That(await _gateway.LogSizeAsync(), Is.EqualTo(size));

        _vault.Fault = null;
        await _gateway.Wire(Cast.Operator).Directory.RegisterPartyAsync(registration);
    }

    [Test]
    public async Task Storm_OfThrottling_IsWaitedOut()
    {
        await StartAsync();
        await StartAgainAsync();
        _vault.Fault = StandInFaults.Throttled(3, retryAfter: "1");
        await OpenAsync(Messages.Case(Cast.HeadTeacher, People.Child()));
    }

    [Test]
    public async Task Challenge_OfAnotherDomain_GetsNoTokenAndNoKeyIsReleased()
    {
        await StartAsync();
        await StartAgainAsync();
        var tokens = _vault.Credential.Asked.Count;
        _vault.Fault = StandInFaults.Challenge("Bearer authorization=\"https://login.windows.net/t\", resource=\"https://evil.example\"");
        var refused = await Refusal.OfAsync(() => OpenAsync(Messages.Case(Cast.HeadTeacher, People.Child())));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.Unavailable));
        Assert.That(_vault.Credential.Asked, Has.Count.EqualTo(tokens));
    }

    [Test]
    public async Task Key_Disabled_StopsReleasesWithinTheLease()
    {
        await StartAsync("--Gateway:Vault:LeaseSeconds=2");
        var asked = await VaultTown.AskedAsync(_gateway);
        await VaultTown.AssessAsync(_gateway, asked);
        await VaultTown.CollectAsync(_gateway, asked);

        _vault.Keys.Find("gateway", "1")!.IsEnabled = false; // added above
        await Task.Delay(TimeSpan.FromSeconds(2.2), TimeProvider.System);
        var refused = await Refusal.OfAsync(() => VaultTown.CollectAsync(_gateway, asked));
        Assert.That(refused.Status, Is.EqualTo(new Status(StatusCode.Unavailable, Unavailable)));

        _vault.Keys.Find("gateway", "1")!.IsEnabled = true;
        await VaultTown.CollectAsync(_gateway, asked);
    }

    [Test]
    public async Task Vault_FiftyRecordsDepositedAndReleased_IsNotAskedOnce()
    {
        await StartAsync();
        await VaultTown.AskedAsync(_gateway); // the leases are open
        await _gateway.Part<IEnumerable<IHostedService>>().OfType<ServingWatch>().Single().StopAsync(CancellationToken.None);
        var asked = _vault.Asked.Count;
        for (var i = 0; i < 50; i++)
        {
            var request = await VaultTown.AskedAsync(_gateway);
            await VaultTown.AssessAsync(_gateway, request);
            Assert.That((await VaultTown.CollectAsync(_gateway, request)).Sections, Has.Count.EqualTo(1));
        }
        Assert.That(_vault.Asked, Has.Count.EqualTo(asked));
    }

    private async Task OpenAsync(OpenCaseRequest opening) => await _gateway.Wire(Cast.HeadTeacher).Cases.OpenCaseAsync(opening);

    private async Task HealthIsAsync(ServingStatus status) => await Assert.ThatAsync(
        async () => (await _gateway.Wire((string?)null).Health.CheckAsync(new HealthCheckRequest())).Status,
        Is.EqualTo(status).After(40).Seconds.PollEvery(200).MilliSeconds);
}
