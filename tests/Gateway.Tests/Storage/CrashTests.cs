using System.Diagnostics;
using System.Text;
using Gateway.Audit;

namespace Gateway.Tests.Storage;

/// <summary>What was acknowledged is not lost, whatever is killed, whenever (design §1.7).</summary>
public sealed class CrashTests
{
    private sealed record Acknowledged(long Index, byte[] LeafHash, Checkpoint Checkpoint);

    [Test]
    public async Task Log_WriterKilledAgainAndAgain_KeepsWhatItAcknowledged()
    {
        var folder = TestLog.NewFolder();
        var acknowledged = new List<Acknowledged>();
        for (var run = 0; run < 3; run++) acknowledged.AddRange(await WriteAndKillAsync(folder, run, lines: 40 + 60 * run));

        await using var log = await TestLog.OpenAsync(folder);
        var found = await log.VerifyAsync();
        Assert.That(found.Fault?.Message, Is.Null);
        var size = found.Checkpoint?.Size ?? 0;
        Assert.That(await log.NotesAsync(), Has.Count.EqualTo(size), "every change has its entry, every entry its change");
        Assert.That(acknowledged, Has.Count.GreaterThanOrEqualTo(300));
        Assert.That(acknowledged.Select(a => a.Index), Is.Unique);
        foreach (var one in acknowledged)
        {
            var receipt = TlogProof.Parse(await log.Log.InclusionProofAsync(one.Index, CancellationToken.None));
            Assert.That(receipt.Verify(one.LeafHash, TestLog.Signer.Verifier), $"entry {one.Index}");
            var proof = await log.Log.ConsistencyProofAsync(one.Checkpoint.Size, size, CancellationToken.None);
            Assert.That(
                MerkleProof.VerifyConsistency(one.Checkpoint.Size, size, one.Checkpoint.Root.Span, receipt.Checkpoint.Root.Span, proof),
                $"checkpoint of size {one.Checkpoint.Size}");
        }
    }

    private static async Task<IReadOnlyList<Acknowledged>> WriteAndKillAsync(string folder, int run, int lines)
    {
        using var writer = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(CrashTests).Assembly.Location, folder, $"run {run}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        }) ?? throw new InvalidOperationException("the writer did not start");
        var acknowledged = new List<Acknowledged>();
        while (await writer.StandardOutput.ReadLineAsync() is { } line)
        {
            // A line cut by the kill was not read by anybody as an acknowledgement.
            if (line.Split(' ') is not [var index, var hash, var note, "."]) break;
            acknowledged.Add(new Acknowledged(
                long.Parse(index), Convert.FromBase64String(hash), Checkpoint.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(note)))));
            if (acknowledged.Count == lines) writer.Kill();
        }
        await writer.WaitForExitAsync();
        return acknowledged;
    }
}
