using Gateway.Tests.Policy.Naive;

namespace Gateway.Tests.Audit;

/// <summary>What a network, or somebody on it, makes of bytes; the same seed makes the same of them.</summary>
internal static class Mutations
{
    /// <summary>The bytes with one bit of them changed, each bit in turn.</summary>
    public static IEnumerable<byte[]> EveryBit(byte[] sample)
    {
        for (var bit = 0; bit < sample.Length * 8; bit++)
        {
            byte[] changed = [.. sample];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return changed;
        }
    }

    /// <summary>The bytes cut, stretched, repeated, shuffled or overwritten, one to four times over.</summary>
    public static IEnumerable<byte[]> Some(byte[] sample, int count, ulong seed)
    {
        var dice = new Dice(seed);
        for (var i = 0; i < count; i++)
        {
            var changed = sample;
            for (var times = 1 + dice.Below(4); times > 0; times--) changed = Once(changed, dice);
            yield return changed;
        }
    }

    private static byte[] Once(byte[] bytes, Dice dice)
    {
        var (at, length) = (dice.Below(bytes.Length + 1), dice.Below(40));
        var end = Math.Min(bytes.Length, at + length);
        return dice.Below(6) switch
        {
            0 => bytes[..at],
            1 => [.. bytes[..at], .. bytes[end..]],
            2 => [.. bytes[..end], .. bytes[at..]],
            3 => [.. bytes[..at], .. Enumerable.Range(0, length).Select(_ => (byte)dice.Below(256)), .. bytes[at..]],
            4 => [.. bytes[..at], .. Enumerable.Range(0, end - at).Select(_ => dice.Of("0123456789\n +=/ABCDold\u00e2\u0080\u0094"u8.ToArray())), .. bytes[end..]],
            _ => [.. bytes[..at], .. Enumerable.Repeat((byte)'\n', 1 + dice.Below(3)), .. bytes[at..]],
        };
    }
}
