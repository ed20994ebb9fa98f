using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Grpc.Fuzz.Http2;

/// <summary>One HTTP/2 connection that sends whatever bytes it is given, and keeps what comes back, stream by stream.</summary>
public sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly HeaderDecoder _headers = new();
    private readonly ArrayBufferWriter<byte> _block = new();
    private readonly Dictionary<int, StreamOutcome> _streams = [];
    private byte[] _buffer = new byte[32 * 1024];
    private int _filled;

    public bool IsClosed { get; private set; }

    /// <summary>The code of the server's GOAWAY, or null.</summary>
    public int? GoAwayCode { get; private set; }

    public IReadOnlyDictionary<int, StreamOutcome> Streams => _streams;

    public StreamOutcome? Find(int streamId) => _streams.GetValueOrDefault(streamId);

    public Task ConnectAsync(IPEndPoint server, CancellationToken cancellationToken) =>
        _socket.ConnectAsync(server, cancellationToken).AsTask();

    /// <summary>Sends in pieces of at most that size. A server that has closed the connection ends it quietly.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, int piece, CancellationToken cancellationToken)
    {
        try
        {
            for (; !bytes.IsEmpty; bytes = bytes[Math.Min(piece, bytes.Length)..])
                await _socket.SendAsync(bytes[..Math.Min(piece, bytes.Length)], cancellationToken);
        }
        catch (SocketException)
        {
            // What the server said before it closed is still to be read.
        }
    }

    /// <summary>Reads until the condition holds or the server has closed the connection.</summary>
    /// <exception cref="OperationCanceledException">It took longer than the token allows.</exception>
    /// <exception cref="InvalidDataException">What came is not HTTP/2.</exception>
    public async Task ReadUntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (!IsClosed && !condition())
        {
            try
            {
                var read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), cancellationToken);
                IsClosed = read == 0;
                _filled += read;
            }
            catch (SocketException)
            {
                IsClosed = true;
            }

            TakeFrames();
        }
    }

    /// <summary>Nothing more will be sent.</summary>
    public void EndSending()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server was first.
        }
    }

    public void Dispose()
    {
        // A reset instead of a long goodbye: millions of connections would else use up the ports.
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    private void TakeFrames()
    {
        var at = 0;
        while (_filled - at >= 9)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(at)) >>> 8;
            if (_filled - at - 9 < length) break;
            Take((FrameType)_buffer[at + 3], _buffer[at + 4],
                BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(at + 5)), _buffer.AsSpan(at + 9, length));
            at += 9 + length;
        }

        _filled -= at;
        Buffer.BlockCopy(_buffer, at, _buffer, 0, _filled);
        if (_filled == _buffer.Length) Array.Resize(ref _buffer, checked(_buffer.Length * 2));
    }

    private void Take(FrameType type, byte flags, int streamId, ReadOnlySpan<byte> payload)
    {
        switch (type)
        {
            case FrameType.Data:
                Stream(streamId).TakeData(payload, (flags & Flags.EndStream) != 0);
                break;
            case FrameType.Headers or FrameType.Continuation:
                if (type == FrameType.Headers) IsLastBlock = (flags & Flags.EndStream) != 0;
                _block.Write(payload);
                if ((flags & Flags.EndHeaders) == 0) break;
                Stream(streamId).TakeHeaders(_headers.Decode(_block.WrittenSpan), IsLastBlock);
                _block.ResetWrittenCount();
                break;
            case FrameType.RstStream:
                Stream(streamId).TakeReset(BinaryPrimitives.ReadInt32BigEndian(payload));
                break;
            case FrameType.GoAway:
                GoAwayCode = BinaryPrimitives.ReadInt32BigEndian(payload[4..]);
                break;
            default:
                break;
        }
    }

    private bool IsLastBlock { get; set; }

    private StreamOutcome Stream(int streamId)
    {
        if (!_streams.TryGetValue(streamId, out var stream)) _streams[streamId] = stream = new StreamOutcome();
        return stream;
    }
}
