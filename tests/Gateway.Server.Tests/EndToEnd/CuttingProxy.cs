using System.Net;
using System.Net.Sockets;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A way to a server that breaks each connection once so many bytes have gone over it in either direction; a few times, then no more.</summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _server;
    private readonly long _cutsAfter;
    private int _cutsLeft;

    public CuttingProxy(int server, long cutsAfter, int cuts)
    {
        (_server, _cutsAfter, _cutsLeft) = (server, cutsAfter, cuts);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections are still to be broken.</summary>
    public int CutsLeft => Volatile.Read(ref _cutsLeft);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = RelayAsync(await _listener.AcceptSocketAsync());
        }
        catch (SocketException)
        {
            // Disposed.
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            using (client)
            {
                await server.ConnectAsync(IPAddress.Loopback, _server);
                await Task.WhenAny(CopyAsync(client, server), CopyAsync(server, client));
            }
        }
        catch (SocketException)
        {
            // Either side is gone, and so the connection is.
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 << 10];
        long gone = 0;
        while (await from.ReceiveAsync(buffer) is > 0 and var read)
        {
            gone += read;
            if (gone > _cutsAfter && Interlocked.Decrement(ref _cutsLeft) >= 0) return;
            await to.SendAsync(buffer.AsMemory(0, read));
        }
    }
}
