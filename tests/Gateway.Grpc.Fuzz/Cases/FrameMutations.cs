using Gateway.Grpc.Fuzz.Http2;

namespace Gateway.Grpc.Fuzz.Cases;

/// <summary>Unusual frames that HTTP/2 allows (RFC 9113 §5, §6): the answer must be the usual one.</summary>
internal static class FrameMutations
{
    private const int Cancel = 8;

    public static readonly CallMutation[] All =
    [
        new("none", 6, (_, _) => { }),
        new("split at one place", 6, (draft, bits) => Split(draft, bits, pieces: 2)),
        new("byte by byte", 2, ByteByByte),
        new("split, padded, with empty frames", 4, (draft, bits) => Split(draft, bits, pieces: 2 + bits.Below(8))),
        new("unknown frames between", 3, UnknownBetween),
        new("request trailers", 2, Trailers),
        new("header block in crumbs", 2, (draft, bits) => draft.LargestHeaderFrame = 1 + bits.Below(9)),
        new("reset at once", 3, (draft, bits) => Reset(draft, bits, body: [])),
        new("reset within the body", 3, (draft, bits) => Reset(draft, bits, draft.Body[..(draft.Body.Length / 2)])),
        new("reset after the body", 3, (draft, bits) => Reset(draft, bits, draft.Body)),
    ];

    private static void Split(CallDraft draft, SeededBits bits, int pieces)
    {
        var cuts = Enumerable.Range(0, pieces - 1).Select(_ => bits.Below(draft.Body.Length + 1)).Append(draft.Body.Length).Order().ToArray();
        var pads = pieces > 2;
        draft.WritesBody = (frames, id) =>
        {
            var at = 0;
            for (var i = 0; i < cuts.Length; i++)
            {
                var part = draft.Body.AsSpan(at, cuts[i] - at);
                var end = i == cuts.Length - 1 ? Flags.EndStream : (byte)0;
                if (pads) frames.Frame(FrameType.Data, (byte)(Flags.Padded | end), id, [3, .. part, 0, 0, 0]);
                else frames.Frame(FrameType.Data, end, id, part);
                at = cuts[i];
            }
        };
    }

    private static void ByteByByte(CallDraft draft, SeededBits bits) => draft.WritesBody = (frames, id) =>
    {
        foreach (var one in draft.Body) frames.Data(id, [one], endStream: false);
        frames.Data(id, [], endStream: true);
    };

    private static void UnknownBetween(CallDraft draft, SeededBits bits)
    {
        var type = (FrameType)(16 + bits.Below(240));
        var payload = bits.Bytes(bits.Below(200));
        var flags = (byte)bits.Below(256);
        draft.WritesBody = (frames, id) => frames
            .Frame(type, flags, id, payload).Frame(FrameType.Priority, 0, id, [0, 0, 0, 0, 9])
            .Data(id, draft.Body, endStream: false).Frame(type, flags, 0, payload).Data(id, [], endStream: true);
    }

    private static void Trailers(CallDraft draft, SeededBits bits) => draft.WritesBody = (frames, id) => frames
        .Data(id, draft.Body, endStream: false)
        .Headers(id, new HeaderBlock().Add("x-trailer", "y").Add("grpc-status", "0").ToArray(), endStream: true);

    private static void Reset(CallDraft draft, SeededBits bits, byte[] body)
    {
        draft.Body = body;
        draft.EndsStream = bits.OneIn(2);
        draft.ResetsWith = bits.Pick(Cancel, 0, 2, 0xff);
        draft.Verdict = draft.Verdict with { MayBeSilent = true };
    }
}
