using System.IO.Compression;
using Google.Protobuf;

namespace Gateway.Grpc.Fuzz.Cases;

/// <summary>Bad length-prefixed messages (gRPC over HTTP/2, "Length-Prefixed-Message").</summary>
internal static class MessageMutations
{
    private const int Internal = 13;
    private const int ResourceExhausted = 8;

    private static readonly byte[] Bomb = Gzip(new byte[ProbeLimit * 4]);

    public static readonly CallMutation[] All =
    [
        new("cut off", 6, CutOff),
        new("oversized length", 4, OversizedLength),
        new("unknown or unannounced compression flag", 4, BadFlag),
        new("bytes after the only message", 4, TrailingBytes),
        new("payload that is no protobuf", 4, RandomPayload),
        new("gzip", 3, (draft, bits) => Compressed(draft, bits, message => message, [0])),
        new("gzip cut off", 3, (draft, bits) => Compressed(draft, bits, gzip => gzip[..(1 + bits.Below(gzip.Length - 1))], [Internal])),
        new("gzip with bytes after it", 3, (draft, bits) => Compressed(
            draft, bits, gzip => [.. gzip, .. bits.Bytes(1 + bits.Below(30))], [Internal])),
        new("gzip with a flipped bit", 3, (draft, bits) => Compressed(
            draft, bits, gzip => Flip(gzip, bits), [0, ResourceExhausted, Internal])),
        new("gzip bomb", 1, (draft, bits) => Compressed(draft, bits, _ => Bomb, [ResourceExhausted])),
    ];

    private const int ProbeLimit = Hosting.ProbeServer.MaxMessage;

    private static void CutOff(CallDraft draft, SeededBits bits)
    {
        // A stream of messages may end where one does; a prefix of its own bytes that ends there is another stream.
        var more = CallDraft.Prefixed(new Blob { Payload = ByteString.CopyFrom(bits.Bytes(1 + bits.Below(50))) }.ToByteArray());
        var part = more[..(1 + bits.Below(more.Length - 1))];
        draft.Body = draft.IsSingle ? bits.OneIn(10) ? [] : part : [.. draft.Body, .. part];
        draft.Verdict = new Verdict { Grpc = [Internal] };
    }

    private static void OversizedLength(CallDraft draft, SeededBits bits)
    {
        var length = bits.Pick<uint>(ProbeLimit + 1, 0x7fffffff, 0x80000000, uint.MaxValue, (uint)(ProbeLimit + 1 + bits.Below(1 << 30)));
        var message = CallDraft.Prefixed(bits.Bytes(bits.Below(300)), flag: 0, length);
        draft.Body = draft.IsSingle ? message : [.. draft.Body, .. message];
        draft.EndsStream = bits.OneIn(2);
        draft.Verdict = new Verdict { Grpc = [ResourceExhausted] };
    }

    private static void BadFlag(CallDraft draft, SeededBits bits)
    {
        var message = CallDraft.Prefixed(bits.Bytes(bits.Below(60)), (byte)(1 + (bits.OneIn(2) ? 0 : bits.Below(255))));
        draft.Body = draft.IsSingle ? message : [.. draft.Body, .. message];
        draft.Verdict = new Verdict { Grpc = [Internal] };
    }

    private static void TrailingBytes(CallDraft draft, SeededBits bits)
    {
        if (!draft.IsSingle) return;
        draft.Body = [.. draft.Body, .. bits.OneIn(2) ? draft.Body : bits.Bytes(1 + bits.Below(40))];
        draft.Verdict = new Verdict { Grpc = [Internal] };
    }

    private static void RandomPayload(CallDraft draft, SeededBits bits)
    {
        draft.Body = CallDraft.Prefixed(bits.Bytes(1 + bits.Below(60)));
        draft.Verdict = new Verdict { Grpc = [0, Internal] };
    }

    private static void Compressed(CallDraft draft, SeededBits bits, Func<byte[], byte[]> bend, int[] statuses)
    {
        // Of nothing GZipStream makes nothing.
        if (draft.Messages.Count == 0 || draft.Messages.Exists(message => message.CalculateSize() == 0)) return;
        draft.Headers.Add(("grpc-encoding", "gzip"));
        draft.Body = [.. draft.Messages.SelectMany(message => CallDraft.Prefixed(bend(Gzip(message.ToByteArray())), flag: 1))];
        draft.Verdict = draft.Verdict with { Grpc = statuses, Body = statuses is [0] ? draft.Verdict.Body : null };
    }

    private static byte[] Flip(byte[] bytes, SeededBits bits)
    {
        bytes[bits.Below(bytes.Length)] ^= (byte)(1 << bits.Below(8));
        return bytes;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal)) gzip.Write(bytes);
        return output.ToArray();
    }
}
