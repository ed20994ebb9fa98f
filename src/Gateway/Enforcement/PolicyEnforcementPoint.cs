using System.Buffers.Text;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Enforcement;

/// <summary>
/// The one gate: every disclosure passes here and nowhere else.
/// <list type="number">
/// <item>Log keys of both sides are leased: what cannot be logged is not decided.</item>
/// <item>Within the log's work the feature gathers the matter, so that it stands on what is true now.</item>
/// <item>The decision is made; a rule that fails denies, and so does an obligation that cannot be carried out.</item>
/// <item>Its entries are made and the feature stores what follows from it; all of it commits together.</item>
/// <item>Only now, with the entries durable, is there a <see cref="Permit"/>.</item>
/// </list>
/// </summary>
public sealed class PolicyEnforcementPoint(AuditLog log, LogKeys keys, CatalogueInForce catalogue, IRecipientKeyStore recipients, TimeProvider time)
{
    /// <summary>The catalogue that decides.</summary>
    public ActiveCatalogue Catalogue => catalogue.Current;

    /// <summary>The instant of a decision, by the log's clock and to its millisecond, so that what is stored reads back the same.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Told of a rule that failed, for the operator; the decision it failed in was a denial.</summary>
    public Action<Exception>? RuleFailed { get; set; }

    /// <summary>Decides a disclosure and logs it, whatever the outcome.</summary>
    /// <param name="holder">The party that discloses.</param>
    /// <param name="counterpart">The party that is told, asks or opens.</param>
    /// <param name="caller">Which of the two calls: it gets the receipts, and always has a view of the entries.</param>
    /// <param name="gather">Reads the matter within the work.</param>
    /// <param name="apply">Stores what follows from the ruling within the work.</param>
    /// <param name="ct">Withdraws it before its turn.</param>
    /// <exception cref="LogUnavailableException">It is not known to be logged: nothing is released.</exception>
    /// <exception cref="RefusedException">
    /// The feature refused before anything was decided; or it is decided and logged, and the recipient's key may not be used.
    /// </exception>
    public async Task<Enforced<T>> DecideAsync<T>(
        PartyId holder, PartyId counterpart, PartyId caller,
        Func<IWork, CancellationToken, ValueTask<Matter>> gather,
        Func<IWork, Ruling, CancellationToken, ValueTask<T>> apply, CancellationToken ct)
    {
        using var holderKey = await keys.LeaseAsync(holder, ct);
        using var counterpartKey = await keys.LeaseAsync(counterpart, ct);
        var committed = await log.CommitAsync(async (work, token) =>
        {
            var matter = await gather(work, token);
            if (matter.Holder != holder || matter.Counterpart != counterpart)
                throw new InvalidOperationException("the matter is between other parties than those whose keys were leased");
            var ruling = Rule(matter, caller == counterpart, holderKey, counterpartKey);
            var value = await apply(work, ruling, token);
            if (ruling.Released.Count > 0) await recipients.AddReleaseAsync(work, ReleaseOf(matter, ruling), token);
            return new Change<(T Value, Ruling Ruling, Matter Matter)>((value, ruling, matter), ruling.Entries);
        }, ct);
        // The commit is durable. A crash from here on loses a reply, never an entry.
        var (value, ruling, matter) = committed.Value;
        // Told whatever was decided, so that it tells nothing but the state of the key.
        if (matter.Recipient?.Problem is { } problem) throw new RefusedException(Refusal.WrongState, problem);
        var receipts = committed.ReceiptsFor(caller);
        var permit = ruling.Released.Count == 0 ? null : new Permit(matter, ruling.Released, [.. ruling.Entries.Select(e => e.LeafHash)]);
        return new Enforced<T>(value, ruling, receipts, permit);
    }

    /// <summary>Logs an act that discloses nothing: a case, a change of the directory, a look-up, where an alert stands.</summary>
    /// <param name="party">The party that acts: it gets the receipts.</param>
    /// <param name="act">Changes what it changes within the work, and says what is logged: of <paramref name="party"/> alone.</param>
    /// <param name="ct">Withdraws it before its turn.</param>
    public Task<IReadOnlyList<Receipt>> RecordAsync(
        PartyId party, Func<IWork, CancellationToken, ValueTask<IReadOnlyList<EntryDraft>>> act, CancellationToken ct) =>
        RecordAsync(party, party, party, act, ct);

    /// <summary>The same for an act that two parties have entries of.</summary>
    /// <param name="holder">The party whose information it is about.</param>
    /// <param name="counterpart">The other.</param>
    /// <param name="caller">Which of the two acts: it gets the receipts.</param>
    /// <param name="act">Changes what it changes within the work, and says what is logged.</param>
    /// <param name="ct">Withdraws it before its turn.</param>
    public async Task<IReadOnlyList<Receipt>> RecordAsync(PartyId holder, PartyId counterpart, PartyId caller,
        Func<IWork, CancellationToken, ValueTask<IReadOnlyList<EntryDraft>>> act, CancellationToken ct)
    {
        using var holderKey = await keys.LeaseAsync(holder, ct);
        using var counterpartKey = await keys.LeaseAsync(counterpart, ct);
        var committed = await log.CommitAsync(async (work, token) =>
        {
            var drafts = await act(work, token);
            if (drafts.Any(d => d.Holder != holder || (d.Counterpart is { } other && other != counterpart)))
                throw new InvalidOperationException("an entry is of other parties than those whose keys were leased");
            var at = Now; // one for all of it: entries of one act are found together by it
            return new Change<bool>(true, [.. drafts.Select(d => AuditEntry.Make(d, at, holderKey.Keys, counterpartKey.Keys))]);
        }, ct);
        return committed.ReceiptsFor(caller);
    }

    /// <summary>Logs that a known party's officer was refused a call before anything was decided.</summary>
    /// <param name="caller">Who called.</param>
    /// <param name="call">The call's name.</param>
    /// <param name="refusal">Why.</param>
    /// <param name="ct">Withdraws it before its turn.</param>
    public Task RecordRefusalAsync(Caller caller, string call, Refusal refusal, CancellationToken ct) =>
        RecordAsync(caller.Party, (_, _) => ValueTask.FromResult<IReadOnlyList<EntryDraft>>(
        [
            new EntryDraft
            {
                Kind = EntryKind.Refusal, Holder = caller.Party,
                HolderView = new JsonObject { ["officer"] = caller.Officer, ["call"] = call, ["refusal"] = refusal.ToString() },
            },
        ]), ct);

    private Ruling Rule(Matter matter, bool counterpartCalls, LogKey holderKey, LogKey counterpartKey)
    {
        var law = catalogue.Current.Catalogue; // one for the whole of the decision and its entries
        var (decision, told) = Decide(matter, law);
        var released = decision.Sections
            .Where(s => s.Outcome == Outcome.Permit && matter.Recipient is { Problem: null } && matter.Ciphertexts.ContainsKey(s.Section)
                && !matter.ExistenceOnly.Contains(s.Section))
            .Select(s => s.Section).ToList();
        var at = Now;
        var drafts = DecisionEntries.For(matter, decision, told, law.Version, released, counterpartCalls);
        return new Ruling
        {
            Decision = decision,
            Told = told,
            Released = released,
            ToldToExist = [.. DecisionEntries.ToldToExist(matter, told)],
            At = at,
            Entries = [.. drafts.Select(d => AuditEntry.Make(d, at, holderKey.Keys, counterpartKey.Keys))],
        };
    }

    /// <summary>Of what is released, which never is without a recipient.</summary>
    private static KeyRelease ReleaseOf(Matter matter, Ruling ruling) => new(
        Base64Url.EncodeToString(matter.Recipient!.Thumbprint.Span), ruling.Entries[0].Content.Id, matter.Holder, matter.Counterpart,
        matter.Kind.Word(),
        (matter.Reference["alert"] ?? matter.Reference["request"])?.GetValue<string>() ?? "",
        [.. matter.Context.Sections.Where(s => ruling.Released.Contains(s.Id)).Select(s => s.Category).Distinct()], ruling.At);

    private (Decision Decision, Decision Told) Decide(Matter matter, Catalogue law)
    {
        try
        {
            var decision = Obligations.Check(PolicyDecisionPoint.Decide(matter.Context, law));
            return (decision, matter.IsAsked
                ? RequesterView.Of(matter.Context, decision, law, matter.IsClosed)
                : RequesterView.WithoutRegisterFacts(decision));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A rule that fails must not vanish: everything is denied, the log says so, and the operator is told.
            RuleFailed?.Invoke(e);
            var denied = DecisionEntries.Failed(matter.Context, law.Version);
            return (denied, denied);
        }
    }
}
