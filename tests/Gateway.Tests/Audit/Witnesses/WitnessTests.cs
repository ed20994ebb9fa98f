using System.Text;
using System.Text.Json;
using Gateway.Audit;
using Gateway.Audit.Witnesses;

namespace Gateway.Tests.Audit.Witnesses;

public sealed class WitnessTests
{
    private const string Origin = "https://github.com/FiloSottile/torchwood (cmd/litewitness/testdata)";

    private static readonly LogSigner Log = new("log.example", new byte[32]);
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 13, 0, 0, TimeSpan.Zero);

    private readonly CosignatureSigner _signer = new("example.com/witness", [.. Enumerable.Repeat((byte)7, 32)]);

    [OneTimeTearDown]
    public void Forget() => _signer.Dispose();

    [Test]
    public async Task AddCheckpoint_PublishedConversation_IsAnsweredStepByStep()
    {
        using var published = JsonDocument.Parse(await File.ReadAllBytesAsync(FileOf()));
        var log = NoteVerifier.Parse(published.RootElement.GetProperty("logVkey").GetString()!);
        var witness = new Witness(_signer, [log], new MemoryWitnessState(), new FixedTime(Now));
        var steps = published.RootElement.GetProperty("steps").EnumerateArray().ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            var says = steps[i].TryGetProperty("expectBodyContains", out var part) ? part.GetString()! : steps[i].GetProperty("expectBodyEquals").GetString()!;
            // That implementation answers 403 to a log that it does not know, where the specification has 404 MUST.
            var status = says == "unknown log" ? 404 : steps[i].GetProperty("expectStatus").GetInt32();
            var answer = await AskAsync(witness, steps[i].GetProperty("body").GetString()!);
            Assert.That(answer.Status, Is.EqualTo(status), $"step {i + 1}");
            Assert.That(answer.Body, part.ValueKind == JsonValueKind.String ? Does.Contain(says) : Is.EqualTo(says), $"step {i + 1}");
        }
        Assert.That(steps, Has.Count.GreaterThanOrEqualTo(9));
    }

    [Test]
    public async Task AddCheckpoint_GrowingLog_IsCosignedWithTheTimeAndKept()
    {
        var witness = NewWitness();
        var tree = new GrowingTree(Log);
        foreach (var (from, to) in ((int, int)[])[(0, 3), (3, 3), (3, 8), (8, 13)])
        {
            var answer = await AskAsync(witness, tree.From(from, to).ToString());
            Assert.That(answer.Status, Is.EqualTo(200), $"{from} to {to}");
            var cosigned = tree.At(to).With([NoteSignature.Parse(answer.Body.TrimEnd('\n'))]);
            Assert.That(cosigned.IsTrusted(_signer.Verifier));
            Assert.That((await witness.NewestAsync(Witness.PathOf("log.example"), default))?.Note, Is.EqualTo(cosigned.Note));
        }
    }

    [Test]
    public async Task AddCheckpoint_EmptyTree_IsCosignedOnceAndThenOutgrown()
    {
        var witness = NewWitness();
        var empty = new AddCheckpoint(0, [], Log.Sign(0, MerkleTree.EmptyRoot));
        Assert.That((await AskAsync(witness, empty.ToString())).Status, Is.EqualTo(200));
        Assert.That((await AskAsync(witness, new AddCheckpoint(0, [], Log.Sign(0, new byte[32])).ToString())).Status, Is.EqualTo(422));
        Assert.That((await AskAsync(witness, new GrowingTree(Log).From(0, 2).ToString())).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AddCheckpoint_ForkedLog_IsRefusedAtEverySize()
    {
        var witness = NewWitness();
        Assert.That((await AskAsync(witness, new GrowingTree(Log).From(0, 5).ToString())).Status, Is.EqualTo(200));
        var fork = new GrowingTree(Log, "another history");
        foreach (var size in (int[])[5, 6, 8, 21])
            Assert.That((await AskAsync(witness, fork.From(5, size).ToString())).Status, Is.EqualTo(422), $"{size}");
        Assert.That((await witness.NewestAsync(Witness.PathOf("log.example"), default))?.Root.ToArray(),
            Is.EqualTo(new GrowingTree(Log).At(5).Root.ToArray()));
    }

    [Test]
    public async Task AddCheckpoint_RolledBackLog_IsToldTheSizeThatWasSeen()
    {
        var witness = NewWitness();
        var tree = new GrowingTree(Log);
        await AskAsync(witness, tree.From(0, 9).ToString());
        foreach (var body in (AddCheckpoint[])[tree.From(0, 4), tree.From(4, 4), tree.From(3, 4), tree.From(4, 12)])
        {
            var answer = await AskAsync(witness, body.ToString());
            Assert.That((answer.Status, answer.Body, answer.ContentType), Is.EqualTo((409, "9\n", "text/x.tlog.size")));
        }
    }

    [Test]
    public async Task AddCheckpoint_OldSizeBeyondTheCheckpoint_IsMalformed()
    {
        var beyond = new GrowingTree(Log).From(3, 3) with { OldSize = 4 };
        Assert.That((await AskAsync(NewWitness(), beyond.ToString())).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task AddCheckpoint_FirstOneWithAProof_IsInconsistent()
    {
        var proved = new GrowingTree(Log).From(0, 3) with { Proof = [new byte[32]] };
        Assert.That((await AskAsync(NewWitness(), proved.ToString())).Status, Is.EqualTo(422));
    }

    [Test]
    public async Task AddCheckpoint_SignedByAnotherKeyOfTheSameName_IsUntrusted()
    {
        var other = new LogSigner("log.example", [.. Enumerable.Repeat((byte)1, 32)]);
        Assert.That((await AskAsync(NewWitness(), new GrowingTree(other).From(0, 3).ToString())).Status, Is.EqualTo(403));
        var both = new Witness(_signer, [Log.Verifier, other.Verifier], new MemoryWitnessState(), new FixedTime(Now));
        Assert.That((await AskAsync(both, new GrowingTree(other).From(0, 3).ToString())).Status, Is.EqualTo(200), "a log may have two keys");
    }

    [Test]
    public async Task AddCheckpoint_SignedByAnotherWatchedLog_IsUntrusted()
    {
        var other = new LogSigner("other.example", [.. Enumerable.Repeat((byte)1, 32)]);
        var witness = new Witness(_signer, [Log.Verifier, other.Verifier], new MemoryWitnessState(), new FixedTime(Now));
        var text = new GrowingTree(Log).At(3).Text;
        var forged = new AddCheckpoint(0, [], Checkpoint.Of(new SignedNote(text, [Signed(other, text)])));
        Assert.That((await AskAsync(witness, forged.ToString())).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task AddCheckpoint_ReplacedMeanwhile_IsLookedAtAgain()
    {
        var (state, tree) = (new MemoryWitnessState(), new GrowingTree(Log));
        var witness = new Witness(_signer, [Log.Verifier], state, new FixedTime(Now));
        var quicker = new Witness(_signer, [Log.Verifier], state, new FixedTime(Now));
        state.BeforeReplace = () =>
        {
            state.BeforeReplace = () => { };
            Assert.That(AskAsync(quicker, tree.From(0, 7).ToString()).AsTask().GetAwaiter().GetResult().Status, Is.EqualTo(200));
        };
        var answer = await AskAsync(witness, tree.From(0, 5).ToString());
        Assert.That((answer.Status, answer.Body), Is.EqualTo((409, "7\n")), "else seven would have been rolled back to five");
    }

    [Test]
    public async Task AddCheckpoint_WithSignaturesOfStrangers_KeepsTheLogsAndItsOwn()
    {
        var (witness, tree) = (NewWitness(), new GrowingTree(Log));
        var noted = tree.At(4);
        var stranger = NoteSignature.Parse("\u2014 stranger.example AAAAAQIDBAU=");
        var crowded = new AddCheckpoint(0, [], noted.With([.. Enumerable.Range(0, 100).Select(i => stranger with { KeyId = (uint)i })]));
        Assert.That((await AskAsync(witness, crowded.ToString())).Status, Is.EqualTo(200));
        var kept = await witness.NewestAsync(Witness.PathOf("log.example"), default);
        Assert.That(kept?.Note.Split('\n').Count(l => l.StartsWith('\u2014')), Is.EqualTo(2));
    }

    [Test]
    public async Task Newest_UnknownOrUnseenLog_IsNothing()
    {
        var witness = NewWitness();
        Assert.That(await witness.NewestAsync(Witness.PathOf("log.example"), default), Is.Null);
        Assert.That(await witness.NewestAsync("log.example", default), Is.Null);
    }

    private static string FileOf()
    {
        var path = OutsideVectors.Require("tlog/witness", Origin);
        return Directory.EnumerateFiles(path, "*.json").Single();
    }

    private static NoteSignature Signed(LogSigner signer, string text) =>
        new(signer.Verifier.Name, signer.Verifier.KeyId, Gateway.Crypto.Ed25519.Sign([.. Enumerable.Repeat((byte)1, 32)], Encoding.UTF8.GetBytes(text)));

    private static ValueTask<WitnessAnswer> AskAsync(Witness witness, string body) => witness.AddCheckpointAsync(Encoding.UTF8.GetBytes(body), default);

    private Witness NewWitness() => new(_signer, [Log.Verifier], new MemoryWitnessState(), new FixedTime(Now));

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
