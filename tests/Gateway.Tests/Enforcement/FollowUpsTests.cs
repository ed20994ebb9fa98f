using Gateway.Enforcement;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Enforcement;

/// <summary>What parties still have to do: by when, by whom it is done, and what happens when it is not.</summary>
public sealed class FollowUpsTests
{
    private TestGate _house = null!; // set before each test

    [SetUp]
    public async Task Open() => _house = await OpenAsync();

    [TearDown]
    public async Task Close() => await _house.DisposeAsync();

    [TestCase(FollowUpKind.UrgentAnswer, 1)]
    [TestCase(FollowUpKind.PostReview, 3 * 24)]
    [TestCase(FollowUpKind.Correction, 24)]
    [TestCase(FollowUpKind.Feedback, 7 * 24)]
    [TestCase(FollowUpKind.LogReview, 7 * 24)]
    [TestCase(FollowUpKind.FormalDecision, 7 * 24)]
    public async Task Add_OfAKind_HasItsTime(FollowUpKind kind, int hours)
    {
        var added = await AddAsync(kind);
        Assert.That((added.MadeAt, added.DueAt), Is.EqualTo((At, At.AddHours(hours))));
        Assert.That((added.Party, added.Counterpart, added.Reference, added.Cause, added.Officer), Is.EqualTo((Social, Police, "r-1", "cause", "dahl")));
    }

    [Test]
    public async Task CloseAnswered_OfARequest_ClosesWhatTheAnswerAnswersAndNothingElse()
    {
        foreach (var kind in (FollowUpKind[])[FollowUpKind.UrgentAnswer, FollowUpKind.Feedback, FollowUpKind.FormalDecision, FollowUpKind.PostReview])
            await AddAsync(kind);
        await AddAsync(FollowUpKind.Feedback, "r-2");
        await _house.DoAsync(work => _house.FollowUps.CloseAnsweredAsync(work, Social, "r-1", default));
        Assert.That(await OpenOfAsync("r-1"), Is.EquivalentTo([FollowUpKind.FormalDecision, FollowUpKind.PostReview]));
        await _house.DoAsync(work => _house.FollowUps.CloseEndedAsync(work, Social, "r-1", default));
        Assert.That(await OpenOfAsync("r-1"), Is.EqualTo([FollowUpKind.PostReview]));
        await _house.DoAsync(work => _house.FollowUps.CloseEndedAsync(work, Social, "r-2", default));
        Assert.That(await OpenOfAsync("r-2"), Is.Empty);
    }

    [Test]
    public async Task List_OfTheCallersParty_IsAnEntryAndShowsItsOwn()
    {
        await AddAsync(FollowUpKind.Feedback);
        var listed = await _house.FollowUps.ListAsync(await _house.CallerAsync(Social, "ek"), default);
        Assert.That(listed.Single().Kind, Is.EqualTo(FollowUpKind.Feedback));
        Assert.That(await _house.FollowUps.ListAsync(await _house.CallerAsync(Police, "berg"), default), Is.Empty);
        Assert.That(await _house.SizeAsync(), Is.EqualTo(2));
        Assert.That(await Refused.OfAsync(() => _house.FollowUps.ListAsync(new Caller(Social, "ingen", 3), default)), Is.EqualTo(Refusal.RoleMissing));
    }

    [TestCase(FollowUpKind.PostReview, FollowUpOutcome.Justified)]
    [TestCase(FollowUpKind.PostReview, FollowUpOutcome.NotJustified)]
    [TestCase(FollowUpKind.LogReview, FollowUpOutcome.Justified)]
    [TestCase(FollowUpKind.Correction, FollowUpOutcome.Done)]
    public async Task Complete_AsTheKindAsks_IsDoneAndLogged(FollowUpKind kind, FollowUpOutcome outcome)
    {
        var followUp = await AddAsync(kind);
        var receipts = await _house.FollowUps.CompleteAsync(await ReviewerAsync(), followUp.Id, outcome, "dnr-1", default);
        var view = View(receipts.Single());
        Assert.That(view.ToDictionary(m => m.Key, m => m.Value!.GetValue<string>()), Is.EquivalentTo(new Dictionary<string, string>
        {
            ["followUp"] = followUp.Id, ["kind"] = $"{kind}", ["reference"] = "r-1", ["cause"] = "cause", ["act"] = "completed",
            ["officer"] = "lind", ["outcome"] = $"{outcome}", ["registrationNumber"] = "dnr-1",
        }));
        Assert.That(await OpenOfAsync("r-1"), Is.Empty);
        Assert.That(await CompleteRefusedAsync(followUp, outcome), Is.EqualTo(Refusal.WrongState), "once");
    }

    [TestCase(FollowUpKind.PostReview, FollowUpOutcome.Done, Refusal.BadField)]
    [TestCase(FollowUpKind.LogReview, FollowUpOutcome.Unspecified, Refusal.BadField)]
    [TestCase(FollowUpKind.Correction, FollowUpOutcome.Justified, Refusal.BadField)]
    [TestCase(FollowUpKind.UrgentAnswer, FollowUpOutcome.Done, Refusal.WrongState)]
    [TestCase(FollowUpKind.Feedback, FollowUpOutcome.Done, Refusal.WrongState)]
    [TestCase(FollowUpKind.FormalDecision, FollowUpOutcome.Done, Refusal.WrongState)]
    public async Task Complete_OtherwiseThanTheKindAsks_IsRefused(FollowUpKind kind, FollowUpOutcome outcome, Refusal expected)
    {
        Assert.That(await CompleteRefusedAsync(await AddAsync(kind), outcome), Is.EqualTo(expected));
        Assert.That(await OpenOfAsync("r-1"), Is.EqualTo([kind]));
    }

    [Test]
    public async Task Complete_AReview_TakesAReviewerWhoDidNotAct()
    {
        var followUp = await AddAsync(FollowUpKind.PostReview);
        var worker = await _house.CallerAsync(Social, "lund", "case-worker");
        Assert.That(await RefusedAsync(worker), Is.EqualTo(Refusal.RoleMissing));
        var acted = await _house.CallerAsync(Social, "dahl", AccessReview.Role); // the officer of the follow-up
        Assert.That(await RefusedAsync(acted), Is.EqualTo(Refusal.RoleMissing));
        var assessed = await _house.CallerAsync(Social, "alm", AccessReview.Role);
        await _house.DoAsync(work => _house.FollowUps.AddActorsAsync(work, Social, FollowUpKind.PostReview, "r-1", ["alm"], default));
        Assert.That(await RefusedAsync(assessed), Is.EqualTo(Refusal.RoleMissing));
        Assert.That(await _house.FollowUps.CompleteAsync(await ReviewerAsync(), followUp.Id, FollowUpOutcome.Justified, "", default), Has.Count.EqualTo(1));

        Task<Refusal> RefusedAsync(Caller caller) =>
            Refused.OfAsync(() => _house.FollowUps.CompleteAsync(caller, followUp.Id, FollowUpOutcome.Justified, "", default));
    }

    /// <summary>Whoever it happened to is not the one who says that the authority was told.</summary>
    [TestCase("lind", AccessReview.Role, FollowUpOutcome.Done, null)]
    [TestCase("lind", PartyDirectory.RegistrarRole, FollowUpOutcome.Done, null)]
    [TestCase("lind", "case-worker", FollowUpOutcome.Done, Refusal.RoleMissing)]
    [TestCase("dahl", AccessReview.Role, FollowUpOutcome.Done, Refusal.RoleMissing)]
    [TestCase("lind", AccessReview.Role, FollowUpOutcome.Justified, Refusal.BadField)]
    public async Task Complete_AnIncidentReport_TakesAnotherWhoMayReadIt(string officer, string role, FollowUpOutcome outcome, Refusal? expected)
    {
        var followUp = await AddAsync(FollowUpKind.IncidentReport);
        var caller = await _house.CallerAsync(Social, officer, role);
        Task CompleteAsync() => _house.FollowUps.CompleteAsync(caller, followUp.Id, outcome, "", default);
        if (expected is null) await CompleteAsync();
        else Assert.That(await Refused.OfAsync(CompleteAsync), Is.EqualTo(expected));
        Assert.That(await OpenOfAsync("r-1"), Has.Count.EqualTo(expected is null ? 0 : 1));
    }

    [TestCase(FollowUpOutcome.Done, true)]
    [TestCase(FollowUpOutcome.NotJustified, false)]
    public async Task Complete_AnErasure_IsDoneByAnybodyOfTheParty(FollowUpOutcome outcome, bool isTaken)
    {
        var followUp = await AddAsync(FollowUpKind.ErasureInstruction);
        var caller = await _house.CallerAsync(Social, "lund", "case-worker");
        Task CompleteAsync() => _house.FollowUps.CompleteAsync(caller, followUp.Id, outcome, "", default);
        if (isTaken) await CompleteAsync();
        else Assert.That(await Refused.OfAsync(CompleteAsync), Is.EqualTo(Refusal.BadField));
        Assert.That(await OpenOfAsync("r-1"), Has.Count.EqualTo(isTaken ? 0 : 1));
    }

    [Test]
    public async Task Complete_AnothersOrNone_IsOneNeutralAnswer()
    {
        var followUp = await AddAsync(FollowUpKind.Correction);
        var police = await _house.CallerAsync(Police, "rask", AccessReview.Role);
        foreach (var id in (string[])[followUp.Id, new string('0', 32)])
            Assert.That(await Refused.OfAsync(() => _house.FollowUps.CompleteAsync(police, id, FollowUpOutcome.Done, "", default)), Is.EqualTo(Refusal.NotFound));
        Assert.That(await OpenOfAsync("r-1"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Sweep_WhatIsPastItsTime_IsSeenByTheOtherPartyOnce()
    {
        await AddAsync(FollowUpKind.UrgentAnswer);
        await AddAsync(FollowUpKind.Feedback, "r-2");
        Assert.That(await _house.FollowUps.SweepAsync(default), Is.Empty);
        Assert.That(await _house.SizeAsync(), Is.Zero, "nothing is late");

        _house.Time.Now = At.AddHours(2);
        await _house.FollowUps.SweepAsync(default);
        await _house.FollowUps.SweepAsync(default);
        Assert.That(await _house.SizeAsync(), Is.EqualTo(1));
        var seen = (await _house.FollowUpRows.OpenAsync(Police, 10, default)).Single();
        Assert.That((seen.Reference, seen.EscalatedAt), Is.EqualTo(("r-1", (DateTimeOffset?)At.AddHours(2))));
        Assert.That(await _house.FollowUpRows.PastDueAsync(At.AddDays(8), 10, default), Has.Count.EqualTo(1), "the other one waits");
    }

    [Test]
    public async Task Sweep_WithinOneParty_EscalatesWithoutAnother()
    {
        await _house.DoAsync(work => _house.FollowUps.AddAsync(work, FollowUpKind.LogReview, Social, Social, "dahl/2026-11-22", "unusual-volume", "dahl", default));
        _house.Time.Now = At.AddDays(8);
        Assert.That(await _house.FollowUps.SweepAsync(default), Is.Empty);
        Assert.That((await _house.FollowUpRows.OpenAsync(Social, 10, default)).Single().EscalatedAt, Is.Not.Null);
    }

    private Task<Caller> ReviewerAsync() => _house.CallerAsync(Social, "lind", AccessReview.Role);

    private async Task<Refusal> CompleteRefusedAsync(FollowUp followUp, FollowUpOutcome outcome)
    {
        var reviewer = await ReviewerAsync();
        return await Refused.OfAsync(() => _house.FollowUps.CompleteAsync(reviewer, followUp.Id, outcome, "", default));
    }

    private async Task<FollowUp> AddAsync(FollowUpKind kind, string reference = "r-1")
    {
        await _house.DoAsync(work => _house.FollowUps.AddAsync(work, kind, Social, Police, reference, "cause", "dahl", default));
        return (await _house.FollowUpRows.OpenAsync(Social, 100, default)).Single(f => f.Kind == kind && f.Reference == reference);
    }

    private async Task<IReadOnlyList<FollowUpKind>> OpenOfAsync(string reference) =>
        [.. (await _house.FollowUpRows.OpenAsync(Social, 100, default)).Where(f => f.Reference == reference).Select(f => f.Kind)];
}
