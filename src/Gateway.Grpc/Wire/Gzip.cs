using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>The one message compression (gRPC over HTTP/2, "Message-Encoding"), each message on its own.</summary>
internal static class Gzip
{
    /// <summary>A header of ten bytes and a trailer of eight (RFC 1952 §2.3).</summary>
    private const int MinSize = 18;

    public static ReadOnlyMemory<byte> Deflate(ReadOnlyMemory<byte> payload)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(payload.Span);
        return output.GetBuffer().AsMemory(0, checked((int)output.Length));
    }

    /// <summary>Inflates no further than the limit: a small message may not become a large one in memory.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED over the limit; INTERNAL when it is not gzip.</exception>
    public static ReadOnlySequence<byte> Inflate(ReadOnlySequence<byte> compressed, int? limit)
    {
        // Peers that are built on GZipStream make no bytes of an empty message.
        if (compressed.IsEmpty) return compressed;
        var bytes = compressed.ToArray();
        var inflated = new ArrayBufferWriter<byte>(4096);
        try
        {
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            for (int read; (read = gzip.Read(inflated.GetSpan(4096))) > 0;)
            {
                inflated.Advance(read);
                if (inflated.WrittenCount > limit) throw LengthPrefix.TooLarge();
            }
        }
        catch (InvalidDataException)
        {
            throw Malformed();
        }

        // GZipStream gives what it could read of a stream that is cut off, and overlooks what follows a whole one: the trailer's
        // length (ISIZE) tells both.
        if (bytes.Length < MinSize || BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(^4..)) != inflated.WrittenCount)
            throw Malformed();
        return new ReadOnlySequence<byte>(inflated.WrittenMemory);
    }

    private static RpcException Malformed() => new(new Status(StatusCode.Internal, "a compressed message is not valid gzip"));
}
