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

    public static IEnumerable<EntryDraft> For(
        Matter matter, Decision decision, Decision told, string catalogueVersion, IReadOnlyList<string> released, ReadOnlyMemory<byte> salt)
    {
        var count = matter.IsAsked ? OfRequest : Math.Max(1, matter.Persons.Count);
        if (matter.Persons.Count > count) throw new InvalidOperationException("more persons than entries");
        var commitment = released.Count == 0
            ? default
            : (ReadOnlyMemory<byte>)ReleaseCommitment.Of(salt.Span, released.Select(id => matter.Ciphertexts[id]), matter.RecipientThumbprint.Span);
        var counterpartView = matter.IsHoldersOwn ? null : CounterpartView(matter, told, catalogueVersion, released);
        for (var person = 0; person < count; person++)
        {
            yield return new EntryDraft
            {
                Kind = matter.Kind,
                Holder = matter.Holder,
                Counterpart = matter.IsHoldersOwn ? null : matter.Counterpart,
                Subject = person < matter.Persons.Count ? matter.Persons[person] : default,
                HolderView = HolderView(matter, decision, catalogueVersion, released, person),
                CounterpartView = counterpartView,
                ReleaseCommitment = commitment,
                ReleaseSalt = salt,
            };
        }
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
        Matter matter, Decision decision, string catalogueVersion, IReadOnlyList<string> released, int person) => new()
    {
        ["reference"] = matter.Reference.DeepClone(),
        ["catalogue"] = catalogueVersion,
        ["person"] = person < matter.Persons.Count ? person : -1,
        ["context"] = ContextWriter.Write(matter.Context),
        ["decision"] = new JsonArray([.. decision.Sections.Select(DecisionWriter.WriteInFull)]),
        ["released"] = Texts(released),
    };

    /// <summary>Built from what the counterpart is told anyway; the same for each of its entries.</summary>
    private static JsonObject CounterpartView(
        Matter matter, Decision told, string catalogueVersion, IReadOnlyList<string> released) => new()
    {
        ["reference"] = matter.Reference.DeepClone(),
        ["catalogue"] = catalogueVersion,
        ["officer"] = matter.Context.Officer.Id,
        ["purpose"] = matter.Context.Purpose,
        ["claims"] = Texts(matter.Context.Claims),
        ["decision"] = new JsonArray([.. told.Sections.Select(DecisionWriter.Write)]),
        ["released"] = Texts(released),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);
}
