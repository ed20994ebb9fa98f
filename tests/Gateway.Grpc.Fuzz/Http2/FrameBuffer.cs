using System.Buffers;
using System.Buffers.Binary;

namespace Gateway.Grpc.Fuzz.Http2;

/// <summary>HTTP/2 frames as bytes, well-formed or not (RFC 9113 §4.1, §6).</summary>
public sealed class FrameBuffer
{
    /// <summary>RFC 9113 §3.4.</summary>
    public static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public int Length => _bytes.WrittenCount;

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public FrameBuffer Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public FrameBuffer Frame(FrameType type, byte flags, int streamId, ReadOnlySpan<byte> payload) =>
        Header(payload.Length, type, flags, streamId).Raw(payload);

    /// <summary>A frame's header alone: its payload may be of another length.</summary>
    public FrameBuffer Header(int length, FrameType type, byte flags, int streamId)
    {
        Span<byte> header = stackalloc byte[9];
        BinaryPrimitives.WriteInt32BigEndian(header, length << 8);
        header[3] = (byte)type;
        header[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(header[5..], streamId);
        return Raw(header);
    }

    /// <summary>A header block, in one frame or cut into a HEADERS and CONTINUATION frames.</summary>
    public FrameBuffer Headers(int streamId, ReadOnlySpan<byte> block, bool endStream, int largest = 16_000)
    {
        var first = block[..Math.Min(largest, block.Length)];
        var rest = block[first.Length..];
        Frame(FrameType.Headers, (byte)((endStream ? Flags.EndStream : 0) | (rest.IsEmpty ? Flags.EndHeaders : 0)), streamId, first);
        while (!rest.IsEmpty)
        {
            var next = rest[..Math.Min(largest, rest.Length)];
            rest = rest[next.Length..];
            Frame(FrameType.Continuation, rest.IsEmpty ? Flags.EndHeaders : (byte)0, streamId, next);
        }

        return this;
    }

    public FrameBuffer Data(int streamId, ReadOnlySpan<byte> payload, bool endStream) =>
        Frame(FrameType.Data, endStream ? Flags.EndStream : (byte)0, streamId, payload);

    public FrameBuffer Reset(int streamId, int code) => Frame(FrameType.RstStream, 0, streamId, Number(code));

    public FrameBuffer WindowUpdate(int streamId, int increment) => Frame(FrameType.WindowUpdate, 0, streamId, Number(increment));

    public FrameBuffer Settings(params ReadOnlySpan<(int Id, uint Value)> settings)
    {
        var payload = new byte[settings.Length * 6];
        for (var i = 0; i < settings.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(i * 6), (ushort)settings[i].Id);
            BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan(i * 6 + 2), settings[i].Value);
        }

        return Frame(FrameType.Settings, 0, 0, payload);
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
