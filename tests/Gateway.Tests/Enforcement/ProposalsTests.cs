using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Storage;
using Gateway.Storage.Enforcement;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Enforcement;

/// <summary>What takes two people takes two of one party with the role, both officers still, and no conflict; and what is read is what is done.</summary>
public sealed class ProposalsTests
{
    private TestGate _house = null!; // set before each test
    private TestAct _act = new();
    private Proposals _proposals = null!; // set before each test
    private Caller _first = null!; // set before each test
    private Caller _second = null!; // set before each test

    [SetUp]
    public async Task Open()
    {
        _house = await OpenAsync();
        _first = await _house.CallerAsync(Social, "ek", PartyDirectory.RegistrarRole);
        _second = await _house.CallerAsync(Social, "alm", PartyDirectory.RegistrarRole);
        Use(new TestAct());
    }

    [TearDown]
    public async Task Close() => await _house.DisposeAsync();

    [Test]
    public async Task Propose_ByOne_IsLoggedAndDoesNothing()
    {
        var (id, receipts) = await _proposals.ProposeAsync(_first, _act, "dnr-1", default);
        Assert.That(Written(receipts), Is.EqualTo(Entry("ek", id, "proposed", "null")));
        Assert.That((_act.Checked, _act.Prepared, _act.Applied, _act.Followed), Is.EqualTo((1, 0, 0, 0)));
        Assert.That(_act.Content.ContainsKey("registrationNumber"), Is.False);
    }

    [Test]
    public async Task Propose_WithoutARegistrationNumber_IsRefused()
    {
        Assert.That(await Refused.OfAsync(() => _proposals.ProposeAsync(_first, _act, "", default)), Is.EqualTo(Refusal.BadField));
        Assert.That(await _house.SizeAsync(), Is.Zero);
    }

    [Test]
    public async Task Approve_ByAnother_CarriesItOutOnceAndLogsBoth()
    {
        var id = await ProposedAsync();
        var receipts = await ApproveAsync(_second, id);
        Assert.That(Written(receipts), Is.EqualTo(Entry("alm", id, "carried-out", """{"times":1}""")));
        Assert.That((_act.Prepared, _act.Applied, _act.Followed), Is.EqualTo((1, 1, 1)));
        Assert.That(await Refused.OfAsync(() => ApproveAsync(_second, id)), Is.EqualTo(Refusal.WrongState));
        Assert.That((_act.Applied, await _house.SizeAsync()), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task Approve_ByWhoeverProposed_IsRefusedBeforeAnythingIsDone()
    {
        var id = await ProposedAsync();
        Assert.That(await Refused.OfAsync(() => ApproveAsync(_first, id)), Is.EqualTo(Refusal.RoleMissing));
        AssertNothingDone();
    }

    [Test]
    public async Task Approve_WithoutTheRole_IsRefusedBeforeAnythingIsDone()
    {
        var id = await ProposedAsync();
        var other = await _house.CallerAsync(Social, "lind", AccessReview.Role);
        Assert.That(await Refused.OfAsync(() => ApproveAsync(other, id)), Is.EqualTo(Refusal.RoleMissing));
        AssertNothingDone();
    }

    [Test]
    public async Task Approve_OfAnotherParty_FindsNothing()
    {
        var id = await ProposedAsync();
        var other = await _house.CallerAsync(Police, "berg", PartyDirectory.RegistrarRole);
        Assert.That(await Refused.OfAsync(() => ApproveAsync(other, id)), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Refused.OfAsync(() => ApproveAsync(_second, new string('0', 32))), Is.EqualTo(Refusal.NotFound));
        AssertNothingDone();
    }

    [Test]
    public async Task Approve_OfAnythingElseThanWasRead_IsRefused()
    {
        var id = await ProposedAsync();
        var digest = Proposal.DigestOf(new JsonObject { ["what"] = "else", ["registrationNumber"] = "dnr-1" });
        Assert.That(await Refused.OfAsync(() => _proposals.ApproveAsync(_second, id, digest, default)), Is.EqualTo(Refusal.BadField));
        AssertNothingDone();
    }

    [Test]
    public async Task Approve_WhenTheFirstIsRevoked_IsRefused()
    {
        var id = await ProposedAsync();
        await _house.CallerAsync(Officer(Social, "ek", PartyDirectory.RegistrarRole) with { IsRevoked = true });
        Assert.That(await Refused.OfAsync(() => ApproveAsync(_second, id)), Is.EqualTo(Refusal.RoleMissing));
        Assert.That(_act.Applied, Is.Zero);
    }

    [TestCase(0, true)]
    [TestCase(1, false)]
    public async Task Approve_AfterAWeek_IsTooLate(int secondsLate, bool isRefused)
    {
        var id = await ProposedAsync();
        var digest = Digest();
        _house.Time.Now += TimeSpan.FromDays(7) - TimeSpan.FromSeconds(secondsLate);
        if (isRefused) Assert.That(await Refused.OfAsync(() => _proposals.ApproveAsync(_second, id, digest, default)), Is.EqualTo(Refusal.WrongState));
        else await _proposals.ApproveAsync(_second, id, digest, default);
        Assert.That(_act.Applied, Is.EqualTo(isRefused ? 0 : 1));
    }

    [Test]
    public async Task Approve_OfARowThatWasChangedInTheDatabase_IsRefusedAndNotListed()
    {
        var (id, other) = (await ProposedAsync(), await ProposedAsync());
        await _house.DoAsync(work => ChangeAsync(work, id));
        Assert.That(await Refused.OfAsync(() => ApproveAsync(_second, id)), Is.EqualTo(Refusal.WrongState));
        Assert.That((await _proposals.ListAsync(_second, default)).Select(p => p.Row.Id), Is.EqualTo([other]));
        AssertNothingDone();
    }

    [Test]
    public async Task Propose_WithAConflict_IsRefusedToEitherOfTheTwo()
    {
        var id = await ProposedAsync();
        await _house.CallerAsync(Officer(Social, "alm", PartyDirectory.RegistrarRole) with { Conflicts = [_house.Pseudonyms.OfficersMark(_house.Person("a"))] });
        Use(new TestAct { Persons = [_house.Person("a")] });
        Assert.That(await Refused.OfAsync(() => _proposals.ProposeAsync(_second, _act, "dnr-1", default)), Is.EqualTo(Refusal.RoleMissing));
        Assert.That(await Refused.OfAsync(() => ApproveAsync(_second, id)), Is.EqualTo(Refusal.RoleMissing));
        Assert.That(await _proposals.ListAsync(_second, default), Is.Empty, "it names a person");
        Assert.That(await _proposals.ListAsync(_first, default), Has.Count.EqualTo(1));
        Assert.That(_act.Applied, Is.Zero);
    }

    [Test]
    public async Task Propose_WhatIsTheOperatorsAlone_IsRefusedToAnotherParty()
    {
        Use(new TestAct { IsOperators = true });
        var operatorsOwn = await _house.CallerAsync(Operator, "drift", PartyDirectory.RegistrarRole);
        Assert.That(await Refused.OfAsync(() => _proposals.ProposeAsync(_first, _act, "dnr-1", default)), Is.EqualTo(Refusal.RoleMissing));
        await _proposals.ProposeAsync(operatorsOwn, _act, "dnr-1", default);
        Assert.That(await _house.SizeAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task List_OfTheParty_ShowsWhatWaitsToThoseWithTheRoleAndIsAnEntry()
    {
        var (id, gone) = (await ProposedAsync(), await ProposedAsync());
        await _proposals.WithdrawAsync(_first, gone, default);
        var listed = await _proposals.ListAsync(_second, default);
        Assert.That(listed.Select(p => p.Row.Id), Is.EqualTo([id]));
        Assert.That(listed[0].Content.ToJsonString(), Is.EqualTo("""{"what":"it","registrationNumber":"dnr-1"}"""));
        Assert.That(await _proposals.ListAsync(await _house.CallerAsync(Social, "lind", AccessReview.Role), default), Is.Empty);
        Assert.That(await _proposals.ListAsync(await _house.CallerAsync(Police, "berg", PartyDirectory.RegistrarRole), default), Is.Empty);
        Assert.That(await Refused.OfAsync(() => _proposals.ListAsync(new Caller(Social, "ingen", 3), default)), Is.EqualTo(Refusal.RoleMissing));
        Assert.That(await _house.SizeAsync(), Is.EqualTo(6));
        _house.Time.Now += TimeSpan.FromDays(7);
        Assert.That(await _proposals.ListAsync(_second, default), Is.Empty, "it waits no longer");
    }

    [Test]
    public async Task List_OfAnActThatIsNoLongerKnown_LeavesItOut()
    {
        await ProposedAsync();
        _proposals = Of(new Dictionary<string, Func<JsonObject, ITwoPersonAct>>());
        Assert.That(await _proposals.ListAsync(_second, default), Is.Empty);
    }

    [Test]
    public async Task Withdraw_ByEither_ClosesItAndIsLogged()
    {
        var id = await ProposedAsync();
        var other = await _house.CallerAsync(Social, "lind", AccessReview.Role);
        Assert.That(await Refused.OfAsync(() => _proposals.WithdrawAsync(other, id, default)), Is.EqualTo(Refusal.RoleMissing));
        var receipts = await _proposals.WithdrawAsync(_second, id, default);
        Assert.That(Written(receipts), Is.EqualTo(Entry("alm", id, "withdrawn", "null")));
        Assert.That(await Refused.OfAsync(() => ApproveAsync(_second, id)), Is.EqualTo(Refusal.WrongState));
        AssertNothingDone();
    }

    private void Use(TestAct act)
    {
        _act = act;
        _proposals = Of(new Dictionary<string, Func<JsonObject, ITwoPersonAct>> { [TestAct.TheCode] = _ => _act });
    }

    private Proposals Of(IReadOnlyDictionary<string, Func<JsonObject, ITwoPersonAct>> acts) => new(
        _house.Gate, _house.Registers, new SqlProposalStore(_house.Database), _house.LogKeys, acts, new OperatorParty(Operator));

    private async Task<string> ProposedAsync() => (await _proposals.ProposeAsync(_first, _act, "dnr-1", default)).Id;

    private Task<IReadOnlyList<Receipt>> ApproveAsync(Caller caller, string id) => _proposals.ApproveAsync(caller, id, Digest(), default);

    private static byte[] Digest() => Proposal.DigestOf(new JsonObject { ["what"] = "it", ["registrationNumber"] = "dnr-1" });

    private void AssertNothingDone() => Assert.That((_act.Prepared, _act.Applied, _act.Followed), Is.EqualTo((0, 0, 0)));

    private static string Written(IReadOnlyList<Receipt> receipts) => View(receipts.Single()).ToJsonString();

    private static string Entry(string officer, string id, string step, string done) =>
        $$$"""{"act":"test-act","content":{"registrationNumber":"dnr-1","what":"it"},"done":{{{done}}},"officer":"{{{officer}}}","proposal":"{{{id}}}","proposedBy":"ek","step":"{{{step}}}"}""";

    /// <summary>Another officer's name on the row, as a writer to the database could set it.</summary>
    private static async ValueTask ChangeAsync(IWork work, string id) =>
        await SqlWork.Of(work).Prepared("UPDATE proposals SET proposed_by = 'alm' WHERE id = @0", id).ExecuteNonQueryAsync(default);
}
