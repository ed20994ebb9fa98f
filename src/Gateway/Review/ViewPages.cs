using System.Runtime.CompilerServices;

namespace Gateway.Review;

/// <summary>Reads all views of a range page by page: however many there are, one page of them is in memory.</summary>
internal static class ViewPages
{
    /// <summary>Size of a page.</summary>
    public const int Size = 1000;

    /// <summary>The pages, by index; none is empty.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<FoundView>> PagesAsync(
        this IViewStore views, ViewRange range, [EnumeratorCancellation] CancellationToken ct, int size = Size)
    {
        IReadOnlyList<FoundView> page;
        var after = -1L;
        do
        {
            page = await views.ListAsync(range, after, size, ct);
            if (page.Count == 0) yield break;
            yield return page;
            after = page[^1].Entry.Index;
        }
        while (page.Count == size);
    }
}
