using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The person's copy shows what the person may know, and says nothing of the rest: neither by counts, nor by gaps, nor by words.</summary>
internal sealed class RegisterExtractTests
{
    [Test]
    public async Task Extract_OfWhatTheSchoolAsked_NamesTheAuthoritiesAndNoOfficerOrIndex()
    {
        var person = await Inquiry.HeldAsync("family");
        await AskAsSchoolAsync(person);
        var extract = await ExtractAsync(Cast.Reviewer, person);
        Assert.That(extract.Given, Is.EqualTo(2), "asked, and collected");
        Assert.That(extract.CopyText, Does.Contain("Från Socialtjänsten till Grundskolan").And.Contain("5 kap. 1 § lagen (2018:218)"));
        using (Assert.EnterMultipleScope())
        {
            foreach (var kept in new[] { "rektor", "lind", "fall-", "index", person.PersonalNumber })
                Assert.That(extract.CopyText + extract.CopyJson.ToStringUtf8(), Does.Not.Contain(kept));
        }
    }

    [Test]
    public async Task Copy_WithCovertEntries_IsWordForWordTheOneWithout()
    {
        var (watched, unknown) = (await Inquiry.HeldAsync("contact"), await Inquiry.HeldAsync("contact"));
        await Inquiry.AskForContactAsync(watched);
        var (with, without) = (await ExtractAsync(Cast.Reviewer, watched), await ExtractAsync(Cast.Reviewer, unknown));
        Assert.That(Undated(with.CopyText), Is.EqualTo(Undated(without.CopyText)));
        Assert.That(with.CopyJson.Length, Is.EqualTo(without.CopyJson.Length));
        Assert.That(with.Withheld.Select(w => w.Rule), Does.Contain("undecided"));
        Assert.That(without.Withheld.Select(w => w.Rule), Does.Not.Contain("undecided"));
    }

    [Test]
    public async Task Extract_OfAPoliceRequest_IsGivenOnceThePoliceHaveEndedTheSecrecyAndNotBefore()
    {
        var (_, person, reference) = await ReleasedAsync();
        var before = await ExtractAsync(Cast.Reviewer, person);
        Assert.That((before.Given, before.Withheld.Any(w => w.Rule == "covert")), Is.EqualTo((0, true)));

        // The holder's own decision does not end what the police keep secret.
        await EndAsync(Cast.Registrar, reference);
        Assert.That((await ExtractAsync(Cast.Reviewer, person)).Given, Is.Zero);
        await EndAsync(Cast.Leader, reference);
        var after = await ExtractAsync(Cast.Reviewer, person);
        Assert.That(after.Given, Is.GreaterThan(0));
        Assert.That(after.CopyText, Does.Contain("till Polismyndigheten").And.Contain("2025:170"));
    }

    [Test]
    public async Task Extract_OfARelativesMatter_IsWithheld()
    {
        var (asked, relative) = (People.Adult(), People.Adult());
        var record = Messages.Record(asked);
        record.Persons.Add(relative.As(PersonRole.Relative));
        await Town.As(Cast.Registrar).Records.DepositAsync(record, [Messages.Section("family") with { PersonIndexes = [0, 1] }], default);
        await AskAsSchoolAsync(asked);
        Assert.That((await ExtractAsync(Cast.Reviewer, asked)).Given, Is.EqualTo(2));
        var extract = await ExtractAsync(Cast.Reviewer, relative);
        Assert.That(extract.Given, Is.Zero);
        Assert.That(extract.Withheld.Select(w => w.Rule), Is.EquivalentTo(["internal", "another-person"]));
    }

    [Test]
    public async Task Extract_AtAPartyThatWasNotInIt_ShowsNothing()
    {
        var person = await Inquiry.HeldAsync("family");
        await AskAsSchoolAsync(person);
        var extract = await ExtractAsync(Cast.PoliceReviewer, person);
        Assert.That((extract.Given, extract.Withheld.Single().Rule), Is.EqualTo((0, "internal")), "the reviewer's own case and look");
    }

    [Test]
    public async Task Extract_WithARowOfEndedSecrecyWrittenIntoTheDatabase_IsRefused()
    {
        var (_, person, reference) = await ReleasedAsync();
        var file = new GatewayFile(Town.Gateway.Folder);
        file.Run($"INSERT INTO secrecy_ended (reference, party, ended_at, proof) VALUES ('{reference}', 'polisen', 1, x'00')");
        Assert.That((await Refusal.OfAsync(() => ExtractAsync(Cast.Reviewer, person))).StatusCode, Is.EqualTo(StatusCode.Internal).Or.EqualTo(StatusCode.Unavailable));
        // Nor does the proof of another matter's row carry over.
        var (_, _, other) = await ReleasedAsync();
        await EndAsync(Cast.Leader, other);
        file.Run($"UPDATE secrecy_ended SET proof = (SELECT proof FROM secrecy_ended WHERE reference = '{other}') WHERE reference = '{reference}'");
        await Refusal.OfAsync(() => ExtractAsync(Cast.Reviewer, person));
        file.Run($"DELETE FROM secrecy_ended WHERE reference = '{reference}'");
        Assert.That((await ExtractAsync(Cast.Reviewer, person)).Given, Is.Zero);
    }

    [Test]
    public async Task EndSecrecy_OfAReceivedAlertByARelative_IsRefused()
    {
        var child = People.Child();
        var push = new PushRequest(Messages.Concern(child)) { IdempotencyKey = Town.Name("key-of-an-alert") };
        var alert = (await Town.As(Cast.Police).Alerts.PushAsync(push, [Messages.Section("event")], default)).AlertId;
        var relative = await Newcomer.AtAsync("soc", "decision-maker", r => r.Conflicts.Add(child));
        Assert.That((await Refusal.OfAsync(() => EndAsync(relative, alert))).StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
        await EndAsync(Cast.Registrar, alert);
    }

    [Test]
    public async Task EndSecrecy_ByAnotherPartyOrWithoutTheRoleOrTwice_IsRefused()
    {
        var (_, _, reference) = await ReleasedAsync();
        var stranger = await Newcomer.AtAsync("skola", "decision-maker");
        Assert.That((await Refusal.OfAsync(() => EndAsync(stranger, reference))).StatusCode, Is.EqualTo(StatusCode.NotFound));
        Assert.That((await Refusal.OfAsync(() => EndAsync(Cast.Assessor, reference))).StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
        await EndAsync(Cast.Leader, reference);
        Assert.That((await Refusal.OfAsync(() => EndAsync(Cast.Leader, reference))).StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
    }

    private static async Task<(long Index, Subject Person, string Reference)> ReleasedAsync()
    {
        var (index, person) = await Jurist.ReleasedAsync();
        var (_, caseId) = await Jurist.CaseAsync(Cast.PoliceReviewer, person);
        var found = await Jurist.FoundAsync(
            Cast.PoliceReviewer, new SearchRequest { CaseId = caseId, Justification = "Granskning.", Subject = person, Kind = "request" });
        return (index, person, found[^1].Reference);
    }

    /// <summary>The school asks, social services close the question, and the school collects the refusal.</summary>
    private static async Task AskAsSchoolAsync(Subject person)
    {
        var opened = Messages.Case(Cast.HeadTeacher, person, "care");
        await Town.Wire(Cast.HeadTeacher).Cases.OpenCaseAsync(opened);
        var asked = await Town.Wire(Cast.HeadTeacher).Disclosures.RequestAsync(new RequestRequest
        {
            IdempotencyKey = Town.Name("key-of-a-request"), HolderPartyId = "soc", Subject = person, Purpose = "care", CaseId = opened.CaseId,
            Categories = { new AskedCategory { Category = "family" } }, AssertedFacts = { new AssertedFact { Name = "consent-invoked", Holds = true } },
        });
        Assert.That(asked.Decisions.Single().Outcome, Is.EqualTo(Outcome.AwaitingAssessment), $"{asked.Decisions}");
        await Inquiry.CloseAsync(asked.RequestId);
        await Town.Wire(Cast.HeadTeacher).Disclosures.CollectAsync(new CollectRequest { RequestId = asked.RequestId });
    }

    private static async Task<GetRegisterExtractResponse> ExtractAsync(Official reviewer, Subject person)
    {
        var (_, caseId) = await Jurist.CaseAsync(reviewer, person);
        return await Town.Wire(reviewer).Legal.GetRegisterExtractAsync(
            new GetRegisterExtractRequest { Subject = person, CaseId = caseId, Justification = "Begäran om registerutdrag, dnr 7." });
    }

    private static async Task EndAsync(Official officer, string reference) => await Town.Wire(officer).Legal.EndSecrecyAsync(
        new EndSecrecyRequest { Reference = reference, RegistrationNumber = "Dnr 8" });

    private static string Undated(string text) => System.Text.RegularExpressions.Regex.Replace(text, "[0-9:-]{5,10}", "", default, TimeSpan.FromSeconds(1));
}
