using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Records.Retention;

namespace Gateway.Review;

/// <summary>
/// Makes a person's register extract: who disclosed and who received what about the person, as far as the rules let the person know.
/// It is a proposal: the reviewer reads it, and decides what is given out.
/// </summary>
public sealed class RegisterExtracts(
    LegalLookups lookups, PolicyInformationPoint registers, IViewStore views, IRetentionStore retention, SecrecyEndings endings, LogKeys keys,
    CatalogueInForce catalogue)
{
    /// <summary>The most entries about one person.</summary>
    public const int Most = 10_000;

    /// <summary>Logs the look, then makes the extract.</summary>
    /// <exception cref="RefusedException">
    /// See <see cref="LegalLookups.LogAsync"/>; or there is no person; or there are too many entries for one extract.
    /// </exception>
    public async Task<RegisterExtract> MakeAsync(LegalCall call, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        if (call.Subject.IsEmpty) throw RefusedException.BadField("subject", "a person is expected");
        var (_, receipts) = await lookups.LogAsync(call, new JsonObject { ["lookedAt"] = "register extract" }, [call.Subject], ct);
        var found = await views.ListAsync(new ViewRange(call.Caller.Party, from, lookups.Bounded(until))
            { Subject = call.Subject }, -1, Most + 1, ct);
        if (found.Count > Most) throw RefusedException.BadField("until", $"more than {Most} entries are in this time: ask for a shorter one");
        var law = catalogue.Current.Catalogue;
        IReadOnlyList<RetentionCut> erased = [.. (await retention.ListAsync(call.Caller.Party, int.MaxValue, ct)).SelectMany(r => r.Parts).Select(p => p.Cut)];
        var (lines, withheld) = (new List<ExtractLine>(), new List<ExtractRule>());
        using (var key = await keys.LeaseAsync(call.Caller.Party, ct))
            foreach (var view in found)
            {
                var matter = await MatterAsync(Open(view, key), ct) with { IsPastRetention = erased.Any(c => c.IsOf(view.Entry)) };
                if (ExtractRules.Against(matter) is { } rule) withheld.Add(rule);
                else lines.Add(Line(matter, law));
            }
        var party = await registers.PartyAsync(call.Caller.Party, "party", ct);
        var at = lookups.Now;
        var document = new ExtractDocument(party, at, lines, law, ExtractRules.ErasedBefore(erased));
        return new RegisterExtract(document.Json(), document.Text(), lines.Count,
            [.. withheld.GroupBy(r => r).Select(g => new WithheldEntries(g.Key.Code, g.Key.TextIn(law), g.Count()))], receipts);
    }

    private static FoundEntry Open(FoundView view, LogKey key)
    {
        if (view.Entry.IsDetailErased) return new FoundEntry(view.Entry, default, null, view.Subject);
        var opened = view.Entry.Open(key.Keys);
        return new FoundEntry(view.Entry, opened.Json, ViewFacts.Of(opened.ToObject()), view.Subject);
    }

    private async Task<ExtractMatter> MatterAsync(FoundEntry found, CancellationToken ct)
    {
        List<Party> parties = [];
        foreach (var id in new[] { found.Entry.Content.Holder, found.Entry.Content.Counterpart })
            if (id != default && await registers.FindPartyAsync(id, ct) is { } party) parties.Add(party);
        var ended = found.Facts is { Reference.Length: > 0 } facts ? await endings.EndedByAsync(facts.Reference, ct) : [];
        return new ExtractMatter(found, parties, ended);
    }

    private static ExtractLine Line(ExtractMatter matter, Catalogue law)
    {
        var (entry, facts) = (matter.Found.Entry, matter.Found.Facts!); // an entry without a detail is never given
        return new ExtractLine(
            entry.At, entry.Kind switch
            {
                EntryKind.Alert => "Underrättelse som sändes",
                EntryKind.Opening => "Underrättelse eller begäran som öppnades",
                _ => "Begäran om uppgifter",
            },
            NameOf(matter, entry.Content.Holder), NameOf(matter, entry.Content.Counterpart),
            law.Vocabulary.Purposes.TryGetValue(facts.Purpose, out var purpose) ? purpose.Text.Sv : "framgår inte",
            [.. facts.ReleasedCategories.Select(c => DocumentValues.Category(c, law))],
            facts.Released.Count == 0 ? [] : [.. facts.PermittedUnder.Select(law.Find).OfType<Provision>().Select(p => p.Citation).Distinct()]);
    }

    private static string NameOf(ExtractMatter matter, PartyId id) => matter.Parties.FirstOrDefault(p => p.Id == id)?.Name ?? "okänd mottagare";
}
