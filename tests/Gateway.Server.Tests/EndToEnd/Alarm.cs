using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A child-concern report from the police to social services, pushed or ready to be.</summary>
internal static class Alarm
{
    /// <summary>The report with its sections sealed, under a key of its own.</summary>
    public static async Task<PushRequest> PreparedAsync(Action<PushRequest>? change = null)
    {
        var alert = Messages.Concern(People.Child());
        alert.IdempotencyKey = Town.Name("key-of-an-alert");
        change?.Invoke(alert);
        return await Town.As(Cast.Police).Alerts.PrepareAsync(alert, [Messages.Section("event")], CancellationToken.None);
    }

    /// <summary>Pushes a report about a child; answers its id.</summary>
    public static async Task<string> PushedAsync(Subject? child = null)
    {
        var prepared = await PreparedAsync(a => a.Persons[0].Subject = child ?? a.Persons[0].Subject);
        return (await Town.Wire(Cast.Police).Alerts.PushAsync(prepared)).AlertId;
    }

    /// <summary>The alerts that an officer is told of, from a cursor on, until none comes for a while.</summary>
    public static async Task<IReadOnlyList<SubscribeResponse>> ToldAsync(Official officer, string cursor = "")
    {
        List<SubscribeResponse> told = [];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var stream = Town.Wire(officer).Alerts.Subscribe(new SubscribeRequest { Cursor = cursor }, cancellationToken: limit.Token);
        var next = stream.ResponseStream.MoveNext(limit.Token);
        while (await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System)) == next && await next)
        {
            told.Add(stream.ResponseStream.Current);
            next = stream.ResponseStream.MoveNext(limit.Token);
        }
        return told;
    }
}
