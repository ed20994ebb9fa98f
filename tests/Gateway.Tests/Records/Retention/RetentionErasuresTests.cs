using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Records.Erasure;
using Gateway.Storage.Erasure;
using Gateway.Storage.Log;
using Gateway.Tests.Enforcement;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Records.Retention;

/// <summary>Details past their time are erased as two people agreed, and nothing else is: not the other party's, not what is younger, not what is held.</summary>
public sealed class RetentionErasuresTests
{
    private PrunedHouse _house = null!; // set before each test

    [SetUp]
    public async Task Open() => _house = await PrunedHouse.OpenAsync();

    [TearDown]
    public async Task Close() => await _house.DisposeAsync();

    [Test]
    public async Task Erase_ByARule_TakesWhatIsOlderToTheMillisecondAndLeavesTheOtherPartys()
    {
        await _house.LogAsync(EntryKind.Request, 800, "a", "", "", "");
        await _house.LogAsync(EntryKind.Alert, 800, "a");
        await _house.LogAsync(EntryKind.Request, 365 + (1 / 86_400_000d), "b");
        await _house.LogAsync(EntryKind.Request, 365, "c"); // younger by a millisecond
        await _house.LogAsync(EntryKind.Request, 1, "d");
        await _house.SetAsync(EntryKind.Request, 365);
        Assert.That(await _house.PreviewAsync(), Is.EqualTo("request 5+0"));
        await _house.EraseAsync();
        Assert.That(await _house.LeftAsync(Social, 8), Is.EqualTo("4 6 7"));
        Assert.That(await _house.LeftAsync(Police, 8), Is.EqualTo("0 1 2 3 4 5 6 7"));
        Assert.That(await _house.PreviewAsync(), Is.EqualTo("request 0+0"), "and once is enough");
    }

    [Test]
    public async Task Erase_WhereTheLogsWritersHadDifferentClocks_StopsAtTheFirstEntryThatIsKept()
    {
        await _house.LogAsync(EntryKind.Request, 400, "a");
        await _house.LogAsync(EntryKind.Request, 10, "b");
        await _house.LogAsync(EntryKind.Request, 500, "c"); // a clock that was years behind
        await _house.SetAsync(EntryKind.Request, 365);
        await _house.EraseAsync();
        Assert.That(await _house.LeftAsync(Social, 3), Is.EqualTo("1 2"));
        Assert.That((await new SqlLogStore(_house.Gate.Database).PrunedAsync(default)).Single().FirstKept, Is.EqualTo(1), "what is said to be there is there");
    }

    [Test]
    public async Task Erase_WhatAPlacedHoldIsAbout_LeavesTheWholeAct()
    {
        await _house.LogAsync(EntryKind.Request, 800, "a", "", "", "");
        await _house.LogAsync(EntryKind.Alert, 790, "b", "c");
        await _house.LogAsync(EntryKind.Request, 780, "d", "", "", "");
        await _house.SetAsync(EntryKind.Request, 365);
        await _house.SetAsync(EntryKind.Alert, 365);
        await HoldAsync("h1", "a");
        await HoldAsync("h2", "c");
        Assert.That(await _house.PreviewAsync(), Is.EqualTo("alert 0+2 request 4+4"));
        await _house.EraseAsync();
        Assert.That(await _house.LeftAsync(Social, 10), Is.EqualTo("0 1 2 3 4 5"));
        Assert.That((await _house.Erasures.ListAsync(_house.Registrar, default)).Single().Parts.Select(p => $"{p.Cut.Kind} {p.Free}+{p.Held}"),
            Is.EqualTo(["Alert 0+2", "Request 4+4"]));
    }

    [Test]
    public async Task Erase_WhatAnotherPartyHolds_IsNotHeldHere()
    {
        await _house.LogAsync(EntryKind.Request, 800, "a");
        await _house.SetAsync(EntryKind.Request, 365);
        await HoldAsync("h1", "a", "polisen");
        await _house.EraseAsync();
        Assert.That(await _house.LeftAsync(Social, 1), Is.Empty);
    }

    [Test]
    public async Task Erase_WhatNamesNobody_StaysFromTheBeginningOfTheOldestMatterThatIsUnderWay()
    {
        await _house.LogAsync(EntryKind.AuditLookup, 900, "");
        await _house.LogAsync(EntryKind.AuditLookup, 800, "");
        await _house.SetAsync(EntryKind.AuditLookup, 365);
        // A reviewer is at an alert of 850 days ago, of which the gateway does not know whom it is about.
        await _house.RunAsync($"INSERT INTO alerts (id, sender, receiver, idempotency_key, digest, purpose, urgency, categories, sealed_content, sealed_answer, state, stored_at, open_before) VALUES ('alert', 'polisen', 'soc', 'k', x'', '', '', '[]', x'', x'', 'Acknowledged', {(At - TimeSpan.FromDays(850)).ToUnixTimeMilliseconds()}, 0)");
        await FollowUpAsync("alert", "LogReview");
        Assert.That(await _house.PreviewAsync(), Is.EqualTo("audit-lookup 1+1"));
        await _house.EraseAsync();
        Assert.That(await _house.LeftAsync(Social, 2), Is.EqualTo("1"));
    }

    [Test]
    public async Task Erase_WhatCameOfAgeAfterTheProposal_Stays()
    {
        await _house.LogAsync(EntryKind.Request, 366, "a");
        await _house.LogAsync(EntryKind.Request, 364, "b");
        await _house.SetAsync(EntryKind.Request, 365);
        var proposal = await _house.ProposeAsync();
        _house.Gate.Time.Now = At.AddDays(6);
        Assert.That(await _house.PreviewAsync(), Is.EqualTo("request 2+0"));
        await _house.ApproveAsync(proposal);
        await _house.Erasures.SweepAsync(default);
        Assert.That(await _house.LeftAsync(Social, 2), Is.EqualTo("1"));
    }

    [Test]
    public async Task Approve_AfterAHoldWasLifted_IsRefusedSinceMoreWouldGo()
    {
        await _house.LogAsync(EntryKind.Request, 800, "a");
        await _house.LogAsync(EntryKind.Request, 799, "b");
        await _house.SetAsync(EntryKind.Request, 365);
        await HoldAsync("h1", "a");
        var proposal = await _house.ProposeAsync();
        await _house.RunAsync("DELETE FROM holds");
        Assert.That(await Refused.MessageAsync(() => _house.ApproveAsync(proposal)), Does.Contain("more would be erased now"));
        await _house.Erasures.SweepAsync(default);
        Assert.That(await _house.LeftAsync(Social, 2), Is.EqualTo("0 1"));
    }

    [Test]
    public async Task Sweep_AfterAHoldWasLifted_TakesNoMoreThanWasApproved()
    {
        await _house.LogAsync(EntryKind.Request, 800, "a");
        await _house.LogAsync(EntryKind.Request, 799, "b");
        await _house.LogAsync(EntryKind.Request, 798, "c");
        await _house.SetAsync(EntryKind.Request, 365);
        await HoldAsync("h1", "a");
        await HoldAsync("h2", "b");
        await _house.ApproveAsync(await _house.ProposeAsync());
        await _house.RunAsync("DELETE FROM holds");
        await _house.Erasures.SweepAsync(default);
        Assert.That((await _house.LeftAsync(Social, 3)).Split(' '), Has.Length.EqualTo(2), "one was approved");
    }

    [Test]
    public async Task Approve_TheSecondOfTwoProposals_DoesNotTakeWhatWasReadAsHeld()
    {
        await _house.LogAsync(EntryKind.Request, 800, "a");
        await _house.LogAsync(EntryKind.Request, 799, "b");
        await _house.SetAsync(EntryKind.Request, 365);
        await HoldAsync("h1", "b");
        var (first, second) = (await _house.ProposeAsync(), await _house.ProposeAsync());
        await _house.ApproveAsync(first);
        await _house.Erasures.SweepAsync(default);
        await _house.RunAsync("DELETE FROM holds");
        Assert.That(await Refused.MessageAsync(() => _house.ApproveAsync(second)), Does.Contain("less is held"));
        await _house.Erasures.SweepAsync(default);
        Assert.That(await _house.LeftAsync(Social, 2), Is.EqualTo("1"));
    }

    [TestCase("UPDATE retention_cuts SET before_at = before_at + 86400000")]
    [TestCase("UPDATE retention_cuts SET first_kept = 9")]
    [TestCase("UPDATE retention_cuts SET most = 9")]
    [TestCase("UPDATE retention_cuts SET kind = 'alert'")]
    [TestCase("UPDATE retention_runs SET party = 'polisen'")]
    [TestCase("UPDATE retention_runs SET registration_number = 'Gallring 3'")]
    [TestCase("UPDATE retention_runs SET proof = x''")]
    public async Task Sweep_OfARunThatTheDatabaseHoldsOtherwiseThanItWasApproved_ErasesNothing(string change)
    {
        await _house.LogAsync(EntryKind.Request, 800, "a");
        await _house.LogAsync(EntryKind.Alert, 800, "a");
        await _house.SetAsync(EntryKind.Request, 365);
        await _house.ApproveAsync(await _house.ProposeAsync());
        await _house.RunAsync(change);
        var size = await _house.Gate.SizeAsync();
        var (done, failures) = await _house.Erasures.SweepAsync(default);
        Assert.That((done, failures.Select(f => f.GetType())), Is.EqualTo((0, new[] { typeof(InvalidDataException) })));
        Assert.That(await _house.LeftAsync(Social, 2), Is.EqualTo("0 1"));
        Assert.That(await _house.LeftAsync(Police, 2), Is.EqualTo("0 1"));
        Assert.That(await _house.Gate.SizeAsync(), Is.EqualTo(size), "and nothing is logged as erased");
    }

    [Test]
    public async Task Sweep_WhereOnePartysRunFails_CarriesOutTheOthers()
    {
        await _house.LogAsync(EntryKind.Request, 800, "a");
        await _house.SetAsync(EntryKind.Request, 365);
        await _house.ApproveAsync(await _house.ProposeAsync());
        await _house.RunAsync("INSERT INTO retention_runs (id, party, registration_number, approved_at, next_index, proof) VALUES ('bad', 'polisen', 'x', 0, 0, x'')");
        await _house.RunAsync("INSERT INTO retention_cuts (run, kind, days, before_at, first_kept, most, erased, held) VALUES ('bad', 'request', 365, 9999999999999, 9, 9, 0, 0)");
        var (done, failures) = await _house.Erasures.SweepAsync(default);
        Assert.That((done, failures.Count), Is.EqualTo((1, 1)));
        Assert.That((await _house.LeftAsync(Social, 1), await _house.LeftAsync(Police, 1)), Is.EqualTo(("", "0")));
    }

    [Test]
    public async Task Erase_WhatWasDoneOnADayUnderReview_Stays()
    {
        await _house.LogAsync(EntryKind.Opening, 800, "a");
        await _house.LogAsync(EntryKind.Opening, 799, "b");
        await _house.SetAsync(EntryKind.Opening, 365);
        var day = SwedishTime.DayOf(At - TimeSpan.FromDays(800));
        await _house.RunAsync("INSERT INTO follow_ups (id, party, counterpart, kind, reference, cause, officer, made_at, due_at) VALUES "
            + $"('f', 'soc', 'soc', 'LogReview', 'lund/{day:yyyy-MM-dd}', 'unusual-volume', 'lund', 0, 0)");
        Assert.That(await _house.PreviewAsync(), Is.EqualTo("opening 1+1"));
        await _house.EraseAsync();
        Assert.That(await _house.LeftAsync(Social, 2), Is.EqualTo("0"));
    }

    [Test]
    public async Task Approve_WithTheClockSetBack_IsRefused()
    {
        await _house.LogAsync(EntryKind.Request, 366, "a");
        await _house.SetAsync(EntryKind.Request, 365);
        var proposal = await _house.ProposeAsync();
        _house.Gate.Time.Now = At.AddDays(-2);
        Assert.That(await Refused.MessageAsync(() => _house.ApproveAsync(proposal)), Does.Contain("not past a time"));
    }

    [Test]
    public async Task Approve_AfterAHoldWasPlaced_LeavesWhatIsHeld()
    {
        await _house.LogAsync(EntryKind.Request, 800, "a");
        await _house.LogAsync(EntryKind.Request, 799, "b");
        await _house.SetAsync(EntryKind.Request, 365);
        var proposal = await _house.ProposeAsync();
        await HoldAsync("h1", "a");
        await _house.ApproveAsync(proposal);
        await HoldAsync("h2", "b");
        await _house.Erasures.SweepAsync(default);
        Assert.That(await _house.LeftAsync(Social, 2), Is.EqualTo("0 1"), "also what came to be held after the approval");
    }

    [TestCase(null)]
    [TestCase(9000)]
    public async Task Approve_AfterTheRuleWasChanged_IsRefused(int? days)
    {
        await _house.LogAsync(EntryKind.Request, 800, "a");
        await _house.SetAsync(EntryKind.Request, 365);
        var proposal = await _house.ProposeAsync();
        await _house.SetAsync(EntryKind.Request, days);
        Assert.That(await Refused.MessageAsync(() => _house.ApproveAsync(proposal)), Does.Contain("rules have changed"));
    }

    [Test]
    public async Task Approve_ByTheSameRegistrar_IsRefused()
    {
        await _house.LogAsync(EntryKind.Request, 800, "a");
        await _house.SetAsync(EntryKind.Request, 365);
        var proposal = await _house.ProposeAsync();
        Assert.That(await Refused.OfAsync(() => _house.ApproveAsync(_house.Registrar, proposal)), Is.EqualTo(Refusal.RoleMissing));
        await _house.Erasures.SweepAsync(default);
        Assert.That(await _house.LeftAsync(Social, 1), Is.EqualTo("0"));
    }

    [Test]
    public async Task Propose_WhileAnotherIsUnderWay_IsRefusedAndAfterwardsThereIsNothingLeft()
    {
        await _house.LogAsync(EntryKind.Request, 800, "a");
        await _house.SetAsync(EntryKind.Request, 365);
        var (first, second) = (await _house.ProposeAsync(), await _house.ProposeAsync());
        await _house.ApproveAsync(first);
        Assert.That(await Refused.MessageAsync(() => _house.ApproveAsync(second)), Does.Contain("under way"));
        Assert.That(await Refused.MessageAsync(_house.ProposeAsync), Does.Contain("under way"));
        await _house.Erasures.SweepAsync(default);
        Assert.That(await Refused.MessageAsync(_house.ProposeAsync), Does.Contain("no log detail is past its time"));
    }

    [Test]
    public async Task Sweep_KilledBetweenTheParts_GoesOnThereAndCountsEachOnce()
    {
        for (var i = 0; i < 10; i++) await _house.LogAsync(EntryKind.Request, 800 - i, $"{i}");
        await _house.SetAsync(EntryKind.Request, 365);
        await _house.ApproveAsync(await _house.ProposeAsync());
        var run = (await _house.Store.ListOpenAsync(default)).Single();
        Assert.That(await _house.Scan.EraseNextAsync(run.Id, At, default));
        Assert.That(await _house.LeftAsync(Social, 10), Is.EqualTo("3 4 5 6 7 8 9"));
        var (done, _) = await _house.Erasures.SweepAsync(default);
        Assert.That(done, Is.EqualTo(1));
        Assert.That(await _house.LeftAsync(Social, 10), Is.Empty);
        Assert.That((await _house.Erasures.ListAsync(_house.Registrar, default)).Single().Erased, Is.EqualTo(10));
        Assert.That((await _house.Erasures.SweepAsync(default)).Done, Is.Zero);
    }

    [Test]
    public async Task Entries_OfAnErasure_SayCountsAndTheDecisionAndNobody()
    {
        await _house.LogAsync(EntryKind.Request, 800, "a");
        await _house.SetAsync(EntryKind.Request, 365);
        var approval = View((await _house.ApproveAsync(await _house.ProposeAsync())).Single());
        var size = await _house.Gate.SizeAsync();
        await _house.Erasures.SweepAsync(default);
        Assert.That(approval["content"]!.ToJsonString(), Is.EqualTo(
            """{"at":"2026-11-22T13:00:00.0000000Z","kinds":[{"before":"2025-11-22T13:00:00.0000000Z","days":365,"details":1,"held":0,"keptFromEntry":1,"kind":"request"}],"registrationNumber":"Gallring 2"}"""));
        var done = (await _house.Erasures.ListAsync(_house.Registrar, default)).Single();
        var entry = (await _house.DetailAsync(size)).ToJsonString();
        Assert.That(entry, Is.EqualTo(
            $$"""{"act":"erase-log-details","erasure":"{{done.Id}}","goneFromBackupsBy":"2026-12-22","kinds":[{"erased":1,"held":0,"kind":"request"}],"registrationNumber":"Gallring 2","step":"done"}"""));
        var listed = (await new SqlErasureStore(_house.Gate.Database).ListAsync(Social, 9, default)).Single();
        Assert.That(listed, Is.EqualTo(new ErasureDone(done.Id, Social, "log-details", new ErasureCounts(0, 0, 0, 0, 0, 1), At, new DateOnly(2026, 12, 22), null)));
    }

    [Test]
    public async Task Preview_SaysTheDaysOfTheOldestAndNewestAndIsLogged()
    {
        await _house.LogAsync(EntryKind.Request, 800, "a");
        await _house.LogAsync(EntryKind.Request, 400, "b");
        await _house.SetAsync(EntryKind.Request, 365);
        var (scope, receipts) = await _house.Erasures.PreviewAsync(_house.Registrar, default);
        Assert.That((scope.Counts[0].Oldest, scope.Counts[0].Newest), Is.EqualTo((new DateOnly(2024, 9, 13), new DateOnly(2025, 10, 18))));
        Assert.That(View(receipts.Single())["lookedAt"]!.GetValue<string>(), Is.EqualTo("log details past their time"));
        var clerk = await _house.Gate.CallerAsync(Social, "lund", "case-worker");
        Assert.That(await Refused.OfAsync(() => _house.Erasures.PreviewAsync(clerk, default)), Is.EqualTo(Refusal.RoleMissing));
    }

    [Test]
    public async Task Log_AfterAnErasure_VerifiesAndItsReceiptsProve()
    {
        await _house.LogAsync(EntryKind.Request, 800, "a");
        await _house.SetAsync(EntryKind.Request, 365);
        await _house.EraseAsync();
        var store = new SqlLogStore(_house.Gate.Database);
        Assert.That((await LogVerifier.VerifyAsync(new StoredTiles(store), null, null, default)).Fault?.Message, Is.Null);
        EntryBundle.TryRead((await new StoredTiles(store).ReadAsync("tile/entries/000.p/1", default))!.Value.ToArray(), out var leaves);
        using var key = await _house.Gate.LogKeys.LeaseAsync(Social, default);
        var receipt = (await _house.Gate.Log.ReceiptsAsync(Social, key, [EntryLeaf.Parse(leaves[0].Span).Id], default)).Single();
        Assert.That(TlogProof.Parse(receipt.Proof).Verify(MerkleTree.LeafHash(receipt.Leaf.Span), _house.Gate.Log.Verifier));
        Assert.That(receipt.View.IsEmpty);
    }

    private Task HoldAsync(string id, string person, string party = "soc") =>
        _house.RunAsync($"INSERT INTO holds (id, party, person) VALUES ('{id}', '{party}', x'{Convert.ToHexString(_house.Gate.Person(person).Span)}')");

    private Task FollowUpAsync(string reference, string kind) => _house.RunAsync(
        $"INSERT INTO follow_ups (id, party, counterpart, kind, reference, cause, officer, made_at, due_at) VALUES ('{reference}', 'soc', 'soc', '{kind}', '{reference}', '', '', 0, 0)");
}
