using System.Text.Json.Nodes;
using Gateway.Crypto;

namespace Gateway.Audit;

/// <summary>One request's hold on a party's log keys.</summary>
public sealed class LogKey(PartyKeys keys) : IDisposable
{
    /// <summary>The keys; good until this is disposed.</summary>
    public BoxKeys Keys => keys.Log;

    /// <summary>Seals a tree for a row that only this party's keys open (<see cref="SealedJson"/>).</summary>
    public byte[] Seal(JsonNode tree, string row) => SealedJson.Seal(Keys, tree, row);

    /// <summary>Opens what <see cref="Seal"/> made; null where the box or the row was changed.</summary>
    public JsonObject? TryOpen(ReadOnlySpan<byte> box, string row)
    {
        try
        {
            return SealedJson.Open(Keys, box, row);
        }
        catch (EnvelopeException)
        {
            return null;
        }
    }

    /// <summary>Lets go of the keys.</summary>
    public void Dispose() => keys.Dispose();
}
