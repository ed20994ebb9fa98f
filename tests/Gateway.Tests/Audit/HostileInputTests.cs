using System.Text;
using Gateway.Audit;
using Gateway.Audit.Witnesses;
using Gateway.Tests.Audit.Witnesses;

namespace Gateway.Tests.Audit;

/// <summary>
/// Notes, checkpoints, proofs, tiles, bundles, policies and add-checkpoint bodies as nobody should send them: no other exception than the
/// documented one, one spelling for what is read, and nothing accepted that differs in one bit from what was signed.
/// </summary>
public sealed class HostileInputTests
{
    private const int Count = 4_000;

    private static readonly LogSigner Log = KeysOfOneLog.First;
    private static readonly CosignatureSigner Cosigner = new("witness.example", [.. Enumerable.Repeat((byte)9, 32)]);
    private static readonly GrowingTree Tree = new(Log);

    private static IEnumerable<TestCaseData> Formats()
    {
        var cosigned = Tree.At(7).With([Cosigner.Cosign(Tree.At(7), DateTimeOffset.UnixEpoch)]);
        yield return Format("Note", cosigned.Note, t => SignedNote.Parse(t).ToString());
        yield return Format("Checkpoint", cosigned.Note, t => Checkpoint.Parse(t).Note);
        yield return Format("Proof", Proof().ToString(), t => TlogProof.Parse(t).ToString());
        yield return Format("AddCheckpoint", Tree.From(3, 7).ToString(), t => AddCheckpoint.Parse(Encoding.UTF8.GetBytes(t)).ToString());
        yield return Format("VerifierKey", Cosigner.Verifier.ToString(), t => NoteVerifier.Parse(t).ToString());
        yield return Format("Succession", KeySuccession.Make(Log, KeysOfOneLog.Second, 5).Note, t => KeySuccession.Parse(t).Note);
    }

    [TestCaseSource(nameof(Formats))]
    public void Read_MutatedText_IsRefusedOrPrintsBack(string sample, Func<string, string> printedBack)
    {
        var (refused, read) = (0, 0);
        var bytes = Encoding.UTF8.GetBytes(sample);
        Assert.That(printedBack(sample), Is.EqualTo(sample));
        foreach (var changed in Mutations.Some(bytes, Count, seed: 1).Concat(Mutations.EveryBit(bytes)).Select(Encoding.UTF8.GetString))
        {
            try
            {
                Assert.That(printedBack(changed), Is.EqualTo(changed), "what is read has one spelling");
                read++;
            }
            catch (FormatException)
            {
                refused++;
            }
        }
        Assert.That(refused, Is.GreaterThan(read));
    }

    [Test]
    public void IsTrusted_OneBitOfTheNoteChanged_NeverUnderEitherKey()
    {
        foreach (var (signed, key) in ((Checkpoint, NoteVerifier)[])[(Tree.At(7), Log.Verifier), (Cosigned().SignedOnlyBy(Cosigner.Verifier), Cosigner.Verifier)])
        {
            Assert.That(signed.IsTrusted(key));
            Assert.That(Read(Mutations.EveryBit(Encoding.UTF8.GetBytes(signed.Note)), Checkpoint.Parse).Where(c => c.IsTrusted(key)), Is.Empty);
        }
    }

    [Test]
    public void IsTrusted_MutatedNote_OnlyWithTheTextThatWasSigned()
    {
        var cosigned = Cosigned();
        foreach (var changed in Read(Mutations.Some(Encoding.UTF8.GetBytes(cosigned.Note), Count, seed: 2), Checkpoint.Parse))
            if (changed.IsTrusted(Log.Verifier, Cosigner.Verifier)) Assert.That(changed.Text, Is.EqualTo(cosigned.Text));
    }

    [Test]
    public void Verify_OneBitOfTheProofChanged_Never()
    {
        var leaf = MerkleTree.LeafHash(Encoding.UTF8.GetBytes(" 2"));
        Assert.That(Proof().Verify(leaf, Log.Verifier));
        Assert.That(Read(Mutations.EveryBit(Encoding.UTF8.GetBytes(Proof().ToString())), TlogProof.Parse).Where(p => p.Verify(leaf, Log.Verifier)), Is.Empty);
        foreach (var changed in Read(Mutations.Some(Encoding.UTF8.GetBytes(Proof().ToString()), Count, seed: 3), TlogProof.Parse))
            if (changed.Verify(leaf, Log.Verifier))
                Assert.That((changed.Index, changed.Hashes, changed.Checkpoint.Text), Is.EqualTo((Proof().Index, Proof().Hashes, Proof().Checkpoint.Text)));
    }

    [Test]
    public async Task AddCheckpoint_MutatedBody_IsAnsweredAndNeverCosignedAsAnotherTree()
    {
        var state = new MemoryWitnessState();
        var witness = new Witness(Cosigner, [Log.Verifier], state, TimeProvider.System);
        Assert.That((await witness.AddCheckpointAsync(Encoding.UTF8.GetBytes(Tree.From(0, 3).ToString()), default)).Status, Is.EqualTo(200));
        var sample = Encoding.UTF8.GetBytes(Tree.From(3, 7).ToString());
        HashSet<int> statuses = [];
        foreach (var body in Mutations.EveryBit(sample).Concat(Mutations.Some(sample, Count, seed: 4)))
        {
            var answer = await witness.AddCheckpointAsync(body, default);
            statuses.Add(answer.Status);
            if (answer.Status == 200) Assert.That(AddCheckpoint.Parse(body).Checkpoint.Text, Is.EqualTo(Tree.At(7).Text));
            if (answer.Status == 200) break; // from here on the same body is told the size
        }
        Assert.That(statuses, Is.SubsetOf(new[] { 200, 400, 403, 404, 409, 422 }).And.SupersetOf(new[] { 400, 403, 404, 409, 422 }));
        Assert.That((await state.NewestAsync("log.example", default))?.Root.ToArray(), Is.AnyOf(Tree.At(3).Root.ToArray(), Tree.At(7).Root.ToArray()));
    }

    [Test]
    public void Policy_Mutated_IsReadOrRefused()
    {
        var policy = $"log {Log.Verifier}\nwitness a {Cosigner.Verifier} https://a.example\ngroup g any a\nquorum g\n";
        var read = Read(Mutations.Some(Encoding.UTF8.GetBytes(policy), Count, seed: 5), WitnessPolicy.Parse).ToList();
        // A mutation may well ask for less, as a comment or `quorum none` does; it never counts who did not cosign.
        Assert.That(read.Where(p => p.IsQuorum(_ => false)).SelectMany(p => p.Witnesses).Where(w => w.Key != Cosigner.Verifier), Is.Empty);
        Assert.That(() => WitnessPolicy.Parse(policy), Throws.Nothing);
    }

    [TestCase("tile/0/000.p/9")]
    [TestCase("tile/entries/000.p/9")]
    [TestCase("checkpoint")]
    public async Task TileLog_OneFileMutated_GivesTheEntriesThatWereSignedOrNone(string path)
    {
        var sound = new TileMemory(Log, 9);
        var sample = sound.Files[path];
        var older = new TileMemory(Log, 4).Checkpoint;
        foreach (var changed in Mutations.EveryBit(sample).Concat(Mutations.Some(sample, Count / 4, seed: 6)))
        {
            sound.Files[path] = changed;
            var log = new TileLog(sound);
            try
            {
                var checkpoint = await log.CheckpointAsync([Log.Verifier], default);
                Assert.That(checkpoint.Text, Is.EqualTo(sound.Checkpoint.Text));
                await foreach (var (index, entry) in log.EntriesAsync(0, checkpoint, default)) Assert.That(BitConverter.ToInt32(entry.Span), Is.EqualTo(index));
                Assert.That(await log.ExtendsAsync(older, checkpoint, default));
            }
            catch (InvalidDataException)
            {
                // Found wanting.
            }
            var found = await LogVerifier.VerifyAsync(sound, Log.Verifier, null, default);
            if (found.IsSound) Assert.That(found.Checkpoint?.Text, Is.EqualTo(sound.Checkpoint.Text));
        }
    }

    [Test]
    public void Bundle_Mutated_IsReadOrNotAndNeverBeyondItsEnd()
    {
        var sample = EntryBundle.Write([new byte[3], new byte[70], ReadOnlyMemory<byte>.Empty, new byte[5]]);
        foreach (var changed in Mutations.EveryBit(sample).Concat(Mutations.Some(sample, Count, seed: 7)))
            if (EntryBundle.TryRead(changed, out var entries)) Assert.That(EntryBundle.Write(entries), Is.EqualTo(changed));
    }

    private static TestCaseData Format(string name, string sample, Func<string, string> printedBack) =>
        new TestCaseData(sample, printedBack).SetName($"Read_Mutated{name}_IsRefusedOrPrintsBack");

    private static Checkpoint Cosigned() => Tree.At(7).With([Cosigner.Cosign(Tree.At(7), DateTimeOffset.UnixEpoch)]);

    private static TlogProof Proof()
    {
        var leaves = Enumerable.Range(0, 3).Select(i => MerkleTree.LeafHash(Encoding.UTF8.GetBytes($" {i}"))).ToArray();
        return new TlogProof(2, [MerkleTree.NodeHash(leaves[0], leaves[1])], Tree.At(3));
    }

    private static IEnumerable<T> Read<T>(IEnumerable<byte[]> texts, Func<string, T> parse)
    {
        foreach (var text in texts)
        {
            T read;
            try
            {
                read = parse(Encoding.UTF8.GetString(text));
            }
            catch (FormatException)
            {
                continue;
            }
            yield return read;
        }
    }
}
