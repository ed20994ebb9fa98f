using Gateway.Grpc.Fuzz.Http2;

namespace Gateway.Grpc.Fuzz.Cases;

/// <summary>Too much of what is allowed one at a time, and peers that stand still.</summary>
internal static class FloodMutations
{
    private const int Cancel = 8;
    private const int NoEndHeaders = 0;

    public static readonly ConnectionMutation[] All =
    [
        new("rapid reset", 1, RapidReset) { MayLeaveTheServerWaiting = true },
        new("ping flood", 1, (frames, bits, _) => Repeat(2_000, () => frames.Frame(FrameType.Ping, 0, 0, bits.Bytes(8)))),
        new("settings flood", 1, (frames, bits, _) => Repeat(2_000, () => frames.Settings((4, (uint)bits.Below(1_000_000))))),
        new("empty data flood", 1, (frames, bits, id) =>
        {
            frames.Headers(id, new CallDraft(bits).Block(), endStream: false);
            Repeat(2_000, () => frames.Data(id, [], endStream: false));
        }),
        new("continuation flood", 1, (frames, bits, id) =>
        {
            frames.Frame(FrameType.Headers, NoEndHeaders, id, new CallDraft(bits).Block());
            var block = new HeaderBlock().Add("x-flood", new string('x', bits.Below(200))).ToArray();
            Repeat(1_000, () => frames.Frame(FrameType.Continuation, NoEndHeaders, id, block));
        }) { MayLeaveTheServerWaiting = true },
        new("header flood", 1, (frames, bits, id) =>
        {
            var draft = new CallDraft(bits);
            for (var i = 0; i < 2_000; i++) draft.Headers.Add(($"x-{i}", "v"));
            draft.Write(frames, id);
        }),
        new("huge header", 1, (frames, bits, id) =>
        {
            var draft = new CallDraft(bits);
            draft.Headers.Add(("x-huge", new string('x', 30_000 + bits.Below(100_000))));
            draft.Write(frames, id);
        }),
        new("many streams that never end", 1, (frames, bits, id) => Repeat(
            120, () => frames.Headers(id, new CallDraft(bits).Block(), endStream: false), () => id += 2)),
        new("reader that never reads", 2, (frames, bits, id) =>
        {
            frames.Settings((4, (uint)bits.Below(3)));
            Repeat(20, () => new CallDraft(bits).Write(frames, id), () => id += 2);
        }) { MayLeaveTheServerWaiting = true },
    ];

    private static void RapidReset(FrameBuffer frames, SeededBits bits, int id)
    {
        var block = new CallDraft(bits).Block();
        Repeat(bits.Pick(50, 300, 1_000), () => frames.Headers(id, block, endStream: bits.OneIn(2)).Reset(id, Cancel), () => id += 2);
    }

    private static void Repeat(int times, params ReadOnlySpan<Action> steps)
    {
        for (var i = 0; i < times; i++)
            foreach (var step in steps) step();
    }
}
