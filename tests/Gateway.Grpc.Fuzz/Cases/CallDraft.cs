using Gateway.Grpc.Fuzz.Http2;
using Google.Protobuf;

namespace Gateway.Grpc.Fuzz.Cases;

/// <summary>A call before it is sent: well-formed when it is made, and then bent by one <see cref="CallMutation"/>.</summary>
internal sealed class CallDraft
{
    public CallDraft(SeededBits bits)
    {
        Kind = bits.Pick(CallKind.Say, CallKind.Collect, CallKind.Expand, CallKind.Converse);
        var count = Kind is CallKind.Say or CallKind.Expand ? 1 : bits.Below(5);
        for (var i = 0; i < count; i++)
            Messages.Add(new Blob { Payload = ByteString.CopyFrom(bits.Bytes(bits.Below(200))), Copies = bits.Below(9) });
        Body = [.. Messages.SelectMany(message => Prefixed(message.ToByteArray()))];
        Pseudo = [(":method", "POST"), (":scheme", "http"), (":path", $"/gateway.grpc.fuzz.Probe/{Kind}"), (":authority", "localhost")];
        Verdict = new Verdict { Grpc = [0], Body = Answer() };
    }

    public CallKind Kind { get; }

    public bool IsSingle => Kind is CallKind.Say or CallKind.Expand;

    public List<Blob> Messages { get; } = [];

    public List<(string Name, string Value)> Pseudo { get; }

    public List<(string Name, string Value)> Headers { get; } = [("content-type", "application/grpc"), ("te", "trailers")];

    public byte[] Body { get; set; }

    /// <summary>False when the client leaves its side open; whoever expects no answer then resets the stream.</summary>
    public bool EndsStream { get; set; } = true;

    /// <summary>Resets the stream at the end (RST_STREAM), with this code.</summary>
    public int? ResetsWith { get; set; }

    /// <summary>Appends DATA and whatever else belongs after the headers; null for an ordinary body.</summary>
    public Action<FrameBuffer, int>? WritesBody { get; set; }

    /// <summary>The largest part of the header block that one frame holds.</summary>
    public int LargestHeaderFrame { get; set; } = 16_000;

    public Verdict Verdict { get; set; }

    public static byte[] Prefixed(ReadOnlySpan<byte> message, byte flag = 0) => Prefixed(message, flag, (uint)message.Length);

    public static byte[] Prefixed(ReadOnlySpan<byte> message, byte flag, uint length) =>
        [flag, (byte)(length >> 24), (byte)(length >> 16 & 255), (byte)(length >> 8 & 255), (byte)(length & 255), .. message];

    public byte[] Block()
    {
        var block = new HeaderBlock();
        foreach (var (name, value) in Pseudo) block.Add(name, value);
        foreach (var (name, value) in Headers) block.Add(name, value);
        return block.ToArray();
    }

    public void Write(FrameBuffer frames, int streamId)
    {
        var endsWithHeaders = EndsStream && Body.Length == 0 && WritesBody is null;
        frames.Headers(streamId, Block(), endsWithHeaders, LargestHeaderFrame);
        if (WritesBody is not null) WritesBody(frames, streamId);
        else if (!endsWithHeaders) WriteData(frames, streamId);
        if (ResetsWith is { } code) frames.Reset(streamId, code);
    }

    /// <summary>Cuts the body into frames that a peer may send: the largest is 16 KB.</summary>
    private void WriteData(FrameBuffer frames, int streamId)
    {
        var at = 0;
        do
        {
            var next = Body.AsSpan(at, Math.Min(16_384, Body.Length - at));
            at += next.Length;
            frames.Data(streamId, next, EndsStream && at == Body.Length);
        }
        while (at < Body.Length);
    }

    /// <summary>What <see cref="Hosting.ProbeService"/> answers when everything is in order.</summary>
    private byte[] Answer() => Kind switch
    {
        CallKind.Collect => Prefixed(new Blob { Copies = Messages.Count }.ToByteArray()),
        CallKind.Expand => [.. Enumerable.Repeat(
            Prefixed(new Blob { Payload = Messages[0].Payload }.ToByteArray()), Messages[0].Copies).SelectMany(bytes => bytes)],
        _ => Body,
    };
}
