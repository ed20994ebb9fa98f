using System.Globalization;
using Gateway.Audit;

namespace Gateway.Cli.Log;

/// <summary>
/// Says of a pruned log from where on its details are there. The log itself says so, and nothing proves it; the tree is whole all the
/// same.
/// </summary>
internal static class PrunedOutput
{
    public static async Task WriteAsync(IReadOnlyList<PrunedDetails> all, TextWriter stdout)
    {
        if (all.Count == 0) return;
        await stdout.WriteLineAsync("the log says, and nothing proves it: details earlier than these are erased, unless they are held");
        foreach (var pruned in all)
            await stdout.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"  {pruned.Party}: `{pruned.Kind.Word()}` from entry {pruned.FirstKept} on, of {pruned.Before.UtcDateTime:yyyy-MM-dd HH:mm} UTC and later"));
    }
}
