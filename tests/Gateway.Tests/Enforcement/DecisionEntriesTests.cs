using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Enforcement;

/// <summary>What each side may read of a decision's entries, and by whom it finds them.</summary>
public sealed class DecisionEntriesTests
{
    private TestGate _house = null!; // set before each test

    [SetUp]
    public async Task Open() => _house = await OpenAsync();

    [TearDown]
    public async Task Close() => await _house.DisposeAsync();

    [Test]
    public async Task Views_OfARequest_HoldTheseMembersAndNoOthers()
    {
        await DecideAsync(Asked, Social, Police, Police);
        Assert.That((await ViewAsync(Police, "a"))!.Select(m => m.Key), Is.EqualTo(
            ["asserted", "catalogue", "claims", "decision", "offence", "officer", "purpose", "reference", "released", "toldToExist"]));
        Assert.That((await ViewAsync(Social, "a"))!.Select(m => m.Key), Is.EqualTo(
            ["catalogue", "context", "decision", "person", "reference", "released", "toldToExist"]));
    }

    [Test]
    public async Task Views_OfARequestRefusedInPart_ShowTheHolderAllOfIt()
    {
        var inPart = Asked with { Context = Asked.Context with { Sections = [.. Asked.Context.Sections, Asked.Context.Sections[0] with { Id = "risk", Category = "risk" }] } };
        var ruling = (await DecideAsync(inPart, Social, Police, Police)).Ruling;
        Assert.That(ruling.Told.Sections.Select(s => s.Outcome), Is.EqualTo([Outcome.Permit, Outcome.Deny]));
        Assert.That((await ViewAsync(Social, "a"))!.ContainsKey("context"), "it is not refused whole");
        Assert.That((await ViewAsync(Police, "a"))!["decision"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Asker_OfOnePersonAmongOthers_FindsTheEntriesOfThatOneAlone()
    {
        await DecideAsync(Asked with { Persons = [_house.Person("a"), _house.Person("b")] }, Social, Police, Police);
        Assert.That((await FindAsync(Police, "a"), await FindAsync(Police, "b")), Is.EqualTo((1, 0)));
        Assert.That((await FindAsync(Social, "a"), await FindAsync(Social, "b")), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task MorePersonsThanARequestHasEntries_IsABrokenPromise()
    {
        var crowd = Asked with { Persons = [.. Enumerable.Range(0, 5).Select(i => _house.Person($"{i}"))] };
        await Assert.ThrowsAsync<InvalidOperationException>(() => DecideAsync(crowd, Social, Police, Police));
        Assert.That(await _house.SizeAsync(), Is.Zero);
    }

    [Test]
    public async Task Told_OneSectionOfTwo_ShowsTheReceiverThatOneAndNobodyOfTheOther()
    {
        var context = Told.Context;
        var both = Told with
        {
            Persons = [_house.Person("a"), _house.Person("b")],
            Context = context with
            {
                Persons = [context.Persons[0], context.Persons[0] with { Role = PersonRole.Relative }],
                Sections = [context.Sections[0] with { Persons = [0] }, context.Sections[0] with { Id = "else", IsHeld = false, Persons = [1] }],
            },
        };
        var ruling = (await DecideAsync(both, Police, Social, Police)).Ruling;
        Assert.That(ruling.Decision.Sections.Select(s => s.Outcome), Is.EqualTo([Outcome.Permit, Outcome.Deny]));
        Assert.That(ruling.Told.Sections[1].Needs.Select(n => n.Code), Does.Not.Contain("held"), "what the registers know is not told");
        var view = (await ViewAsync(Social, "a"))!;
        Assert.That(view["decision"]!.AsArray().Select(s => s!["section"]!.GetValue<string>()), Is.EqualTo([context.Sections[0].Id]));
        Assert.That((view["offence"], view["asserted"]), Is.EqualTo(((JsonNode?)null, (JsonNode?)null)), "what the sender knows of the case is its own");
        Assert.That(await FindAsync(Social, "b"), Is.Zero);
        Assert.That((await ViewAsync(Police, "a"))!["decision"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Told_Nothing_IsNotSeenByTheReceiverAtAll()
    {
        var withheld = Told with { Context = Told.Context with { Sections = [Told.Context.Sections[0] with { IsHeld = false }] } };
        await DecideAsync(withheld, Police, Social, Police);
        Assert.That((await FindAsync(Police, "a"), await FindAsync(Social, "a")), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task Record_OneEntryOfAnotherPartyAmongOthers_LogsNone()
    {
        var own = new EntryDraft { Kind = EntryKind.Case, Holder = Social, HolderView = new JsonObject() };
        await Assert.ThrowsAsync<InvalidOperationException>(() => _house.Gate.RecordAsync(
            Social, (_, _) => ValueTask.FromResult<IReadOnlyList<EntryDraft>>([own, own with { Holder = Police }]), default));
        Assert.That(await _house.SizeAsync(), Is.Zero);
    }

    private Matter Asked => Matter(Social, Police, EntryKind.Request, Policy.Scenarios.Read("14-contact-of-a-witness.json"), "contact") with { IsAsked = true };

    private Matter Told
    {
        get
        {
            var context = Policy.Scenarios.Read("02-girl-in-car.json");
            var offence = new OffenceFact(Policy.Scenarios.Catalogue.Vocabulary.Offences.Keys.Order(StringComparer.Ordinal).First(), Inchoate: false);
            var asserted = new Fact { Name = "needed-by-receiver", Value = true, Source = FactSource.Asserted };
            return Matter(Police, Social, EntryKind.Alert, context with { Offence = context.Offence ?? offence, Facts = [.. context.Facts, asserted] }, "child");
        }
    }

    /// <summary>The matter of a scenario with one of its sections, which could be released.</summary>
    private Matter Matter(PartyId holder, PartyId counterpart, EntryKind kind, DisclosureContext context, string section) => new()
    {
        Kind = kind,
        Holder = holder,
        Counterpart = counterpart,
        Context = context with { Sections = [context.Sections.First(s => s.Id == section)] },
        Persons = [_house.Person("a")],
        Ciphertexts = new Dictionary<string, ReadOnlyMemory<byte>> { [section] = new byte[32] },
        Recipient = RecipientKeyState.Of(Party(counterpart, PartyKind.Police), new byte[32], context.Day),
        Reference = [],
    };

    private Task<Enforced<int>> DecideAsync(Matter matter, PartyId holder, PartyId counterpart, PartyId caller) => _house.Gate.DecideAsync(
        holder, counterpart, caller, (_, _) => ValueTask.FromResult(matter), (_, _, _) => ValueTask.FromResult(0), default);

    private async Task<int> FindAsync(PartyId party, string person) => (await _house.Log.FindBySubjectAsync(party, _house.Person(person), 10, default)).Count;

    private async Task<JsonObject?> ViewAsync(PartyId party, string person)
    {
        using var key = await _house.LogKeys.LeaseAsync(party, default);
        var entry = (await _house.Log.FindBySubjectAsync(party, _house.Person(person), 10, default)).Single();
        return JsonNode.Parse(entry.Open(key.Keys).Json.Span)?.AsObject();
    }
}
