using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Crypto;

/// <summary>JSON sealed under a party's key (<see cref="SealedBox"/>), bound to the row it belongs to.</summary>
public static class SealedJson
{
    /// <summary>Seals a tree; <paramref name="row"/> names table and key of the row.</summary>
    public static byte[] Seal(BoxKeys keys, JsonNode tree, string row)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var plaintext = JsonSerializer.SerializeToUtf8Bytes(tree);
        try
        {
            return SealedBox.Seal(keys, plaintext, Encoding.UTF8.GetBytes(row));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <summary>Opens what was sealed for this row.</summary>
    /// <exception cref="EnvelopeException">Another key or row, or it was changed.</exception>
    public static JsonObject Open(BoxKeys keys, ReadOnlySpan<byte> box, string row)
    {
        var plaintext = SealedBox.Open(keys, box, Encoding.UTF8.GetBytes(row));
        try
        {
            return JsonNode.Parse(plaintext) as JsonObject ?? throw new EnvelopeException("the sealed row is not an object");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }
}
