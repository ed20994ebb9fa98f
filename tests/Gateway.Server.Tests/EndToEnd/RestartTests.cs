using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What was acknowledged is not lost (design §1.7).</summary>
internal sealed class RestartTests
{
    [Test]
    public async Task Start_OnTheSameFolder_GoesOnWhereItWas()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var push = Messages.Concern(People.Child());
        var prepared = await gateway.As(Cast.Police).Alerts.PrepareAsync(push, [Messages.Section("event")], CancellationToken.None);
        var pushed = await gateway.As(Cast.Police).Alerts.PushAsync(prepared, CancellationToken.None);
        var opened = Messages.Case(Cast.Police, People.Adult());
        await gateway.Wire(Cast.Police).Cases.OpenCaseAsync(opened);
        var request = Messages.Contact(opened.Subject, opened.CaseId);
        var asked = await gateway.Wire(Cast.Police).Disclosures.RequestAsync(request);
        var before = await gateway.As(Cast.Police).CheckLogAsync(CancellationToken.None);
        var token = gateway.Issuer.Issue(new Parties.PartyId("polisen"), "berg", 3);

        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        var again = await gateway.Wire(Cast.Police).Alerts.PushAsync(prepared);
        var askedAgain = await gateway.Wire(Cast.Police).Disclosures.RequestAsync(request);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.AlertId, Is.EqualTo(pushed.AlertId));
            Assert.That(again.Receipts.Select(r => r.Leaf), Is.EqualTo(pushed.Receipts.Select(r => r.Leaf)));
            Assert.That(askedAgain.RequestId, Is.EqualTo(asked.RequestId));
            Assert.That(askedAgain.Decisions, Is.EqualTo(asked.Decisions));
            Assert.That(askedAgain.Receipts.Select(r => r.Leaf), Is.EqualTo(asked.Receipts.Select(r => r.Leaf)));
            Assert.That((await gateway.CheckpointAsync()).Note, Is.EqualTo(before.Note));
        }

        var release = await gateway.As(Cast.SocialWorker).Alerts.OpenAsync(pushed.AlertId, "", CancellationToken.None);
        Assert.That(release.Release?.Sections, Has.Count.EqualTo(1));
        // The party remembers what it saw of the log before: this is refused where the log does not extend it.
        var after = await gateway.As(Cast.Police).CheckLogAsync(CancellationToken.None);
        Assert.That(after.Size, Is.EqualTo(before.Size + 1));
        // Tokens of the process before are nobody's now.
        var refused = await Refusal.OfAsync(() => gateway.Wire(token).Audit.GetCheckpointAsync(new GetCheckpointRequest()).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(Grpc.Core.StatusCode.Unauthenticated));
    }
}
