using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>
/// Reads length-prefixed messages (gRPC over HTTP/2, "Length-Prefixed-Message") from a pipe, without copying them out of it.
/// </summary>
internal sealed class MessageReader<T>(PipeReader pipe, Marshaller<T> marshaller, string? encoding, int? maxSize) : DeserializationContext
    where T : class
{
    /// <summary>The message that the marshaller is reading.</summary>
    private ReadOnlySequence<byte> _payload;

    public override int PayloadLength => checked((int)_payload.Length);

    public override byte[] PayloadAsNewBuffer() => _payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _payload;

    /// <summary>The next message, or null when the stream has ended where a message would begin.</summary>
    /// <exception cref="RpcException">INTERNAL for a malformed stream, RESOURCE_EXHAUSTED for a message over the limit.</exception>
    public async ValueTask<T?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!pipe.TryRead(out var read)) read = await pipe.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (TryParseFrame(buffer, out var isCompressed, out var payload))
            {
                var message = Deserialize(isCompressed, payload);
                pipe.AdvanceTo(payload.End);
                return message;
            }

            if (read.IsCompleted)
            {
                if (!buffer.IsEmpty) throw Malformed("the stream ended within a message");
                pipe.AdvanceTo(buffer.End); // so that it can be asked again
                return null;
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>The only message of the stream. It is parsed once the stream has ended: until then it is no more than its bytes.</summary>
    /// <exception cref="RpcException">As <see cref="ReadAsync"/>; INTERNAL when there is none or another follows.</exception>
    public async ValueTask<T> ReadSingleAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!pipe.TryRead(out var read)) read = await pipe.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            var isWhole = TryParseFrame(buffer, out var isCompressed, out var payload);
            if (isWhole && payload.Length + LengthPrefix.Size < buffer.Length) throw Malformed("bytes follow the only message");
            if (read.IsCompleted)
            {
                if (!isWhole) throw Malformed(buffer.IsEmpty ? "the stream holds no message" : "the stream ended within a message");
                var message = Deserialize(isCompressed, payload);
                pipe.AdvanceTo(buffer.End);
                return message;
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private bool TryParseFrame(ReadOnlySequence<byte> buffer, out bool isCompressed, out ReadOnlySequence<byte> payload)
    {
        payload = default;
        isCompressed = false;
        if (buffer.Length < LengthPrefix.Size) return false;
        Span<byte> prefix = stackalloc byte[LengthPrefix.Size];
        buffer.Slice(0, LengthPrefix.Size).CopyTo(prefix);
        if (prefix[0] > 1) throw Malformed("the compressed flag is neither 0 nor 1");
        isCompressed = prefix[0] == 1;
        if (isCompressed && encoding is null) throw Malformed("a message is compressed and no encoding was named");
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        // Judged before the payload has arrived, so that an oversized one is never buffered.
        if (length > (uint)(maxSize ?? int.MaxValue)) throw LengthPrefix.TooLarge();
        if (buffer.Length - LengthPrefix.Size < length) return false;
        payload = buffer.Slice(LengthPrefix.Size, length);
        return true;
    }

    private T Deserialize(bool isCompressed, ReadOnlySequence<byte> payload)
    {
        _payload = isCompressed ? Gzip.Inflate(payload, maxSize) : payload;
        try
        {
            return marshaller.ContextualDeserializer(this);
        }
        // The marshaller's exception may quote the message: only its type is told.
        catch (Exception e) when (e is not RpcException)
        {
            throw Malformed($"a message cannot be parsed: {e.GetType().Name}");
        }
        finally
        {
            _payload = default;
        }
    }

    private static RpcException Malformed(string what) => new(new Status(StatusCode.Internal, what));
}
