using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Enforcement;

/// <summary>The gate: what it releases, what it logs, and what both sides are told.</summary>
public sealed class PolicyEnforcementPointTests
{
    private TestGate _house = null!; // set before each test

    [SetUp]
    public async Task Open() => _house = await OpenAsync();

    [TearDown]
    public async Task Close() => await _house.DisposeAsync();

    [Test]
    public async Task Decide_APermit_ReleasesWhatIsHeldAndTellsBothSides()
    {
        var enforced = await DecideAsync(Contact);
        var view = View(enforced.Receipts[0]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(enforced.Permit?.Sections, Is.EqualTo(["contact"]));
            Assert.That((enforced.Permit?.Holder, enforced.Permit?.Recipient, enforced.Permit?.Purpose), Is.EqualTo(((PartyId?)Social, (PartyId?)Police, "investigate-crime")));
            Assert.That(enforced.Permit?.LeafHashes.Select(h => Convert.ToHexString(h.Span)), Is.EqualTo(enforced.Receipts.Select(r => Convert.ToHexString(r.LeafHash))));
            Assert.That(enforced.Ruling.Released, Is.EqualTo(["contact"]));
            Assert.That(enforced.Ruling.At, Is.EqualTo(At));
            Assert.That(enforced.Receipts, Has.Count.EqualTo(4));
            Assert.That(enforced.Receipts.Select(r => r.ReleaseSalt.Length), Is.All.EqualTo(32));
            Assert.That(view["released"]!.ToJsonString(), Is.EqualTo("""["contact"]"""));
            Assert.That(view["toldToExist"]!.ToJsonString(), Is.EqualTo("[]"));
            Assert.That(view["officer"]!.GetValue<string>(), Is.EqualTo("polisen/berg"));
            Assert.That(view["asserted"]!.ToJsonString(), Is.EqualTo("""["needed-in-law-enforcement"]"""));
            Assert.That(view["claims"]!.ToJsonString(), Is.EqualTo("""["lub-4"]"""));
            Assert.That(view["reference"]!["request"]!.GetValue<string>(), Is.EqualTo("r-1"));
            Assert.That(view.ContainsKey("context"), Is.False, "what the registers know is the holder's");
        }
    }

    [Test]
    public async Task Decide_APermitOfExistence_ReleasesNothingAndSaysSo()
    {
        var enforced = await DecideAsync(Contact with { ExistenceOnly = ["contact"] });
        Assert.That(enforced.Permit, Is.Null);
        Assert.That((enforced.Ruling.Told.Sections[0].Outcome, enforced.Ruling.Released.Count), Is.EqualTo((Outcome.Permit, 0)));
        Assert.That(enforced.Ruling.ToldToExist, Is.EqualTo(["contact"]));
        Assert.That(View(enforced.Receipts[0])["toldToExist"]!.ToJsonString(), Is.EqualTo("""["contact"]"""));
        Assert.That(View(enforced.Receipts[0])["released"]!.ToJsonString(), Is.EqualTo("[]"));
        Assert.That(enforced.Receipts.Select(r => r.ReleaseSalt.Length), Is.All.Zero);
    }

    [Test]
    public async Task Decide_WhatHasNoCiphertextOrNoRecipient_IsNotReleased()
    {
        Assert.That((await DecideAsync(Contact with { Ciphertexts = new Dictionary<string, ReadOnlyMemory<byte>>() })).Permit, Is.Null);
        Assert.That((await DecideAsync(Contact with { Recipient = null })).Permit, Is.Null);
    }

    [Test]
    public async Task Decide_ForAKeyThatMayNotBeUsed_IsLoggedAndReleasesNothing()
    {
        var police = Party(Police, PartyKind.Police);
        foreach (var party in (Party[])[police with { RecipientKeyUntil = null }, police with { RecipientKeyUntil = Day.AddDays(-1) },
            police with { RecipientKeyRevocation = KeyRevocation.Withdrawn }, police with { RecipientKeyRevocation = KeyRevocation.Compromised }])
        {
            var size = await _house.SizeAsync();
            var message = await Refused.MessageAsync(() => DecideAsync(Contact with { Recipient = ForKey(party) }));
            Assert.That(message, Is.EqualTo(ForKey(party).Problem).And.Contains("recipient key of `polisen`"));
            Assert.That(await _house.SizeAsync(), Is.EqualTo(size + 4));
        }
        Assert.That(await _house.RecipientKeys.ReleasesAsync(Key, null, "", 10, default), Is.Empty);
    }

    [Test]
    public async Task Decide_Released_IsKnownByItsKey()
    {
        var enforced = await DecideAsync(Contact);
        var release = (await _house.RecipientKeys.ReleasesAsync(Key, Social, "", 10, default)).Single();
        Assert.That((release.Holder, release.Receiver, release.Kind, release.Reference), Is.EqualTo((Social, Police, "request", "r-1")));
        Assert.That(release.Categories, Is.EqualTo(["contact"]));
        Assert.That(release.Entry, Is.EqualTo(enforced.Ruling.Entries[0].Content.Id));
        Assert.That(await _house.RecipientKeys.ReleasesAsync(Key, Police, "", 10, default), Is.Empty, "the police disclosed nothing");
        Assert.That(await _house.RecipientKeys.ReleasesAsync(Key, null, release.Entry, 10, default), Is.Empty, "there is no second page");
    }

    [Test]
    public async Task Decide_WhatIsNotHeld_TellsTheAskerNothingAndTheHolderWhy()
    {
        var nothing = Contact with { Context = Contact.Context with { Sections = [Contact.Context.Sections[0] with { IsHeld = false }] } };
        var asker = await DecideAsync(nothing);
        Assert.That(asker.Permit, Is.Null);
        Assert.That(asker.Ruling.Told.Sections[0].Needs, Is.Empty);
        Assert.That(asker.Ruling.Decision.Sections[0].Needs.Select(n => n.Code), Is.EqualTo(["held"]));
        Assert.That(asker.Ruling.Told.Sections[0].Outcome, Is.EqualTo(Outcome.AwaitingAssessment), "its ground could need an assessment");
        Assert.That((await DecideAsync(nothing with { IsClosed = true })).Ruling.Told.Sections[0].Outcome, Is.EqualTo(Outcome.Deny));
        var holder = await DecideAsync(nothing, caller: Social);
        Assert.That(View(holder.Receipts[0])["decision"]!.ToJsonString(), Does.Contain("held"));
        Assert.That(View(holder.Receipts[0])["context"]!["purpose"]!.GetValue<string>(), Is.EqualTo("investigate-crime"));
        Assert.That(holder.Receipts.Select(r => View(r)["person"]!.GetValue<int>()), Is.EqualTo([0, -1, -1, -1]));
    }

    [Test]
    public async Task Decide_RefusedOnWhatWasSupplied_ShowsTheHolderNoMoreThanThatItWasAsked()
    {
        var refused = Contact with { Context = Contact.Context with { Facts = [] } };
        var view = View((await DecideAsync(refused, caller: Social)).Receipts[0]);
        Assert.That(view.Select(m => m.Key), Is.EquivalentTo(["catalogue", "asker", "refused"]));
        Assert.That(view["asker"]!.GetValue<string>(), Is.EqualTo("polisen"));
    }

    [Test]
    public async Task Decide_ARuleThatFails_DeniesAndTellsTheOperator()
    {
        Exception? told = null;
        _house.Gate.RuleFailed = e => told = e;
        var law = Policy.Scenarios.Catalogue;
        var failing = new Catalogue("failing", [.. law.Provisions.Select(p => p.Id == "lub-4" ? p with { Conditions = [new Failing()] } : p)], law.Vocabulary);
        _house.InForce.Replace(new ActiveCatalogue(failing, default, default));
        var enforced = await DecideAsync(Contact);
        Assert.That(enforced.Permit, Is.Null);
        Assert.That((enforced.Ruling.Told.CatalogueVersion, enforced.Ruling.Told.Sections.Single().Outcome), Is.EqualTo(("failing", Outcome.Deny)));
        Assert.That(enforced.Ruling.Decision.Sections.Single().Needs, Is.EqualTo([new Need("evaluation", "", NeedSource.Register, IsRefuted: true)]));
        Assert.That(enforced.Receipts, Has.Count.EqualTo(4), "it is logged as ever");
        Assert.That(told?.Message, Is.EqualTo("the rule fails"));
    }

    [Test]
    public async Task Decide_BetweenOtherPartiesThanWereNamed_IsNotLogged()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => DecideAsync(Contact with { Holder = School }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => DecideAsync(Contact with { Counterpart = School }));
        Assert.That(await _house.SizeAsync(), Is.Zero);
    }

    [Test]
    public async Task Decide_WhatTheFeatureRefuses_LeavesNothing()
    {
        Assert.That(await Refused.OfAsync(() => _house.Gate.DecideAsync<bool>(
            Social, Police, Police, (_, _) => ValueTask.FromResult(Contact), (_, _, _) => throw RefusedException.NotFound(), default)), Is.EqualTo(Refusal.NotFound));
        Assert.That(await _house.SizeAsync(), Is.Zero);
    }

    [Test]
    public async Task Decide_AnEntryOfTheHoldersOwn_HasNoViewForTheOther()
    {
        var own = Contact with { Kind = EntryKind.Assessment, IsHoldersOwn = true, IsAsked = false, Recipient = null };
        var enforced = await DecideAsync(own, caller: Social);
        Assert.That(enforced.Receipts, Has.Count.EqualTo(4));
        Assert.That(EntryLeaf.Parse(enforced.Receipts[0].Leaf.Span).Counterpart, Is.EqualTo(default(PartyId)));
    }

    [Test]
    public async Task Decide_WhatIsTold_HasAnEntryForEachPersonAndTheCounterpartFindsThoseOfWhatItGot()
    {
        var (child, other) = (_house.Person("barn"), _house.Person("annan"));
        var context = Policy.Scenarios.Read("02-girl-in-car.json");
        var section = context.Sections[0] with { Persons = [0] };
        var told = Contact with
        {
            Kind = EntryKind.Alert, IsAsked = false, Holder = Police, Counterpart = Social, Persons = [child, other],
            Context = context with { Sections = [section], Persons = [context.Persons[0], context.Persons[0] with { Role = PersonRole.Relative }] },
            Ciphertexts = new Dictionary<string, ReadOnlyMemory<byte>> { [section.Id] = new byte[32] },
        };
        var enforced = await _house.Gate.DecideAsync(Police, Social, Police, (_, _) => ValueTask.FromResult(told), (_, _, _) => ValueTask.FromResult(0), default);
        Assert.That(enforced.Permit?.Sections, Is.EqualTo([section.Id]));
        Assert.That(enforced.Ruling.Entries, Has.Count.EqualTo(2));
        Assert.That(await FindAsync(Police, child) + await FindAsync(Police, other), Is.EqualTo(2), "the holder finds each");
        Assert.That((await FindAsync(Social, child), await FindAsync(Social, other)), Is.EqualTo((1, 0)), "the other stands in no section that it got");
    }

    [Test]
    public async Task Record_AnActOfOneParty_IsItsEntryAlone()
    {
        var receipts = await _house.Gate.RecordAsync(Social, (_, _) => Drafts(new EntryDraft { Kind = EntryKind.Case, Holder = Social, HolderView = Detail }), default);
        Assert.That(View(receipts.Single())["what"]!.GetValue<string>(), Is.EqualTo("something"));
        foreach (var draft in (EntryDraft[])
            [
                new EntryDraft { Kind = EntryKind.Case, Holder = Police, HolderView = Detail },
                new EntryDraft { Kind = EntryKind.Case, Holder = Social, Counterpart = School, HolderView = Detail },
            ])
            await Assert.ThrowsAsync<InvalidOperationException>(() => _house.Gate.RecordAsync(Social, (_, _) => Drafts(draft), default));
        Assert.That(await _house.SizeAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Record_AnActOfTwo_GivesTheCallerItsOwnView()
    {
        foreach (var (caller, seen) in ((PartyId, string)[])[(Social, "something"), (Police, "less")])
        {
            var receipts = await _house.Gate.RecordAsync(Social, Police, caller, (_, _) => Drafts(new EntryDraft
            {
                Kind = EntryKind.Record, Holder = Social, Counterpart = Police, HolderView = Detail, CounterpartView = new JsonObject { ["what"] = "less" },
            }), default);
            Assert.That(View(receipts.Single())["what"]!.GetValue<string>(), Is.EqualTo(seen));
        }
    }

    [Test]
    public async Task RecordRefusal_OfAnOfficer_IsAnEntryWithCallAndReason()
    {
        await _house.Gate.RecordRefusalAsync(new Caller(Police, "berg", 3), "Request", Refusal.WrongState, default);
        using var key = await _house.LogKeys.LeaseAsync(Police, default);
        Assert.That(await _house.SizeAsync(), Is.EqualTo(1));
    }

    [Test]
    public void Now_OfTheClock_IsCutToTheMillisecond()
    {
        _house.Time.Now = At.AddTicks(12_345);
        Assert.That(_house.Gate.Now, Is.EqualTo(At.AddMilliseconds(1)));
    }

    private static string Key => System.Buffers.Text.Base64Url.EncodeToString(new byte[32]);

    private static RecipientKeyState ForKey(Party party) => RecipientKeyState.Of(party, new byte[32], Day);

    private static JsonObject Detail => new() { ["what"] = "something" };

    private Matter Contact => TestMatter.Contact(_house);

    private Task<Enforced<int>> DecideAsync(Matter matter, PartyId? caller = null) => _house.Gate.DecideAsync(
        Social, Police, caller ?? Police, (_, _) => ValueTask.FromResult(matter), (_, _, _) => ValueTask.FromResult(7), default);

    private async Task<int> FindAsync(PartyId party, ReadOnlyMemory<byte> person) => (await _house.Log.FindBySubjectAsync(party, person, 10, default)).Count;

    private sealed record Failing() : Condition(Mark.Fact)
    {
        public override string Code => "failing";

        internal override Need? Test(ConditionInput input) => throw new InvalidOperationException("the rule fails");
    }

    private static ValueTask<IReadOnlyList<EntryDraft>> Drafts(params EntryDraft[] drafts) => ValueTask.FromResult<IReadOnlyList<EntryDraft>>(drafts);
}
