using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Policy;

namespace Gateway.Enforcement;

/// <summary>
/// The entries of a decision: one per person concerned, with what LED article 25 asks for. A request has always the same number,
/// so that the tree does not tell how many persons there are (<c>design.md</c> §1.8).
/// </summary>
internal static class DecisionEntries
{
    /// <summary>Entries of a request: the person asked about, and up to three others.</summary>
    public const int OfRequest = 4;

    /// <summary>What the holder's view says in place of a person where an entry is about none.</summary>
    private const int Nobody = -1;

    public static IEnumerable<EntryDraft> For(
        Matter matter, Decision decision, Decision told, string catalogueVersion, IReadOnlyList<string> released, bool counterpartCalls)
    {
        // Whoever did not ask is told what was permitted, and of the rest not even that it was tried (§1.9).
        var permitted = told with { Sections = [.. told.Sections.Where(s => s.Outcome == Outcome.Permit)] };
        var seen = counterpartCalls ? told : permitted;
        // Refused on what was supplied: the holder has nothing to judge, and learns no more than that it was asked (§1.9).
        var asksInVain = matter.IsAsked && told.Sections.All(s => s.Outcome == Outcome.Deny && s.Needs.Count > 0);
        var hasView = !matter.IsHoldersOwn && seen.Sections.Count > 0;
        var count = matter.IsAsked || matter.Kind == EntryKind.Assessment ? OfRequest : Math.Max(1, matter.Persons.Count);
        if (matter.Persons.Count > count) throw new InvalidOperationException("more persons than entries");
        // Each entry seals its views under a salt of its own; the counterpart's is the same in all, the holder's but for the person.
        var counterpartView = hasView ? new EntryView(CounterpartView(matter, seen, catalogueVersion, released)) : null;
        var holderDetail = asksInVain ? Asked(matter, catalogueVersion) : HolderView(matter, decision, catalogueVersion, released);
        EntryView HolderViewOf(int person)
        {
            if (!asksInVain) holderDetail["person"] = person;
            return holderDetail;
        }

        EntryView? ofNobody = null; // of all entries beyond the persons concerned
        for (var person = 0; person < count; person++)
        {
            // A salt for each: one commitment in several leaves would tell whoever reads the tree that something was released.
            var salt = released.Count == 0 ? [] : RandomNumberGenerator.GetBytes(32);
            yield return new EntryDraft
            {
                Kind = matter.Kind,
                Holder = matter.Holder,
                Counterpart = matter.IsHoldersOwn ? null : matter.Counterpart,
                Subject = person < matter.Persons.Count ? matter.Persons[person] : default,
                HolderView = person < matter.Persons.Count ? HolderViewOf(person) : ofNobody ??= HolderViewOf(Nobody),
                CounterpartSubject = CounterpartSubject(matter, person, released),
                CounterpartView = counterpartView,
                // Nothing is released without a recipient.
                ReleaseCommitment = released.Count == 0
                    ? default(ReadOnlyMemory<byte>)
                    : ReleaseCommitment.Of(salt, released.Select(id => matter.Ciphertexts[id]), matter.Recipient!.Thumbprint.Span),
                ReleaseSalt = salt,
            };
        }
    }

    /// <summary>
    /// Whom the counterpart finds the entry by: the one it asked about, or those of the sections that were released to it. Anybody
    /// else would tell it who stands in the holder's records.
    /// </summary>
    private static ReadOnlyMemory<byte> CounterpartSubject(Matter matter, int person, IReadOnlyList<string> released)
    {
        if (person >= matter.Persons.Count) return default;
        var isTold = matter.IsAsked
            ? person == 0
            : matter.Context.Sections.Any(s => released.Contains(s.Id) && s.Persons.Contains(person));
        return isTold ? matter.Persons[person] : default;
    }

    /// <summary>The decision where evaluating failed.</summary>
    public static Decision Failed(DisclosureContext context, string catalogueVersion) => new(catalogueVersion,
    [
        .. context.Sections.Select(s => new SectionDecision
        {
            Section = s.Id, Outcome = Outcome.Deny, Provision = "",
            Needs = [new Need("evaluation", "", NeedSource.Register, IsRefuted: true)],
        }),
    ]);

    private static JsonObject HolderView(
        Matter matter, Decision decision, string catalogueVersion, IReadOnlyList<string> released) => new()
    {
        ["reference"] = matter.Reference.DeepClone(),
        ["catalogue"] = catalogueVersion,
        ["context"] = ContextWriter.Write(matter.Context),
        ["decision"] = new JsonArray([.. decision.Sections.Select(DecisionWriter.WriteInFull)]),
        ["released"] = EntryView.Texts(released),
        ["toldToExist"] = EntryView.Texts(ToldToExist(matter, decision)),
    };

    private static JsonObject Asked(Matter matter, string catalogueVersion) => new()
    {
        ["catalogue"] = catalogueVersion,
        ["asker"] = matter.Counterpart.ToString(),
        ["refused"] = "on what the asker supplied",
    };

    /// <summary>Built from what the counterpart is told anyway; the same for each of its entries.</summary>
    private static JsonObject CounterpartView(
        Matter matter, Decision told, string catalogueVersion, IReadOnlyList<string> released) => new()
    {
        ["reference"] = matter.Reference.DeepClone(),
        ["catalogue"] = catalogueVersion,
        ["officer"] = matter.Context.Officer.Id,
        ["purpose"] = matter.Context.Purpose,
        ["claims"] = EntryView.Texts(matter.Context.Claims),
        ["offence"] = matter.IsAsked ? matter.Context.Offence?.Code : null,
        ["asserted"] = matter.IsAsked ? EntryView.Texts(matter.Context.Facts.Where(f => f is { Source: FactSource.Asserted, Value: true })
            .Select(f => f.Name)) : null,
        ["decision"] = new JsonArray([.. told.Sections.Select(DecisionWriter.Write)]),
        ["released"] = EntryView.Texts(released),
        ["toldToExist"] = EntryView.Texts(ToldToExist(matter, told)),
    };

    /// <summary>Sections of which the decision tells that they are held, and no more.</summary>
    public static IEnumerable<string> ToldToExist(Matter matter, Decision decision) =>
        decision.Sections.Where(s => s.Outcome == Outcome.Permit).Select(s => s.Section).Where(matter.ExistenceOnly.Contains);
}
