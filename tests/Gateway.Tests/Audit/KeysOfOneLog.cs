using Gateway.Audit;

namespace Gateway.Tests.Audit;

/// <summary>Keys of one log, and checkpoints that each of them signs.</summary>
internal static class KeysOfOneLog
{
    public static readonly LogSigner First = Of(1);
    public static readonly LogSigner Second = Of(2);
    public static readonly LogSigner Third = Of(3);

    public static LogSigner Of(byte seed, string origin = "log.example") => new(origin, [.. Enumerable.Repeat(seed, 32)]);

    /// <summary>A checkpoint of a tree of that size, whatever is in it.</summary>
    public static Checkpoint Sign(LogSigner signer, long size) => signer.Sign(size, new byte[32]);
}
