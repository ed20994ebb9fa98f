using Gateway.Grpc.Fuzz.Http2;

namespace Gateway.Grpc.Fuzz.Cases;

/// <summary>Broken frames and header blocks, and protocol violations (RFC 9113, RFC 7541).</summary>
internal static class ConnectionMutations
{
    private const int Cancel = 8;

    public static readonly ConnectionMutation[] All =
    [
        new("bit flips in frames", 20, (frames, bits, id) => frames.Raw(Flip(Calls(bits, id).ToArray(), bits))) { MayLeaveTheServerWaiting = true },
        new("bit flips in a header block", 20, FlipBlock) { MayLeaveTheServerWaiting = true },
        new("random header block", 8, (frames, bits, id) => frames.Headers(id, bits.Bytes(bits.Below(200)), endStream: true)) { MayLeaveTheServerWaiting = true },
        new("hpack out of bounds", 4, (frames, bits, id) => frames.Headers(id, BadHpack(bits), endStream: true)),
        new("random frame", 10, (frames, bits, id) => frames.Frame(
            (FrameType)bits.Below(12), (byte)bits.Below(256), bits.Pick(0, id, id - 2, id + 1, int.MaxValue), bits.Bytes(bits.Below(40)))) { MayLeaveTheServerWaiting = true },
        new("frames cut off", 6, (frames, bits, id) =>
        {
            var calls = Calls(bits, id).ToArray();
            frames.Raw(calls.AsSpan(0, bits.Below(calls.Length)));
        }) { MayLeaveTheServerWaiting = true },
        new("frame longer than agreed", 2, (frames, bits, id) => frames.Header(
            16_385 + bits.Below(1 << 20), bits.Pick(FrameType.Data, FrameType.Headers, FrameType.Ping), 0, bits.Pick(0, id)).Raw(new byte[100])) { MayLeaveTheServerWaiting = true },
        new("malformed request", 8, MalformedRequest),
        new("content-length that lies", 4, LyingLength),
        new("settings out of bounds", 3, (frames, bits, _) => frames.Settings(
            (bits.Below(8), (uint)bits.Next()), (4, bits.Pick(0u, 0x80000000, uint.MaxValue)))) { MayLeaveTheServerWaiting = true },
        new("window overflow", 3, (frames, bits, id) =>
            frames.WindowUpdate(bits.Pick(0, id), bits.Pick(0, int.MaxValue)).WindowUpdate(0, int.MaxValue)) { MayLeaveTheServerWaiting = true },
        new("stream numbers out of order", 3, (frames, bits, id) =>
        {
            new CallDraft(bits).Write(frames, bits.Pick(id + 1, 1, 0, int.MaxValue));
            new CallDraft(bits).Write(frames, id);
        }),
        new("block interrupted", 3, (frames, bits, id) => frames
            .Frame(FrameType.Headers, 0, id, new CallDraft(bits).Block()).Frame(FrameType.Ping, 0, 0, new byte[8])),
        new("goaway in the middle", 3, (frames, bits, id) =>
        {
            new CallDraft(bits).Write(frames, id);
            frames.Frame(FrameType.GoAway, 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)bits.Below(14)]);
            new CallDraft(bits).Write(frames, id + 2);
        }),
        .. FloodMutations.All,
    ];

    private static FrameBuffer Calls(SeededBits bits, int id)
    {
        var frames = new FrameBuffer();
        for (var i = bits.Below(3); i >= 0; i--)
        {
            var draft = new CallDraft(bits) { LargestHeaderFrame = bits.Pick(16_000, 40) };
            draft.Write(frames, id + i * 2);
            if (bits.OneIn(3)) frames.Frame(FrameType.Ping, 0, 0, bits.Bytes(8));
            if (bits.OneIn(3)) frames.Settings((4, (uint)bits.Below(100_000)));
            if (bits.OneIn(3)) frames.Reset(id + i * 2, Cancel);
        }

        return frames;
    }

    private static byte[] Flip(byte[] bytes, SeededBits bits)
    {
        for (var i = bits.Below(6); i >= 0; i--) bytes[bits.Below(bytes.Length)] ^= (byte)(1 << bits.Below(8));
        return bytes;
    }

    private static void FlipBlock(FrameBuffer frames, SeededBits bits, int id)
    {
        var draft = new CallDraft(bits);
        frames.Headers(id, Flip(draft.Block(), bits), endStream: false).Data(id, draft.Body, endStream: true);
    }

    private static byte[] BadHpack(SeededBits bits) => bits.Pick<byte[]>(
        [0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], [0x80], [0xff, 0x80, 0x01], [0x3f, 0xff, 0xff, 0x7f], [0x20, 0x82, 0x20],
        [0x00, 0x84, 0xff, 0xff, 0xff, 0xff, 0x00], [0x00, 0x7f, 0xff, 0xff, 0xff, 0x07], [0x40, 0x00, 0x00], [0x0f]);

    private static void MalformedRequest(FrameBuffer frames, SeededBits bits, int id)
    {
        var draft = new CallDraft(bits);
        switch (bits.Below(6))
        {
            case 0: draft.Pseudo.RemoveAt(bits.Below(3)); break;
            case 1: draft.Headers.Add((bits.Pick(":path", ":status", ":x", ":protocol"), "/")); break;
            case 2: draft.Headers.Add((bits.Pick("connection", "transfer-encoding", "upgrade", "keep-alive"), "close")); break;
            case 3: draft.Headers.Add((bits.Pick("X-Upper", "", "x y", "x\0", "x:y"), "v")); break;
            case 4: draft.Headers.Add(("x-value", bits.Pick("a\nb", "a\0b", "a\r\nc: d", "\u00ff\u00fe"))); break;
            default: draft.Pseudo[bits.Below(4)] = bits.Pick((":scheme", "ftp"), (":path", ""), (":path", "*"), (":method", ""),
                (":authority", "a b"), (":method", "CONNECT"), (":path", "x")); break;
        }

        draft.Write(frames, id);
    }

    private static void LyingLength(FrameBuffer frames, SeededBits bits, int id)
    {
        var draft = new CallDraft(bits);
        draft.Headers.Add(("content-length", bits.Pick("-1", "0", "1", "99999999", "99999999999999999999", "x", "1,1")));
        draft.Write(frames, id);
    }
}
