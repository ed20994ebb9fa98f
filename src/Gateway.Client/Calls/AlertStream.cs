using System.Runtime.CompilerServices;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>The stream of alerts to a party, taken up again from the last cursor whenever it breaks.</summary>
internal sealed class AlertStream(Wire.AlertService.AlertServiceClient client, AlertCursor cursor, TimeProvider time)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public async IAsyncEnumerable<Wire.SubscribeResponse> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var pause = ShortestPause;
        while (true)
        {
            await using var stream = GatewayConnection
                .StreamAsync(o => client.Subscribe(new Wire.SubscribeRequest { Cursor = cursor.Last }, o), ct)
                .GetAsyncEnumerator(ct);
            while (await MoveNextAsync(stream))
            {
                yield return stream.Current;
                // Only now: whoever reads has had it, so a crash before this line delivers it once more and never loses it.
                cursor.Remember(stream.Current.Cursor);
                pause = ShortestPause;
            }
            await Task.Delay(pause, time, ct);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>False where the stream ended or broke and is worth taking up again.</summary>
    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<Wire.SubscribeResponse> stream)
    {
        try
        {
            return await stream.MoveNextAsync();
        }
        catch (GatewayException e) when (!e.IsFinal && e.Failure != GatewayFailure.Unauthenticated)
        {
            return false;
        }
    }
}
