namespace Gateway.Audit;

/// <summary>Standard base64 in its one spelling: padded, no white space, no stray bits (RFC 4648 §3.5).</summary>
internal static class StrictBase64
{
    public static bool TryRead(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64String(text, bytes, out var length)) return false;
        bytes = bytes[..length];
        return Convert.ToBase64String(bytes) == text;
    }

    /// <summary>Reads 32 bytes.</summary>
    public static bool TryReadHash(string text, out byte[] hash) => TryRead(text, out hash) && hash.Length == MerkleTree.HashSize;
}
