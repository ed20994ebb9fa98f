using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Crypto;
using Gateway.Parties;

namespace Gateway.Audit;

/// <summary>
/// What of an entry is in the tree, as canonical JSON (RFC 8785): nothing personal. Between two given parties every leaf of a
/// kind has one length, because what is absent is replaced by random bytes (design §1.8).
/// </summary>
public sealed record EntryLeaf
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>See <see cref="Identifiers.New(DateTimeOffset)"/>.</summary>
    public required string Id { get; init; }

    /// <summary>When, to the millisecond, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    public required EntryKind Kind { get; init; }

    public required PartyId Holder { get; init; }

    /// <summary>Default where there is none.</summary>
    public PartyId Counterpart { get; init; }

    /// <summary>SHA-256(salt ‖ view) of the holder's view.</summary>
    public required ReadOnlyMemory<byte> HolderView { get; init; }

    /// <summary>The same of the counterpart's view; random where there is none.</summary>
    public required ReadOnlyMemory<byte> CounterpartView { get; init; }

    /// <summary>Commitment to what was released; random where nothing was.</summary>
    public required ReadOnlyMemory<byte> Release { get; init; }

    /// <summary>Reads a leaf in its one spelling.</summary>
    /// <exception cref="FormatException">The bytes are not a leaf of version 1.</exception>
    public static EntryLeaf Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var json = JsonNode.Parse(bytes) as JsonObject ?? throw new FormatException("the leaf is not an object");
            var leaf = new EntryLeaf
            {
                Id = Text(json, "id"),
                At = DateTimeOffset.ParseExact(
                    Text(json, "at"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                Kind = EntryKinds.TryParse(Text(json, "kind"), out var kind)
                    ? kind
                    : throw new FormatException("the leaf's kind is unknown"),
                Holder = new PartyId(Text(json, "holder")),
                Counterpart = Text(json, "counterpart") is { Length: > 0 } name ? new PartyId(name) : default,
                HolderView = Hash(json, "holderView"),
                CounterpartView = Hash(json, "counterpartView"),
                Release = Hash(json, "release"),
            };
            return bytes.SequenceEqual(leaf.Write()) ? leaf : throw new FormatException("the leaf is not in its one spelling");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new FormatException("the leaf is not JSON", e);
        }
    }

    /// <summary>The leaf's bytes.</summary>
    public byte[] Write() => CanonicalJson.Write(new JsonObject
    {
        ["at"] = At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture),
        ["counterpart"] = Counterpart.ToString(),
        ["counterpartView"] = Convert.ToBase64String(CounterpartView.Span),
        ["holder"] = Holder.ToString(),
        ["holderView"] = Convert.ToBase64String(HolderView.Span),
        ["id"] = Id,
        ["kind"] = Kind.Word(),
        ["release"] = Convert.ToBase64String(Release.Span),
        ["v"] = 1,
    });

    private static string Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : throw new FormatException($"the leaf has no `{name}`");

    private static byte[] Hash(JsonObject json, string name) =>
        StrictBase64.TryReadHash(Text(json, name), out var hash)
            ? hash
            : throw new FormatException($"the leaf's `{name}` is not a hash");
}
