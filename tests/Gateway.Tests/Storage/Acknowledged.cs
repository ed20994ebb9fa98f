using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Audit;

namespace Gateway.Tests.Storage;

/// <summary>What a writer was told of one change, as a line on its standard output: index, leaf hash, checkpoint and a full stop.</summary>
internal sealed record Acknowledged(long Index, byte[] LeafHash, Checkpoint Checkpoint)
{
    public static Acknowledged Of<T>(Committed<T> committed) =>
        new(committed.Entries[0].Index, committed.Entries[0].Entry.LeafHash.ToArray(), committed.Checkpoint);

    /// <summary>Null where the line says something else, or was cut by a kill: then nobody read it as an acknowledgement.</summary>
    public static Acknowledged? Parse(string line) => line.Split(' ') is [var index, var hash, var note, "."]
        ? new Acknowledged(
            long.Parse(index, CultureInfo.InvariantCulture), Convert.FromBase64String(hash),
            Checkpoint.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(note))))
        : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Index} {Convert.ToBase64String(LeafHash)} {Convert.ToBase64String(Encoding.UTF8.GetBytes(Checkpoint.Note))} .");

    /// <summary>
    /// The log verifies, each change has its entry and each entry its change, and everything that was acknowledged is where it was said to be,
    /// under a tree that extends the one it was said to be in.
    /// </summary>
    public static async Task AssertKeptAsync(TestLog log, IReadOnlyCollection<Acknowledged> acknowledged)
    {
        var found = await log.VerifyAsync();
        Assert.That(found.Fault?.Message, Is.Null);
        var size = found.Checkpoint?.Size ?? 0;
        Assert.That(await ChangesOfEntriesAsync(log), Is.EqualTo(await log.NotesAsync()), "every change has its entry, every entry its change");
        Assert.That(acknowledged.Select(a => a.Index), Is.Unique);
        foreach (var one in acknowledged)
        {
            Assert.That(one.Checkpoint.IsTrusted(TestLog.Signer.Verifier), $"entry {one.Index}");
            var receipt = TlogProof.Parse(await log.Log.InclusionProofAsync(one.Index, CancellationToken.None));
            Assert.That(receipt.Verify(one.LeafHash, TestLog.Signer.Verifier), $"entry {one.Index}");
            var proof = await log.Log.ConsistencyProofAsync(one.Checkpoint.Size, size, CancellationToken.None);
            Assert.That(
                MerkleProof.VerifyConsistency(one.Checkpoint.Size, size, one.Checkpoint.Root.Span, receipt.Checkpoint.Root.Span, proof),
                $"checkpoint of size {one.Checkpoint.Size}");
        }
    }

    private static async Task<IReadOnlyList<string>> ChangesOfEntriesAsync(TestLog log)
    {
        var entries = await log.Store.FindBySubjectAsync(TestLog.Social, TestLog.Subject, int.MaxValue, CancellationToken.None);
        var details = entries.Select(e => JsonNode.Parse(e.Open(TestLog.SocialKey).Json.Span)!["detail"]!.GetValue<string>());
        return [.. details.Select(d => d[..d.LastIndexOf(' ')]).Distinct().Order(StringComparer.Ordinal)];
    }
}
