using System.Text.Json.Nodes;
using Gateway.Crypto;

namespace Gateway.Audit;

/// <summary>One request's hold on a party's log keys.</summary>
public sealed class LogKey(PartyKeys keys) : IDisposable
{
    /// <summary>The keys; good until this is disposed.</summary>
    public BoxKeys Keys => keys.Log;

    /// <summary>Seals what a row holds about people, bound to the row.</summary>
    public byte[] Seal(JsonNode tree, string row) => SealedJson.Seal(keys.Log, tree, row);

    /// <summary>Opens what was sealed for this row.</summary>
    /// <exception cref="EnvelopeException">Another key or row, or it was changed.</exception>
    public JsonObject Open(ReadOnlySpan<byte> box, string row) => SealedJson.Open(keys.Log, box, row);

    /// <summary>The same; null where it was changed or is another row's.</summary>
    public JsonObject? TryOpen(ReadOnlySpan<byte> box, string row)
    {
        try
        {
            return Open(box, row);
        }
        catch (EnvelopeException)
        {
            return null;
        }
    }

    /// <summary>Lets go of the keys.</summary>
    public void Dispose() => keys.Dispose();
}
