using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Server.Keys;
using Gateway.Server.Tests.EndToEnd;
using Gateway.Server.Tests.Keys.StandIn;
using Gateway.Storage;
using Gateway.Storage.Keys;

namespace Gateway.Server.Tests.Keys;

/// <summary>The vault's key is rotated under a running server: everything moves to the new version, and nothing that is sealed changes.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class KeyRotationTests : IAsyncDisposable
{
    private StandInVault _vault = null!;
    private RunningGateway _gateway = null!;

    private KeyRotation Rotation => _gateway.Part<KeyRotation>();

    private SqlKeyStore Store => _gateway.Part<SqlKeyStore>();

    [SetUp]
    public async Task StartAsync()
    {
        _vault = await StandInVault.StartAsync();
        _vault.Keys.Add("gateway", "1");
        _gateway = await RunningGateway.StartAsync(_vault.Access, VaultTown.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _vault.DisposeAsync();
    }

    [Test]
    public async Task Rewrap_AfterRotation_LeavesTheOldVersionToNobody()
    {
        Assert.That(await ListOutdatedAsync(), Is.Empty);
        var old = _vault.Keys.Find("gateway", "1");
        _vault.Keys.Rotate("gateway");
        var outdated = await ListOutdatedAsync();
        Assert.That(outdated.Select(w => w.Party), Is.EqualTo(["", "gateway-drift", "polisen", "skola", "soc"]));

        foreach (var wrap in outdated) Assert.That(await RewrapAsync(wrap.Party), Is.True);
        old!.IsEnabled = false; // found above
        await _gateway.StopAsync();
        await _gateway.StartAgainAsync();
        await _gateway.Wire(Cast.Police).Cases.OpenCaseAsync(Messages.Case(Cast.Police, People.Adult()));
        await _gateway.As(Cast.Police).CheckLogAsync(CancellationToken.None);
        Assert.That(await ListOutdatedAsync(), Is.Empty);
    }

    [Test]
    public async Task Move_VaultFailsInTheMiddle_GoesOnWhenItIsBack()
    {
        _vault.Keys.Rotate("gateway");
        await TwoOperators.ProposeVaultKeyAsync(_gateway);
        await TwoOperators.ApproveOnlyAsync(_gateway);
        _vault.Fault = StandInFaults.Status(403);
        await Until.TrueAsync(() => Task.FromResult(_gateway.Log.Text.Contains("is tried again", StringComparison.Ordinal)));
        _vault.Fault = null;
        await Until.TrueAsync(async () => (await ListOutdatedAsync()).Count == 0);
    }

    [Test]
    public async Task Rewrap_OfWhatIsCurrent_IsNothing()
    {
        Assert.That(await Rotation.RewrapPartyAsync("soc", default), Is.Null);
        Assert.That(await Rotation.RewrapSecretsAsync(default), Is.Null);
    }

    [Test]
    public async Task Rewrap_StoredTwice_IsRefusedTheSecondTime()
    {
        _vault.Keys.Rotate("gateway");
        var rewrap = await Rotation.RewrapPartyAsync("soc", default) ?? throw new InvalidOperationException("nothing to rewrap");
        Assert.That(await InWorkAsync(work => Store.ReplaceAsync(work, rewrap.Was, rewrap.Now, default)), Is.True);
        Assert.That(await InWorkAsync(work => Store.ReplaceAsync(work, rewrap.Was, rewrap.Now, default)), Is.False);
    }

    [Test]
    public async Task Rewrap_VaultFails_ChangesNothing()
    {
        _vault.Keys.Rotate("gateway");
        var before = await Store.ListWrapsAsync(default);
        _vault.Fault = StandInFaults.Status(503);
        Assert.That(async () => await Rotation.RewrapPartyAsync("soc", default), Throws.TypeOf<KeysUnavailableException>());
        Assert.That(await Store.ListWrapsAsync(default), Is.EqualTo(before));
    }

    /// <summary>What is not wrapped under the current version.</summary>
    private async Task<IReadOnlyList<StoredWrap>> ListOutdatedAsync()
    {
        var current = await _gateway.Part<VaultKey>().CurrentKeyIdAsync(default);
        return [.. (await Store.ListWrapsAsync(default)).Where(w => w.VaultKeyId != current)];
    }

    private async Task<bool> RewrapAsync(string party)
    {
        if (party.Length == 0 && await Rotation.RewrapSecretsAsync(default) is { } secrets)
            return await InWorkAsync(work => Store.ReplaceAsync(work, secrets.Was, secrets.Now, default));
        return party.Length > 0 && await Rotation.RewrapPartyAsync(party, default) is { } keys
            && await InWorkAsync(work => Store.ReplaceAsync(work, keys.Was, keys.Now, default));
    }

    private async Task<bool> InWorkAsync(Func<IWork, ValueTask<bool>> replace)
    {
        var database = _gateway.Part<SqliteDatabase>();
        await using var work = await database.BeginAsync(default);
        var isDone = await replace(work);
        await database.CommitAsync(work);
        return isDone;
    }
}
