namespace Grpc.Core;

/// <summary>Exceptions to how a message is written.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The message may wait in the buffer for the next one.</summary>
    BufferHint = 1,

    /// <summary>The message is not compressed, even in a compressed call.</summary>
    NoCompress = 2,
}
