using System.Globalization;
using System.Runtime.InteropServices;

namespace Gateway.Audit;

/// <summary>
/// The place of a tile: level 0 to 63 and number from the left (C2SP tlog-tiles). Hash i of tile N at level L is the root of
/// the complete subtree of 256^L leaves numbered N·256+i.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TileCoordinate(int Level, long Number)
{
    /// <summary>Hashes of a full tile, and entries of a full bundle.</summary>
    public const int FullWidth = 256;

    /// <summary>The tile that a subtree's hash can be computed from.</summary>
    public static TileCoordinate Of(TreeNode node) => new(node.Level / 8, node.Index >> (8 - node.Level % 8));

    /// <summary>How many hashes the level has in a log of that size: <c>floor(size / 256^level)</c>.</summary>
    public static long HashesAt(int level, long size) => level > 7 ? 0 : size >> (8 * level);

    /// <summary>Hashes of this tile in a log of that size; 0 where it is not there.</summary>
    public int WidthAt(long size) => (int)Math.Clamp(HashesAt(Level, size) - (Number * FullWidth), 0, FullWidth);

    /// <summary>Every tile of a log of that size with its width, level by level and left to right; none is empty.</summary>
    public static IEnumerable<(TileCoordinate Tile, int Width)> AllOf(long size)
    {
        for (var level = 0; HashesAt(level, size) > 0; level++)
            for (long number = 0, left = HashesAt(level, size); left > 0; number++, left -= FullWidth)
                yield return (new TileCoordinate(level, number), (int)Math.Min(left, FullWidth));
    }

    /// <summary><c>tile/L/N</c>, with <c>.p/W</c> for a width below 256.</summary>
    public string Path(int width) => $"tile/{Level.ToString(CultureInfo.InvariantCulture)}/{Tail(Number, width)}";

    /// <summary><c>tile/entries/N</c>, with <c>.p/W</c> for a width below 256.</summary>
    public static string EntriesPath(long number, int width) => $"tile/entries/{Tail(number, width)}";

    /// <summary>Reads a path of either kind in its one spelling; the level is null for an entry bundle.</summary>
    public static bool TryParse(string path, out int? level, out long number, out int width)
    {
        (level, number, width) = (null, 0, FullWidth);
        var parts = path.Split('/');
        if (parts.Length < 3 || parts[0] != "tile") return false;
        var name = parts[2..];
        if (name.Length > 1 && name[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!int.TryParse(name[^1], NumberStyles.None, CultureInfo.InvariantCulture, out width)) return false;
            if (width is < 1 or >= FullWidth) return false;
            name = [.. name[..^2], name[^2][..^2]];
        }
        foreach (var group in name)
        {
            if (!int.TryParse(group.TrimStart('x'), NumberStyles.None, CultureInfo.InvariantCulture, out var three)) return false;
            if (number > long.MaxValue / 1_000 - 1) return false;
            number = number * 1_000 + three;
        }
        if (parts[1] == "entries") return path == EntriesPath(number, width);
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) || parsed > 63) return false;
        level = parsed;
        return path == new TileCoordinate(parsed, number).Path(width);
    }

    private static string Tail(long number, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, FullWidth);
        var tail = (number % 1_000).ToString("000", CultureInfo.InvariantCulture);
        for (number /= 1_000; number > 0; number /= 1_000)
            tail = $"x{(number % 1_000).ToString("000", CultureInfo.InvariantCulture)}/{tail}";
        return width == FullWidth ? tail : $"{tail}.p/{width.ToString(CultureInfo.InvariantCulture)}";
    }
}
