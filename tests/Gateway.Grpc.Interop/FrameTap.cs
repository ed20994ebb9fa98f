namespace Gateway.Grpc.Interop;

/// <summary>
/// A stream of length-prefixed messages that notes each one's compressed flag while somebody else reads it (gRPC over HTTP/2,
/// "Length-Prefixed-Message"). The flag is in no gRPC API, and a judge of it should not be the reader under test.
/// </summary>
internal sealed class FrameTap(Stream inner) : Stream
{
    private const int PrefixLength = 5;

    private readonly Lock _gate = new();
    private readonly List<bool> _flags = [];
    private readonly byte[] _prefix = new byte[PrefixLength];
    private int _prefixFilled;
    private long _payloadLeft;

    /// <summary>Whether the message of that number, from 0, is compressed; false of one that has not come.</summary>
    public bool IsCompressed(int message)
    {
        lock (_gate) return message < _flags.Count && _flags[message];
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        lock (_gate) Note(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private void Note(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_payloadLeft > 0)
            {
                var skipped = (int)Math.Min(_payloadLeft, bytes.Length);
                _payloadLeft -= skipped;
                bytes = bytes[skipped..];
                continue;
            }

            _prefix[_prefixFilled++] = bytes[0];
            bytes = bytes[1..];
            if (_prefixFilled < PrefixLength) continue;
            _prefixFilled = 0;
            _flags.Add(_prefix[0] == 1);
            _payloadLeft = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(_prefix.AsSpan(1));
        }
    }
}
