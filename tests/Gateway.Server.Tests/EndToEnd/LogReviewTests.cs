using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Patterns that log review looks at: the same person asked about again after a refusal, and very many requests.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class LogReviewTests
{
    [Test]
    public async Task Request_AboutSomebodyAfterARefusal_IsReviewedByAnother()
    {
        var subject = People.Adult();
        var refused = await Inquiry.AskAsync(Messages.Contact(subject, ""));
        Assert.That(await ReviewsAsync(refused.RequestId), Is.Empty);
        var again = await Inquiry.AskAsync(Messages.Contact(subject, await Inquiry.CaseAsync(Cast.Police, subject)));
        var review = (await ReviewsAsync(again.RequestId)).Single();
        Assert.That((review.Cause, review.OfficerId), Is.EqualTo(("changed-facts-after-refusal", Cast.Police.Id)));
        // Asked about somebody else, or after an answer that was no refusal, there is nothing to look at.
        Assert.That(await ReviewsAsync((await Inquiry.AskForContactAsync(People.Adult())).RequestId), Is.Empty);
        var third = await Inquiry.AskForContactAsync(People.Adult());
        Assert.That(await ReviewsAsync(third.RequestId), Is.Empty);
    }

    [Test]
    public async Task Request_BeyondTheUsualNumber_IsReviewedOnceADay()
    {
        await using var gateway = await RunningGateway.StartAsync();
        for (var i = 0; i < 50 + 2; i++)
            await gateway.Wire(Cast.Leader).Disclosures.RequestAsync(Messages.Contact(People.Adult(), ""));
        var open = (await gateway.Wire(Cast.PoliceReviewer).FollowUps.ListFollowUpsAsync(new ListFollowUpsRequest())).FollowUps;
        Assert.That(open.Select(f => (f.Kind, f.Cause, f.OfficerId)), Is.EqualTo([(FollowUpKind.LogReview, "unusual-volume", Cast.Leader.Id)]));
    }

    private static async Task<IReadOnlyList<FollowUp>> ReviewsAsync(string reference) =>
        [.. (await Emergency.OpenAsync(Cast.PoliceReviewer, reference)).Where(f => f.Kind == FollowUpKind.LogReview)];
}
