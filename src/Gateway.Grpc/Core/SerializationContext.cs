using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a marshaller puts one message: either as an array, or length first and then into the buffer writer.</summary>
public abstract class SerializationContext
{
    /// <summary>Ends the message with this payload.</summary>
    public virtual void Complete(byte[] payload) => throw new NotSupportedException();

    /// <summary>Where the payload goes; <see cref="SetPayloadLength"/> comes first when the length is known.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotSupportedException();

    /// <summary>Tells how many bytes will follow, so that they go to the connection without a copy.</summary>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    /// <summary>Ends the message written into the buffer writer.</summary>
    public virtual void Complete() => throw new NotSupportedException();
}
