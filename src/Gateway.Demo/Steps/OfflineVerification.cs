using Gateway.Audit;
using Gateway.Cli;

namespace Gateway.Demo.Steps;

/// <summary>Step 9: the log is exported and verified without the server; every receipt matches; one changed byte is found.</summary>
internal static class OfflineVerification
{
    public static async Task PlayAsync(Stage stage, StepReport report, CancellationToken ct)
    {
        var (export, copy) = (Path.Combine(stage.Folder, "export"), Path.Combine(stage.Folder, "changed-copy"));
        var (code, text) = await GatewayAsync("log", "export", "--data", stage.DataFolder, "--out", export);
        report.Expect(code == 0, text);
        (code, text) = await GatewayAsync("log", "verify", "--tiles", export);
        report.Expect(code == 0, text);

        var leaves = await LeavesAsync(export, ct);
        var wrong = stage.Receipts.Count(r => !MerkleTree.LeafHash(leaves[(int)r.Index].Span).AsSpan().SequenceEqual(r.LeafHash.Span));
        report.Expect(wrong == 0 && !stage.Receipts.IsEmpty, $"{stage.Receipts.Count} kvitton stämmer med de exporterade posterna");

        CopyFolder(export, copy);
        var changed = ChangeOneByte(copy, leaves);
        (code, text) = await GatewayAsync("log", "verify", "--tiles", copy);
        report.Expect(code == 1 && text.Contains($"{changed}", StringComparison.Ordinal), $"en ändrad byte i post {changed} av en kopia: {text}");
    }

    private static async Task<(int Code, string Text)> GatewayAsync(params string[] args)
    {
        await using var stdout = new StringWriter();
        await using var stderr = new StringWriter();
        var code = await GatewayCommand.InvokeAsync(args, stdout, stderr);
        return (code, stdout.ToString().Trim());
    }

    private static async Task<IReadOnlyList<ReadOnlyMemory<byte>>> LeavesAsync(string folder, CancellationToken ct)
    {
        List<ReadOnlyMemory<byte>> leaves = [];
        foreach (var file in Bundles(folder))
            if (EntryBundle.TryRead(await File.ReadAllBytesAsync(file, ct), out var entries)) leaves.AddRange(entries);
        return leaves;
    }

    /// <summary>Bundle files in the order of their numbers: full ones first by name, then the partial one.</summary>
    private static IEnumerable<string> Bundles(string folder)
    {
        var root = Path.Combine(folder, "tile", "entries");
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).OrderBy(f => f.Contains(".p/", StringComparison.Ordinal))
            .ThenBy(f => f, StringComparer.Ordinal);
    }

    /// <summary>Changes a byte within an entry in the middle; answers its index.</summary>
    private static int ChangeOneByte(string folder, IReadOnlyList<ReadOnlyMemory<byte>> leaves)
    {
        var index = Math.Min(leaves.Count, 256) / 2;
        var file = Bundles(folder).First();
        var bytes = File.ReadAllBytes(file);
        var at = leaves.Take(index).Sum(l => l.Length + 2) + 2 + (leaves[index].Length / 2);
        bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);
        return index;
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? to);
            File.Copy(file, target);
        }
    }
}
