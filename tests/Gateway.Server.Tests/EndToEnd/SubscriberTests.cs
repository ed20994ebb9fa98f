using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Metadata of alerts goes to registered officers alone, and to nobody from the moment it is revoked.</summary>
internal sealed class SubscriberTests
{
    [Test]
    public async Task Subscribe_ByAStranger_IsPermissionDenied()
    {
        // Told to another first, so that nothing remains to be done for the stranger but to tell.
        var alert = await Alarm.PushedAsync();
        Assert.That((await Alarm.ToldAsync(Cast.SocialWorker)).Select(t => t.AlertId), Does.Contain(alert));
        var refused = await Refusal.OfAsync(() => Alarm.ToldAsync(new Official("soc", "okand", "")));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
    }

    [Test]
    public async Task Subscribe_RevokedWhileTheStreamIsOpen_EndsAtTheNextLook()
    {
        var officer = await Newcomer.AtAsync("soc", "case-worker");
        var first = await Alarm.PushedAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        using var stream = Town.Wire(officer).Alerts.Subscribe(new SubscribeRequest(), cancellationToken: limit.Token);
        do Assert.That(await stream.ResponseStream.MoveNext(limit.Token), Is.True);
        while (stream.ResponseStream.Current.AlertId != first);

        await Town.Wire(Cast.Operator).Directory.RegisterOfficerAsync(new RegisterOfficerRequest(Cast.Registration(officer)) { Revoked = true });
        // One for another party: the stream looks, and has nothing to tell.
        await Town.Wire(Cast.Police).Alerts.PushAsync(await Alarm.PreparedAsync(a => a.ReceiverPartyId = "skola"));
        var refused = await Refusal.OfAsync(() => stream.ResponseStream.MoveNext(limit.Token));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
    }
}
