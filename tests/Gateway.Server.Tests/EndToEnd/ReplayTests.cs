using System.Text;
using System.Text.Json.Nodes;
using Gateway.Enforcement;
using Gateway.Policy;
using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What was decided comes out again from what was logged, to the byte; what was changed since does not.</summary>
internal sealed class ReplayTests
{
    private static Catalogue Law => ActiveCatalogue.Embedded.Catalogue;

    [Test]
    public async Task Replay_OfARequestThatWaitedAndWasReleased_IsTheSameAtEachStep()
    {
        var person = await Inquiry.HeldAsync("contact");
        var asked = await Inquiry.AskForContactAsync(person);
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"));
        Assert.That((await Inquiry.CollectAsync(asked.RequestId)).Release, Is.Not.Null);
        var found = await Review.DisclosuresAsync(Cast.Reviewer, person);
        Assert.That(found, Has.Count.EqualTo(3));
        foreach (var access in found) Assert.That(DecisionReplay.Differences(access.Detail.Memory, Law), Is.Empty);
    }

    [Test]
    public async Task Replay_OfAnAlertAndItsOpening_IsTheSame()
    {
        var reviewer = await Newcomer.AtAsync("polisen", "legal-reviewer");
        var child = People.Child();
        var id = await Alarm.PushedAsync(child);
        await Town.Wire(Cast.SocialWorker).Alerts.OpenAsync(new OpenRequest { AlertId = id });
        var found = (await Review.DisclosuresAsync(reviewer, child)).Where(a => a.Kind is "alert" or "opening").ToList();
        Assert.That(found, Has.Count.EqualTo(2));
        foreach (var access in found) Assert.That(DecisionReplay.Differences(access.Detail.Memory, Law), Is.Empty);
    }

    [Test]
    public async Task Replay_OfAFactThatWasChanged_NamesTheSectionAndWhatDiffers()
    {
        var person = await Inquiry.HeldAsync("contact");
        await Inquiry.AskForContactAsync(person);
        var view = JsonNode.Parse((await Review.DisclosuresAsync(Cast.Reviewer, person)).Single().Detail.Span)!;
        view["context"]!["officer"]!["assurance"] = 1;
        var differences = DecisionReplay.Differences(Encoding.UTF8.GetBytes(view.ToJsonString()), Law);
        Assert.That(differences, Has.Count.EqualTo(1));
        Assert.That(differences[0], Does.Contain("contact: outcome: logged"));
    }

    [TestCase("{}", "no context")]
    [TestCase("[]", "no context")]
    [TestCase("no", "not one that the gateway logs")]
    [TestCase("{\"context\":{}}", "is missing")]
    public void Replay_OfWhatIsNoDecision_SaysSo(string view, string message) =>
        Assert.That(() => DecisionReplay.Differences(Encoding.UTF8.GetBytes(view), Law), Throws.TypeOf<FormatException>().With.Message.Contain(message));

    [Test]
    public async Task Replay_UnderAnotherCatalogue_IsRefused()
    {
        var person = await Inquiry.HeldAsync("contact");
        await Inquiry.AskForContactAsync(person);
        var view = (await Review.DisclosuresAsync(Cast.Reviewer, person)).Single().Detail.Memory;
        var changed = Encoding.UTF8.GetString(view.Span).Replace(Law.Version, "2025-01-01.1", StringComparison.Ordinal);
        Assert.That(() => DecisionReplay.Differences(Encoding.UTF8.GetBytes(changed), Law), Throws.TypeOf<FormatException>().With.Message.Contain(Law.Version));
    }
}
