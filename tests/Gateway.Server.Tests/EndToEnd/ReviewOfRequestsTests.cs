using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The asker's own log tells it nothing of who else stands in the holder's sections, nor the holder's what the asker had in mind.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class ReviewOfRequestsTests
{
    private Official _reviewer = Cast.Police;

    [OneTimeSetUp]
    public async Task AppointAsync() => _reviewer = await Newcomer.AtAsync("polisen", "legal-reviewer");

    [Test]
    public async Task Asker_ReviewingSomebodyElseInTheSection_FindsNothingWaitingReleasedOrAbsent()
    {
        var (asked, beside) = (People.Adult(), People.Adult());
        var record = Messages.Record(asked);
        record.Persons.Add(beside.As(PersonRole.Relative, ProtectedIdentity.None));
        var section = Messages.Section("contact") with { PersonIndexes = [0, 1] };
        await Town.As(Cast.Registrar).Records.DepositAsync(record, [section], CancellationToken.None);

        var request = await Inquiry.AskForContactAsync(asked);
        Assert.That(await Review.DisclosuresAsync(_reviewer, beside), Is.Empty);
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(request.RequestId, "no-exceptional-reasons"));
        Assert.That((await Inquiry.CollectAsync(request.RequestId)).Release, Is.Not.Null);
        Assert.That(await Review.DisclosuresAsync(_reviewer, beside), Is.Empty);
        Assert.That(await Review.DisclosuresAsync(_reviewer, asked), Has.Count.EqualTo(2));
        // The holder finds it by both: it is the holder's record.
        Assert.That(await Review.DisclosuresAsync(Cast.Reviewer, beside), Has.Count.EqualTo(3));

        await Inquiry.AskForContactAsync(beside);
        Assert.That(await Review.DisclosuresAsync(_reviewer, beside), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Asker_ReviewingTheOneAskedAbout_FindsTheSameHeldOrAbsent()
    {
        foreach (var person in new[] { await Inquiry.HeldAsync("contact"), People.Adult() })
        {
            await Inquiry.AskForContactAsync(person);
            Assert.That(await Review.DisclosuresAsync(_reviewer, person), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task Holder_ReviewingARequestRefusedOnWhatWasSupplied_FindsThatItWasAskedAndNoMore()
    {
        var person = await Inquiry.HeldAsync("contact");
        var request = Messages.Contact(person, "");
        request.Offence = new AskedOffence { Code = "mord" };
        await Inquiry.AskAsync(request);
        var found = await Review.DisclosuresAsync(Cast.Reviewer, person);
        Assert.That(found, Has.Count.EqualTo(1));
        Assert.That(Review.Text(found), Does.Contain("polisen"));
        Assert.That(Review.Text(await Review.DisclosuresAsync(_reviewer, person)), Does.Contain("lub-4").And.Contain("investigate-crime"));
        foreach (var told in new[] { "investigate-crime", "lub-4", "mord", "berg", "needed-in-law-enforcement", "contact" })
            Assert.That(Review.Text(found), Does.Not.Contain(told));
    }
}
