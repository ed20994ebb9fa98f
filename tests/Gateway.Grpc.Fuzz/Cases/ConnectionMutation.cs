using Gateway.Grpc.Fuzz.Http2;

namespace Gateway.Grpc.Fuzz.Cases;

/// <summary>One way to break a connection: the server may close it, or go on and answer, and must do one of the two.</summary>
/// <param name="Weight">The share of cases, relative to the others.</param>
/// <param name="Write">Appends the frames; the number is the next stream that the client may open.</param>
internal sealed record ConnectionMutation(string Name, int Weight, Action<FrameBuffer, SeededBits, int> Write)
{
    /// <summary>
    /// The server may wait for more: what was sent can end within a frame or a header block, shut the client's windows, or be a flood of
    /// resets, after which Kestrel now and then forgets a connection. After anything else silence is a hang.
    /// </summary>
    public bool MayLeaveTheServerWaiting { get; init; }
}
