namespace Grpc.Core;

/// <summary>How messages are written.</summary>
public sealed class WriteOptions(WriteFlags flags = default)
{
    /// <summary>The usual way.</summary>
    public static readonly WriteOptions Default = new();

    public WriteFlags Flags { get; } = flags;
}
