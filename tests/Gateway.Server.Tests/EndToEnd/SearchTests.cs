using Gateway.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Legal staff search their party's entries by what stands sealed in them; each look is an entry of everybody it shows.</summary>
internal sealed class SearchTests
{
    private string _reference = "";
    private string _policeCase = "";
    private Subject _person = People.Adult();

    [OneTimeSetUp]
    public async Task AskAsync()
    {
        _person = await Inquiry.HeldAsync("contact");
        _policeCase = await Inquiry.CaseAsync(Cast.Police, _person);
        _reference = (await Inquiry.AskAsync(Messages.Contact(_person, _policeCase))).RequestId;
    }

    private static IEnumerable<TestCaseData> Filters()
    {
        yield return new TestCaseData((SearchRequest r) => { r.OfficerId = "polisen/berg"; }).SetName("Search_ByOfficer_FindsTheEntry");
        yield return new TestCaseData((SearchRequest r) => { r.OfficerId = "berg"; }).SetName("Search_ByOfficerAlone_FindsTheEntry");
        yield return new TestCaseData((SearchRequest r) => { r.ProvisionId = "lub-4"; }).SetName("Search_ByProvision_FindsTheEntry");
        yield return new TestCaseData((SearchRequest r) => { r.PartyId = "polisen"; }).SetName("Search_ByParty_FindsTheEntry");
        yield return new TestCaseData((SearchRequest r) => { r.Outcome = Outcome.AwaitingAssessment; }).SetName("Search_ByOutcome_FindsTheEntry");
        yield return new TestCaseData((SearchRequest r) => { r.Kind = "request"; }).SetName("Search_ByKind_FindsTheEntry");
    }

    private static IEnumerable<TestCaseData> OtherFilters()
    {
        yield return new TestCaseData((SearchRequest r) => { r.OfficerId = "soc/berg"; }).SetName("Search_ByAnotherOfficer_DoesNotFindIt");
        yield return new TestCaseData((SearchRequest r) => { r.OfficerId = "erg"; }).SetName("Search_ByThePartOfAnId_DoesNotFindIt");
        yield return new TestCaseData((SearchRequest r) => { r.ProvisionId = "osl-10-23"; }).SetName("Search_ByAnotherProvision_DoesNotFindIt");
        yield return new TestCaseData((SearchRequest r) => { r.PartyId = "skola"; }).SetName("Search_ByAnotherParty_DoesNotFindIt");
        yield return new TestCaseData((SearchRequest r) => { r.Outcome = Outcome.Permit; }).SetName("Search_ByAnotherOutcome_DoesNotFindIt");
        yield return new TestCaseData((SearchRequest r) => { r.Kind = "alert"; }).SetName("Search_ByAnotherKind_DoesNotFindIt");
        yield return new TestCaseData((SearchRequest r) => { r.InCaseId = "annat-fall"; }).SetName("Search_ByAnotherCase_DoesNotFindIt");
        yield return new TestCaseData((SearchRequest r) =>
        {
            r.Until = Timestamp.FromDateTimeOffset(r.From.ToDateTimeOffset().AddMinutes(1));
        }).SetName("Search_OfAnotherTime_DoesNotFindIt");
    }

    [TestCaseSource(nameof(Filters))]
    public async Task Search_ThatMatches_FindsTheEntry(Action<SearchRequest> filter) =>
        Assert.That(await ReferencesAsync(Cast.Reviewer, filter), Does.Contain(_reference));

    [TestCaseSource(nameof(OtherFilters))]
    public async Task Search_ThatDoesNotMatch_DoesNotFindIt(Action<SearchRequest> filter) =>
        Assert.That(await ReferencesAsync(Cast.Reviewer, filter), Does.Not.Contain(_reference));

    [Test]
    public async Task Search_ByTheAskersCase_FindsItAtBothSidesAndNowhereElse()
    {
        Assert.That(await ReferencesAsync(Cast.Reviewer, r => r.InCaseId = _policeCase), Does.Contain(_reference));
        Assert.That(await ReferencesAsync(Cast.PoliceReviewer, r => r.InCaseId = _policeCase), Does.Contain(_reference));
        var stranger = await Newcomer.AtAsync("skola", "legal-reviewer");
        Assert.That(await ReferencesAsync(stranger, r => r.InCaseId = _policeCase), Is.Empty);
    }

    [Test]
    public async Task Search_WithoutAPerson_IsAnEntryOfEverybodyItShows()
    {
        await ReferencesAsync(Cast.Reviewer, r => r.InCaseId = _policeCase);
        var (_, own) = await Jurist.CaseAsync(Cast.Reviewer, _person);
        var looks = await Jurist.FoundAsync(Cast.Reviewer, new SearchRequest { CaseId = own, Justification = "Klagomål.", Subject = _person, Kind = "audit-lookup" });
        Assert.That(looks.Select(l => l.Access.Detail.ToStringUtf8()), Has.Some.Contains("found by a search").And.Some.Contains("Klagomål."));
    }

    [Test]
    public async Task Search_ShowingSomebodyTheReviewerHasAConflictWith_SaysOnlyThatThereIsSomething()
    {
        var reviewer = await Newcomer.AtAsync("soc", "legal-reviewer", r => r.Conflicts.Add(_person));
        var request = Jurist.LastHour(await Jurist.ReviewCaseAsync(reviewer));
        request.InCaseId = _policeCase;
        var steps = await Jurist.SearchAsync(reviewer, request);
        Assert.That(steps[^1].NotShown, Is.GreaterThan(0));
        // Entries that fill the fixed number name nobody, and say what the named one says.
        Assert.That(steps.SelectMany(s => s.Entries), Is.Empty);
    }

    [Test]
    public async Task Search_OfMoreThan31DaysOrOfNoTime_IsRefused()
    {
        var caseId = await Jurist.ReviewCaseAsync(Cast.Reviewer);
        var tooLong = Jurist.LastHour(caseId);
        tooLong.From = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddDays(-32));
        foreach (var request in new[] { tooLong, new SearchRequest { CaseId = caseId, Justification = "Allt." } })
            Assert.That((await Refusal.OfAsync(() => Jurist.SearchAsync(Cast.Reviewer, request))).StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
    }

    [Test]
    public async Task Search_WithoutACaseOrInOneAboutAnother_IsRefused()
    {
        var (_, other) = await Jurist.CaseAsync(Cast.Reviewer);
        foreach (var caseId in new[] { "inget-fall", other })
        {
            var refused = await Refusal.OfAsync(() => Jurist.SearchAsync(
                Cast.Reviewer, new SearchRequest { CaseId = caseId, Justification = "Nyfiken.", Subject = _person }));
            Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        }
    }

    private static async Task<IReadOnlyList<string>> ReferencesAsync(Official reviewer, Action<SearchRequest> filter)
    {
        var request = Jurist.LastHour(await Jurist.ReviewCaseAsync(reviewer));
        filter(request);
        return [.. (await Jurist.FoundAsync(reviewer, request)).Select(f => f.Reference)];
    }
}
