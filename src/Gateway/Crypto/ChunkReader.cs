using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Gateway.Crypto;

/// <summary>
/// Reads a chunk of the one profile, as strictly as <see cref="EnvelopeReader"/> reads a section. It decodes straight from the
/// message: a chunk is large, and a JSON document of it would be held several times over.
/// </summary>
internal static class ChunkReader
{
    private static readonly string[] Members = ["protected", "aad", "iv", "ciphertext", "tag"];

    public static SealedChunk Read(ReadOnlySpan<byte> json)
    {
        if (json.Length > SealedChunk.LargestJson) throw new EnvelopeException($"`chunk` is longer than {SealedChunk.LargestJson} bytes");
        Span<Range> values = stackalloc Range[Members.Length];
        try
        {
            Find(json, values);
        }
        catch (JsonException)
        {
#pragma warning disable MA0054 // the inner message may quote content
            throw new EnvelopeException("`chunk` is not one JSON object of texts without duplicates");
#pragma warning restore MA0054
        }

        if (!json[values[0]].SequenceEqual("eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0"u8))
            throw new EnvelopeException("`protected` is not exactly {\"alg\":\"dir\",\"enc\":\"A256GCM\"}");
        var label = ChunkLabel.Parse(StrictBase64Url.Decode(Encoding.UTF8.GetString(json[values[1]]), "aad"));
        var bytes = new byte[SealedSection.NonceSize + Length(json[values[3]]) + SealedSection.TagSize];
        Decode(json[values[2]], bytes.AsSpan(0, SealedSection.NonceSize), "iv");
        Decode(json[values[3]], bytes.AsSpan(SealedSection.NonceSize..^SealedSection.TagSize), "ciphertext");
        Decode(json[values[4]], bytes.AsSpan(^SealedSection.TagSize..), "tag");
        return new SealedChunk(label, bytes);
    }

    /// <summary>Where the value of each member stands. Each is there once, as text without escapes, and nothing else is.</summary>
    private static void Find(ReadOnlySpan<byte> json, Span<Range> values)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        var found = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Member(ref reader);
            if (!reader.Read() || reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped || values[member].End.Value > 0)
                throw new JsonException();
            var start = checked((int)reader.TokenStartIndex) + 1;
            values[member] = start..(start + reader.ValueSpan.Length);
            found++;
        }
        // Reading on behind the object throws where anything but white space follows.
        if (reader.TokenType != JsonTokenType.EndObject || reader.Read()) throw new JsonException();
        if (found != Members.Length) throw new EnvelopeException("`chunk` lacks a member of the profile");
    }

    private static int Member(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < Members.Length; i++)
            if (!reader.ValueIsEscaped && reader.ValueTextEquals(Members[i])) return i;
        throw new EnvelopeException("`chunk` has a member outside the profile");
    }

    /// <summary>Bytes that so much base64url stands for.</summary>
    private static int Length(ReadOnlySpan<byte> text) =>
        text.Length / 4 * 3 + (text.Length % 4) switch { 0 => 0, 2 => 1, 3 => 2, _ => throw Misspelt("ciphertext") };

    /// <summary>The one spelling only, see <see cref="StrictBase64Url"/>.</summary>
    private static void Decode(ReadOnlySpan<byte> text, Span<byte> into, string what)
    {
        if (Base64Url.GetEncodedLength(into.Length) != text.Length) throw new EnvelopeException($"`{what}` is not {into.Length} bytes");
        if (Base64Url.DecodeFromUtf8(text, into, out var read, out var written) != OperationStatus.Done || read != text.Length
            || written != into.Length)
            throw Misspelt(what);
        var again = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            Base64Url.EncodeToUtf8(into, again);
            if (!text.SequenceEqual(again.AsSpan(0, text.Length))) throw Misspelt(what);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(again);
        }
    }

    private static EnvelopeException Misspelt(string what) => new($"`{what}` is not base64url in its one spelling");
}
