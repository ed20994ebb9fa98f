using System.Buffers;
using System.Buffers.Binary;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>
/// Puts length-prefixed messages (gRPC over HTTP/2, "Length-Prefixed-Message") into an output. Where the marshaller tells the
/// length first and nothing is compressed, it writes straight into the output.
/// </summary>
internal sealed class MessageWriter(IBufferWriter<byte> output, int? maxSize) : SerializationContext
{
    private ArrayBufferWriter<byte>? _buffer;
    private int? _length;
    private bool _compress;
    private bool _isComplete;

    /// <summary>True when a message was begun in the output and not ended.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>Leaves the message in the output; nothing is flushed.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the message is over the limit, and nothing was written.</exception>
    public void Write<T>(Marshaller<T> marshaller, T message, bool compress)
    {
        ArgumentNullException.ThrowIfNull(message);
        _buffer = null;
        _length = null;
        _compress = compress;
        _isComplete = false;
        marshaller.ContextualSerializer(message, this);
        if (!_isComplete) throw new InvalidOperationException("the marshaller did not complete the message");
        _buffer = null;
    }

    public override void SetPayloadLength(int payloadLength)
    {
        Limit(payloadLength);
        _length = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (_compress || _length is not { } length) return _buffer ??= new ArrayBufferWriter<byte>(Math.Max(_length ?? 0, 256));
        // An array grows by copying: ask for all of it at once. A pipe grows by segments: ask for none.
        if (output is ArrayBufferWriter<byte> array) array.GetMemory(LengthPrefix.Size + length);
        WritePrefix(length, isCompressed: false);
        IsPartial = true;
        return output;
    }

    public override void Complete()
    {
        if (_buffer is not null) WriteWhole(_buffer.WrittenMemory);
        _isComplete = true;
        IsPartial = false;
    }

    public override void Complete(byte[] payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        WriteWhole(payload);
        _isComplete = true;
    }

    private void WriteWhole(ReadOnlyMemory<byte> payload)
    {
        Limit(payload.Length);
        // No bytes have nothing to compress, and the platform's gzip makes no gzip of them, which others refuse.
        var isCompressed = _compress && payload.Length > 0;
        if (isCompressed) payload = Gzip.Deflate(payload);
        WritePrefix(payload.Length, isCompressed);
        output.Write(payload.Span);
    }

    private void WritePrefix(int length, bool isCompressed)
    {
        var prefix = output.GetSpan(LengthPrefix.Size);
        prefix[0] = isCompressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(prefix[1..], length);
        output.Advance(LengthPrefix.Size);
    }

    private void Limit(int length)
    {
        if (length > maxSize)
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "a message is larger than the limit of its sender"));
    }
}
