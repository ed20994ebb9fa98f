using Gateway.Audit;
using Gateway.Cli;
using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The log's key rotated by two operators while parties talk to the server.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LogKeyRotationTests : IAsyncDisposable
{
    private RunningGateway _gateway = null!; // set before each test

    [SetUp]
    public async Task StartAsync() => _gateway = await RunningGateway.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Test]
    public async Task Rotate_WhilePartiesPush_EveryReceiptIsBelievedBeforeAndAfterARestart()
    {
        var pinned = NoteVerifier.Parse((await GetCheckpointAsync()).Vkey);
        var police = _gateway.As(Cast.Police); // pins the key that counts now
        await police.CheckLogAsync(CancellationToken.None);
        var old = (await police.Cases.OpenAsync(Messages.Case(Cast.Police, People.Adult()), CancellationToken.None))[0];

        using var stop = new CancellationTokenSource();
        var pushing = Task.Run(async () =>
        {
            var cases = 0;
            for (; !stop.IsCancellationRequested; cases++) await police.Cases.OpenAsync(Messages.Case(Cast.Police, People.Adult()), CancellationToken.None);
            return cases;
        });
        await RotateAsync();
        await RotateAsync();
        await stop.CancelAsync();
        Assert.That(await pushing, Is.GreaterThan(0));
        await police.CheckLogAsync(CancellationToken.None);

        await _gateway.StopAsync();
        await _gateway.StartAgainAsync();
        var answer = await GetCheckpointAsync();
        var log = new TrustedLog(pinned, [.. answer.Successions.Select(KeySuccession.Parse)]);
        Assert.That((answer.Successions.Count, log.Current.ToString()), Is.EqualTo((2, answer.Vkey)));
        var receipt = await _gateway.Wire(Cast.Police).Audit.GetReceiptAsync(new GetReceiptRequest { Index = old.Index });
        var proof = TlogProof.Parse(receipt.Proof);
        Assert.That((log.Trusts(proof.Checkpoint), proof.Includes(old.LeafHash.Span)), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task Rotate_KeysAreListedAndTheCommandLineVerifiesWithTheEarlierKey()
    {
        var earlier = (await GetCheckpointAsync()).Vkey;
        await RotateAsync();
        var keys = (await _gateway.Wire(Cast.Operator).Keys.ListKeysAsync(new ListKeysRequest())).Keys.Where(k => k.Kind == KeyKind.Log);
        var now = (await GetCheckpointAsync()).Vkey;
        Assert.That(keys.Select(k => (k.KeyId, k.Current)), Is.EqualTo(new[] { (earlier, false), (now, true) }));
        foreach (var key in (string[])[earlier, now])
        {
            using var output = new StringWriter();
            var code = await GatewayCommand.InvokeAsync(["log", "verify", "--data", _gateway.Folder, "--vkey", key], output, output);
            Assert.That(code, Is.Zero, output.ToString());
        }
    }

    [Test]
    public async Task Approve_AfterAnotherRotation_IsRefusedAndChangesNothing()
    {
        var first = await ProposeAsync();
        var second = await ProposeAsync();
        await ApproveAsync(first);
        var key = (await GetCheckpointAsync()).Vkey;
        var refused = await Refusal.OfAsync(() => ApproveAsync(second));
        Assert.That(refused.Status.Detail, Does.Contain("the log's key is another by now"));
        Assert.That((await GetCheckpointAsync()).Vkey, Is.EqualTo(key));
    }

    private async Task RotateAsync() => await ApproveAsync(await ProposeAsync());

    private async Task<string> ProposeAsync() => (await _gateway.Wire(Cast.Operator).Keys.ProposeRotateLogKeyAsync(
        new ProposeRotateLogKeyRequest { RegistrationNumber = "Dnr 22" })).ProposalId;

    private async Task ApproveAsync(string id)
    {
        var proposals = _gateway.Wire(Cast.OtherOperator).Proposals;
        var read = (await proposals.ListProposalsAsync(new ListProposalsRequest())).Proposals.Single(p => p.ProposalId == id);
        await proposals.ApproveProposalAsync(new ApproveProposalRequest { ProposalId = id, Digest = read.Digest });
    }

    private async Task<GetCheckpointResponse> GetCheckpointAsync() =>
        await _gateway.Wire(Cast.Police).Audit.GetCheckpointAsync(new GetCheckpointRequest());
}
