using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Protocol.V1;
using Gateway.Server.Tests.Keys;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The embedded default's vault key is rotated under a running server, by two officers; a stop in the middle is made up.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class VaultRotationTests : IAsyncDisposable
{
    private RunningGateway _gateway = null!;

    private string First => Path.Combine(_gateway.Folder, "vault.key");

    [SetUp]
    public async Task StartAsync() => _gateway = await RunningGateway.StartAsync();

    public async ValueTask DisposeAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task VaultKey_Rotated_MovesEveryWrapWithAnEntryEachAndTheOldFileCanGo()
    {
        var asked = await VaultTown.AskedAsync(_gateway);
        var nothing = await Refusal.OfAsync(() => TwoOperators.ProposeVaultKeyAsync(_gateway));
        Assert.That(nothing.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition), "there is no new version yet");

        SecretKeyFile.Create(VaultKeyFiles.Next(First));
        await TwoOperators.ProposeVaultKeyAsync(_gateway);
        Assert.That((await WrappersAsync()).Count(), Is.EqualTo(1), "nothing is moved before the approval");
        var size = await _gateway.LogSizeAsync();
        await TwoOperators.ApproveOnlyAsync(_gateway);
        await MovedAsync();
        Assert.That(new GatewayFile(_gateway.Folder).KindsFrom(size).Count(k => k == EntryKind.Key), Is.EqualTo(1 + 5), "the approval, the secrets, four parties");

        File.Delete(First);
        await _gateway.StopAsync();
        await _gateway.StartAgainAsync();
        await VaultTown.AssessAsync(_gateway, asked);
        Assert.That((await VaultTown.CollectAsync(_gateway, asked)).Sections, Has.Count.EqualTo(1));
        await _gateway.As(Cast.Police).CheckLogAsync(CancellationToken.None);
    }

    [Test]
    public async Task VaultKey_MoveThatWasStopped_GoesOnAtTheNextStart()
    {
        SecretKeyFile.Create(VaultKeyFiles.Next(First));
        await TwoOperators.ProposeVaultKeyAsync(_gateway);
        await TwoOperators.ApproveOnlyAsync(_gateway);
        await _gateway.StopAsync();
        await _gateway.StartAgainAsync();
        await MovedAsync();
    }

    [Test]
    public async Task VaultKey_NewerThanTheOneApproved_WaitsForItsOwnApproval()
    {
        SecretKeyFile.Create(VaultKeyFiles.Next(First));
        await TwoOperators.ProposeVaultKeyAsync(_gateway);
        SecretKeyFile.Create(VaultKeyFiles.Next(First));
        var refused = await Refusal.OfAsync(() => TwoOperators.ApproveOnlyAsync(_gateway));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That((await WrappersAsync()).Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task ListKeys_TellsWhatWrapsWhatAndNothingSecret()
    {
        var keys = (await _gateway.Wire(Cast.Operator).Keys.ListKeysAsync(new ListKeysRequest())).Keys;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(keys.Select(k => $"{k.Kind} {k.PartyId}"), Is.EqualTo(["Vault ", "Log ", "Party gateway-drift", "Party polisen", "Party skola", "Party soc"]));
            Assert.That(keys.Select(k => k.Current), Is.All.True);
            Assert.That(keys.Skip(1).Select(k => k.VaultKeyId).Distinct(), Is.EqualTo([keys[0].KeyId]));
            Assert.That(keys.Skip(2).Select(k => k.Since is not null && k.Generation == 1), Is.All.True);
            Assert.That(keys[1].KeyId, Is.EqualTo((await _gateway.Wire(Cast.Police).Audit.GetCheckpointAsync(new GetCheckpointRequest())).Vkey));
        }
    }

    private async Task<IEnumerable<string>> WrappersAsync() =>
        (await _gateway.Wire(Cast.Operator).Keys.ListKeysAsync(new ListKeysRequest())).Keys.Skip(1)
            .Select(k => k.VaultKeyId).Where(id => id.Length > 0).Distinct();

    /// <summary>Waits until everything is wrapped by one version, the current one; requests go on meanwhile.</summary>
    private async Task MovedAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var keys = (await _gateway.Wire(Cast.Operator).Keys.ListKeysAsync(new ListKeysRequest(), cancellationToken: limit.Token)).Keys;
            if (keys.Count(k => k.Kind == KeyKind.Vault) == 1) return;
            await VaultTown.AskedAsync(_gateway);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
        }
    }
}
