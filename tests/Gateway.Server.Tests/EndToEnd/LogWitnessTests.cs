using Gateway.Audit;
using Gateway.Audit.Witnesses;
using Gateway.Client;
using Gateway.Protocol.V1;
using Gateway.Server.Hosting;
using Gateway.Server.Witnesses;
using Gateway.Storage.Log;
using Receipt = Gateway.Protocol.V1.Receipt;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>
/// The log under witnesses: receipts with a quorum's cosignatures, and a log that was rolled back, put back from a backup or forked, refused by
/// every witness, by the start, and by the client that saw more.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LogWitnessTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private WitnessedGateway _town = null!;

    private RunningGateway Gateway => _town.Gateway;

    [SetUp]
    public async Task StartAsync() => _town = await WitnessedGateway.StartAsync();

    public async ValueTask DisposeAsync() => await _town.DisposeAsync();

    [Test]
    public async Task Receipt_OnceTheQuorumHasCosigned_ProvesItOffline()
    {
        var receipt = await ReceiptAsync();
        var proof = await Gateway.As(Cast.Police).CosignedReceiptAsync(receipt, _town.Policy, Patience, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(proof.Verify(MerkleTree.LeafHash(receipt.Leaf.Span), [.. _town.Policy.Logs]));
            Assert.That(_town.Policy.IsCosigned(TlogProof.Parse(proof.ToString()).Checkpoint), "the text alone suffices");
            Assert.That(_town.Policy.Witnesses.Select(w => proof.Checkpoint.IsTrusted(w.Key)), Is.All.True);
        }
        var checkpoint = await Gateway.Wire(Cast.Police).Audit.GetCheckpointAsync(new GetCheckpointRequest());
        Assert.That(_town.Policy.IsCosigned(Checkpoint.Parse(checkpoint.CosignedCheckpoint)));
        var answer = await Gateway.Wire(Cast.Police).Audit.GetReceiptAsync(new GetReceiptRequest { Index = proof.Index });
        Assert.That(answer.QuorumMet);
    }

    [Test]
    public async Task Receipt_WhileOneOfBothIsDown_IsGivenWithoutAQuorumAndUpgradedAfterwards()
    {
        var earlier = TlogProof.Parse((await ReceiptAsync()).Proof).Index;
        await _town.CosignedAsync();
        await _town.Municipality.KillAsync();
        var receipt = await ReceiptAsync();
        var index = TlogProof.Parse(receipt.Proof).Index;
        await Until.TrueAsync(async () => (await _town.SeenAsync()).Size > index);

        var answer = await Gateway.Wire(Cast.Police).Audit.GetReceiptAsync(new GetReceiptRequest { Index = index });
        Assert.That(answer.QuorumMet, Is.False);
        Assert.That(TlogProof.Parse(answer.Proof).Verify(MerkleTree.LeafHash(receipt.Leaf.Span), [.. _town.Policy.Logs]), "it proves what the log says");
        Assert.That(async () => await Gateway.As(Cast.Police).CosignedReceiptAsync(receipt, _town.Policy, TimeSpan.FromSeconds(1), default),
            Throws.InstanceOf<ReceiptRefusedException>().With.Message.Contains("no quorum of witnesses cosigned the log within"));
        Assert.That((await Gateway.Wire(Cast.Police).Audit.GetReceiptAsync(new GetReceiptRequest { Index = earlier })).QuorumMet, "what was cosigned stays so");
        Assert.That(Gateway.Log.Text, Does.Contain("Warning the witness `municipality` did not cosign"));
    }

    [Test]
    public async Task Receipt_OfAPolicyThatAsksForAnotherWitness_IsNeverGiven()
    {
        var receipt = await ReceiptAsync();
        await _town.CosignedAsync();
        var stranger = NoteVerifier.OfWitness("stranger.example", new byte[32]);
        var policy = WitnessPolicy.Parse($"log {_town.Policy.Logs[0]}\nwitness stranger {stranger}\nquorum stranger\n");
        Assert.That(async () => await Gateway.As(Cast.Police).CosignedReceiptAsync(receipt, policy, TimeSpan.Zero, default),
            Throws.InstanceOf<ReceiptRefusedException>());
    }

    [Test]
    public async Task Start_OnARestoredBackup_IsRefusedAndNamesTheWitnessAndBothSizes()
    {
        await Gateway.StopAsync();
        _town.Backup();
        await Gateway.StartAgainAsync();
        await ReceiptAsync();
        await _town.CosignedAsync();
        var seen = (await _town.SeenAsync()).Size;
        await Gateway.StopAsync();

        _town.Restore();
        var has = await SizeAsync();
        Assert.That(has, Is.LessThan(seen));
        Assert.That(await RefusedAsync(), Is.EquivalentTo(new[]
        {
            $"the witness `police` has seen {seen} entries, and the data folder has {has}: it was rolled back, or put back from a backup",
            $"the witness `municipality` has seen {seen} entries, and the data folder has {has}: it was rolled back, or put back from a backup",
        }));
        Assert.That(await SizeAsync(), Is.EqualTo(has), "and nothing was signed");
    }

    [Test]
    public async Task Fork_SignedWhileNobodyWasAsked_IsRefusedByStartWitnessAndClient()
    {
        await Gateway.StopAsync();
        _town.Backup();
        await Gateway.StartAgainAsync();
        var police = Cast.Police;
        await ReceiptAsync();
        var seenByClient = await Gateway.As(police).CheckLogAsync(default);
        await _town.CosignedAsync();
        var seen = (await _town.SeenAsync()).Size;
        await Gateway.StopAsync();

        // Whoever runs the server takes it back, and lets it go on to another history without its witnesses.
        _town.Restore();
        _town.WithoutWitnesses();
        await Gateway.StartAgainAsync();
        for (var i = 0; i < 3; i++) await ReceiptAsync();
        Assert.That((await Gateway.CheckpointAsync()).Size, Is.GreaterThanOrEqualTo(seen));
        Assert.That(async () => await Gateway.As(police).CheckLogAsync(default), Throws.InstanceOf<LogForkedException>(), $"it saw {seenByClient.Size}");
        var forked = await Gateway.CheckpointAsync();
        var proof = await Gateway.Part<AuditLog>().ConsistencyProofAsync(seen, forked.Size, default);
        Assert.That((await _town.Police.AddAsync(new AddCheckpoint(seen, proof, forked).ToString())).Status, Is.EqualTo(422));
        Assert.That((await _town.Municipality.AddAsync(new AddCheckpoint(seen, proof, forked).ToString())).Status, Is.EqualTo(422));
        await Gateway.StopAsync();

        _town.WithWitnesses();
        Assert.That(await RefusedAsync(), Has.Count.EqualTo(2).And.All.Contains(
            $"has seen another history: what it saw at {seen} entries is not what the data folder has there; the log was forked"));
    }

    [Test]
    public async Task Start_WhileTooFewAnswer_IsRefusedUnlessItIsSaidOtherwise()
    {
        await _town.CosignedAsync();
        await Gateway.StopAsync();
        await _town.Municipality.KillAsync();
        Assert.That(await RefusedAsync(), Has.Count.EqualTo(2)
            .And.One.EqualTo("too few witnesses answered to know that the log was not rolled back; `Gateway:StartWithoutWitnesses` starts all the same")
            .And.One.StartsWith("the witness `municipality`: "));
        await CheckAsync(_town.Policy, startWithoutWitnesses: true);
        var both = _town.Policy.Witnesses;
        var any = WitnessPolicy.Parse($"""
            log {_town.Policy.Logs[0]}
            witness police {both[0].Key} {both[0].Address}
            witness municipality {both[1].Key} {both[1].Address}
            group either any police municipality
            quorum either

            """);
        Assert.That(async () => await CheckAsync(any, startWithoutWitnesses: false), Throws.Nothing, "a quorum answered");
    }

    [Test]
    public async Task Start_RolledBackWhileOneWitnessIsDown_IsRefusedByTheOther()
    {
        await Gateway.StopAsync();
        _town.Backup();
        await Gateway.StartAgainAsync();
        await ReceiptAsync();
        await _town.CosignedAsync();
        await Gateway.StopAsync();
        _town.Restore();
        await _town.Municipality.KillAsync();
        // Not even by the setting: who answered has seen more.
        Assert.That(async () => await CheckAsync(_town.Policy, startWithoutWitnesses: true),
            Throws.InstanceOf<InvalidConfigurationException>().With.Message.Contains("the witness `police` has seen"));
    }

    private async Task<Receipt> ReceiptAsync() => (await Gateway.Wire(Cast.Police).Cases.OpenCaseAsync(Messages.Case(Cast.Police, People.Adult()))).Receipts[0];

    private async Task<IReadOnlyList<string>> RefusedAsync() =>
        (await Assert.ThrowsAsync<InvalidConfigurationException>(() => Gateway.StartAgainAsync()))?.Problems ?? [];

    private async Task<long> SizeAsync()
    {
        await using var database = Storage.SqliteDatabase.OpenReadOnly(Gateway.Folder);
        return (await new SqlLogStore(database).HeadAsync(default))?.Checkpoint.Size ?? 0;
    }

    private async Task CheckAsync(WitnessPolicy policy, bool startWithoutWitnesses)
    {
        await using var database = Storage.SqliteDatabase.OpenReadOnly(Gateway.Folder);
        using var client = new WitnessClient([]);
        await new WitnessesBeforeStart(new SqlLogStore(database), policy.Logs[0], policy, client).CheckAsync(startWithoutWitnesses, default);
    }
}
