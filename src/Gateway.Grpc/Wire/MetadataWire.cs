using System.Collections.Frozen;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>
/// Metadata as HTTP headers: names that end in <c>-bin</c> carry base64, sent without padding and read with or without (gRPC over HTTP/2,
/// "Custom-Metadata").
/// </summary>
internal static class MetadataWire
{
    private static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet(
        [
            "host", "content-type", "content-length", "content-encoding", "accept-encoding", "te", GrpcNames.Status, GrpcNames.Message,
            GrpcNames.Timeout, GrpcNames.Encoding,
            GrpcNames.AcceptEncoding, GrpcNames.EncodingWish,
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>True of a header that is the transport's own and no metadata.</summary>
    public static bool IsReserved(string name) => name.StartsWith(':') || Reserved.Contains(name);

    public static string Encode(Metadata.Entry entry) =>
        entry.IsBinary ? Convert.ToBase64String(entry.ValueBytes).TrimEnd('=') : entry.Value;

    /// <summary>Adds a received header, unless it is the transport's own or cannot be metadata.</summary>
    /// <returns>False where a binary value is not base64; of it nothing is added.</returns>
    public static bool TryAddDecoded(Metadata metadata, string name, string value)
    {
        if (IsReserved(name) || !Metadata.Entry.IsName(name)) return true;
        if (!name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase))
        {
            if (Metadata.Entry.IsText(value)) metadata.Add(name, value);
            return true;
        }

        // A proxy may have joined several binary values into one; a comma is no base64 digit.
        foreach (var part in value.Split(','))
        {
            if (!TryReadBase64(part.Trim(), out var bytes)) return false;
            metadata.Add(name, bytes);
        }

        return true;
    }

    private static bool TryReadBase64(string text, out byte[] bytes)
    {
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        bytes = new byte[padded.Length / 4 * 3];
        if (!Convert.TryFromBase64String(padded, bytes, out var length)) return false;
        Array.Resize(ref bytes, length);
        return true;
    }
}
