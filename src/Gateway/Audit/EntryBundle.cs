using System.Buffers.Binary;

namespace Gateway.Audit;

/// <summary>The entries of one level-0 tile: each a big-endian 16-bit length and that many bytes (C2SP tlog-tiles).</summary>
public static class EntryBundle
{
    /// <summary>The most bytes an entry can have.</summary>
    public const int MaxEntry = ushort.MaxValue;

    /// <exception cref="ArgumentException">An entry is longer than 65,535 bytes.</exception>
    public static byte[] Write(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var bundle = new byte[entries.Sum(e => 2 + e.Length)];
        var rest = bundle.AsSpan();
        foreach (var entry in entries)
        {
            if (entry.Length > MaxEntry) throw new ArgumentException("an entry is longer than 65,535 bytes", nameof(entries));
            BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)entry.Length);
            entry.Span.CopyTo(rest[2..]);
            rest = rest[(2 + entry.Length)..];
        }
        return bundle;
    }

    /// <summary>The entries, as slices of the bundle; false where it ends within an entry, with those before it.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bundle, out IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var read = new List<ReadOnlyMemory<byte>>();
        entries = read;
        while (bundle.Length > 0)
        {
            var length = bundle.Length < 2 ? MaxEntry + 1 : BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (bundle.Length < 2 + length) return false;
            read.Add(bundle.Slice(2, length));
            bundle = bundle[(2 + length)..];
        }
        return true;
    }
}
