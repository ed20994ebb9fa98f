using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Enforcement;

/// <summary>A reviewer sees every access to one person, the look-up itself with them, and needs a case for it.</summary>
public sealed class AccessReviewTests
{
    private TestGate _house = null!; // set before each test

    [SetUp]
    public async Task Open()
    {
        _house = await OpenAsync();
        await _house.DoAsync(async work =>
        {
            var file = new CaseFile
            {
                Party = Social, Id = "g-1", Kind = CaseKind.Individual, Purpose = "log-review", Subject = _house.Person("a"), Officers = ["lind"], OpenedAt = At,
            };
            await _house.Cases.TryAddAsync(work, file, default);
            await _house.Cases.TryAddAsync(work, file with { Id = "others", Officers = ["ek"] }, default);
            await _house.Cases.TryAddAsync(work, file with { Id = "closed" }, default);
            await _house.Cases.CloseAsync(work, Social, "closed", At, null, default);
        });
    }

    [TearDown]
    public async Task Close() => await _house.DisposeAsync();

    [Test]
    public async Task List_InTheReviewersCase_ShowsEveryAccessAndItself()
    {
        await _house.Gate.RecordAsync(Social, (_, _) => ValueTask.FromResult<IReadOnlyList<EntryDraft>>(
        [
            new EntryDraft { Kind = EntryKind.Record, Holder = Social, Subject = _house.Person("a"), HolderView = new JsonObject { ["what"] = "deposited" } },
            new EntryDraft { Kind = EntryKind.Record, Holder = Social, Subject = _house.Person("b"), HolderView = new JsonObject { ["what"] = "another's" } },
        ]), default);
        var (accesses, receipts) = await Review().ListAsync(await ReviewerAsync(), _house.Person("a"), "g-1", "klagomål", default);
        Assert.That(accesses.Select(a => a.Entry.Kind), Is.EqualTo([EntryKind.Record, EntryKind.AuditLookup]));
        Assert.That(JsonNode.Parse(accesses[0].View.Span)!["what"]!.GetValue<string>(), Is.EqualTo("deposited"));
        Assert.That(View(receipts.Single()).ToJsonString(), Is.EqualTo("""{"case":"g-1","justification":"klagom\u00E5l","officer":"lind"}"""));
    }

    [TestCase("b", "g-1")]
    [TestCase("a", "others")]
    [TestCase("a", "closed")]
    [TestCase("a", "no-such")]
    [TestCase("a", "")]
    public async Task List_WithoutAnOpenCaseOfOnesOwnAboutThePerson_IsRefused(string person, string caseId)
    {
        var reviewer = await ReviewerAsync();
        Assert.That(await Refused.OfAsync(() => Review().ListAsync(reviewer, _house.Person(person), caseId, "", default)), Is.EqualTo(Refusal.BadField));
        Assert.That(await _house.SizeAsync(), Is.Zero);
    }

    [Test]
    public async Task List_WithoutTheRoleOrAboutOneself_IsRefused()
    {
        var worker = await _house.CallerAsync(Social, "lind", "case-worker");
        Assert.That(await Refused.OfAsync(() => Review().ListAsync(worker, _house.Person("a"), "g-1", "", default)), Is.EqualTo(Refusal.RoleMissing));
        var self = await _house.CallerAsync(Officer(Social, "lind", AccessReview.Role) with { Person = _house.Pseudonyms.OfficersMark(_house.Person("a")) });
        Assert.That(await Refused.OfAsync(() => Review().ListAsync(self, _house.Person("a"), "g-1", "", default)), Is.EqualTo(Refusal.RoleMissing));
    }

    private AccessReview Review() => new(_house.Gate, _house.Registers, _house.Log, _house.LogKeys);

    private Task<Caller> ReviewerAsync() => _house.CallerAsync(Social, "lind", AccessReview.Role);
}
