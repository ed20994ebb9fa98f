using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;

namespace Gateway.Review;

/// <summary>States what one entry of the log released, as the calling party has it in its own view.</summary>
public sealed class DisclosureStatements(
    LegalLookups lookups, PolicyInformationPoint registers, IViewStore views, AuditLog log, LogKeys keys, CatalogueInForce catalogue)
{
    /// <summary>Logs the look, then makes the statement.</summary>
    /// <param name="call">Who looks; the person is that of the entry, so that the case has to be about that one.</param>
    /// <param name="index">The entry's index.</param>
    /// <param name="ct">Withdraws it before its turn.</param>
    /// <exception cref="RefusedException">
    /// See <see cref="LegalLookups.LogAsync"/>; one neutral refusal where the party has no view of it or finds it by nobody; or nothing was released.
    /// </exception>
    public async Task<DisclosureStatement> MakeAsync(LegalCall call, long index, CancellationToken ct)
    {
        var found = await views.FindAsync(call.Caller.Party, index, ct);
        // Asked of what is not the party's, the look is logged all the same, and the answer is one.
        var about = call with { Subject = found?.Subject ?? default };
        var (_, receipts) = await lookups.LogAsync(about, new JsonObject { ["lookedAt"] = "disclosure statement", ["entry"] = index }, [about.Subject], ct);
        if (found is null || found.Subject.IsEmpty) throw RefusedException.NotFound();
        using var key = await keys.LeaseAsync(call.Caller.Party, ct);
        var view = found.Entry.Open(key.Keys).ToObject();
        if (ViewFacts.Of(view).Released.Count == 0) throw new RefusedException(Refusal.WrongState, "this entry released nothing");
        var (holder, receiver) = (found.Entry.Content.Holder, found.Entry.Content.Counterpart);
        var parties = (await registers.PartyAsync(holder, "index", ct), await registers.PartyAsync(receiver, "index", ct));
        var proof = await log.InclusionProofAsync(index, ct);
        return new DisclosureStatement(StatementDocument.Write(view, found.Entry, parties, catalogue.Current.Catalogue, proof, lookups.Now), receipts);
    }
}
