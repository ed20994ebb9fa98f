using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Whoever reported a child and asks what came of it is answered within a week (19 kap. 6 § SoL): the holder has that to do.</summary>
internal sealed class FeedbackTests
{
    [Test]
    public async Task Request_OfAReporter_LeavesTheHolderAFollowUpUntilItIsAnswered()
    {
        var asked = await Inquiry.AskAsync(await FeedbackAsync(People.Adult()));
        Assert.That(asked.Decisions[0].Outcome, Is.EqualTo(Outcome.AwaitingAssessment));
        var followUp = (await Emergency.OpenAsync(Cast.Assessor, asked.RequestId)).Single();
        Assert.That((followUp.Kind, followUp.PartyId), Is.EqualTo((FollowUpKind.Feedback, "soc")));
        var week = TimeProvider.System.GetUtcNow().AddDays(7);
        Assert.That(followUp.DueAt.ToDateTimeOffset(), Is.EqualTo(week).Within(TimeSpan.FromMinutes(5)));

        await Inquiry.CloseAsync(asked.RequestId);
        Assert.That(await Emergency.OpenAsync(Cast.Assessor, asked.RequestId), Is.Empty);
    }

    [Test]
    public async Task Request_UnderAnotherProvision_LeavesNone()
    {
        var asked = await Inquiry.AskForContactAsync(People.Adult());
        Assert.That(asked.Decisions[0].Outcome, Is.EqualTo(Outcome.AwaitingAssessment));
        Assert.That(await Emergency.OpenAsync(Cast.Assessor, asked.RequestId), Is.Empty);
    }

    [Test]
    public async Task Request_RefusedOnWhatWasSupplied_LeavesNone()
    {
        var refused = await FeedbackAsync(People.Adult());
        refused.AssertedFacts.Clear();
        var asked = await Inquiry.AskAsync(refused);
        Assert.That(asked.Decisions[0].Outcome, Is.EqualTo(Outcome.Deny));
        Assert.That(await Emergency.OpenAsync(Cast.Assessor, asked.RequestId), Is.Empty);
    }

    private static async Task<RequestRequest> FeedbackAsync(Subject child) => new()
    {
        IdempotencyKey = Town.Name("key-of-a-request"), HolderPartyId = "soc", Subject = child, Purpose = "concern-feedback",
        Categories = { new AskedCategory { Category = "concern-feedback" } }, ClaimedProvisions = { "sol-19-6" },
        CaseId = await Inquiry.CaseAsync(Cast.Police, child, "concern-feedback"),
        AssertedFacts = { new AssertedFact { Name = "reporter-asks", Holds = true } },
    };
}
