using Gateway.Client;
using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A receiver finds an alert under a person when it has been opened, and only under those it was told of.</summary>
internal sealed class ReviewOfAlertsTests
{
    [Test]
    public async Task Receiver_ReviewingBeforeAndAfterOpening_FindsTheOpeningUnderPersonsOfReleasedSectionsAlone()
    {
        var (child, suspect) = (People.Child(), People.Adult());
        var alert = Messages.Concern(child);
        alert.Persons.Add(suspect.As(PersonRole.Suspect));
        PlainSection[] sections =
        [
            Messages.Section("event", id: "handelsen"), Messages.Section("investigation", id: "forhoret") with { PersonIndexes = [0, 1] },
        ];
        var pushed = await Town.As(Cast.Police).Alerts.PushAsync(alert, sections, CancellationToken.None);
        Assert.That(pushed.Decisions.Select(d => d.Outcome), Is.EqualTo([Outcome.Permit, Outcome.Deny]));
        Assert.That(await Review.DisclosuresAsync(Cast.Reviewer, child), Is.Empty);

        await Town.Wire(Cast.SocialWorker).Alerts.OpenAsync(new OpenRequest { AlertId = pushed.AlertId });
        await Town.Wire(Cast.SocialWorker).Alerts.AcknowledgeAsync(new AcknowledgeRequest { AlertId = pushed.AlertId });
        var found = await Review.DisclosuresAsync(Cast.Reviewer, child);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Select(a => a.Kind), Is.EqualTo(["opening"]));
            Assert.That(Review.Text(found), Does.Contain("handelsen").And.Not.Contain("forhoret"));
            Assert.That(await Review.DisclosuresAsync(Cast.Reviewer, suspect), Is.Empty);
        }
    }

    [Test]
    public async Task Receiver_ReviewingAnAlertThatWasWithheld_FindsNothing()
    {
        var reviewer = await Newcomer.AtAsync("skola", "legal-reviewer");
        var child = People.Child();
        var before = RowsOf("skola");
        var withheld = await Town.Wire(Cast.Police).Alerts.PushAsync(await Alarm.PreparedAsync(a =>
        {
            a.ReceiverPartyId = "skola";
            a.Persons[0].Subject = child;
        }));
        Assert.That(withheld.AlertId, Is.Empty);
        // No view at all: not even one that is found by nobody.
        Assert.That(RowsOf("skola"), Is.EqualTo(before));
        Assert.That(await Review.DisclosuresAsync(reviewer, child), Is.Empty);
    }

    private static int RowsOf(string party) =>
        new GatewayFile(Town.Gateway.Folder).Column($"SELECT idx FROM log_views WHERE party = '{party}'").Count;
}
