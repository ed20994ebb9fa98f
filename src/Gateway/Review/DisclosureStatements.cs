using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;

namespace Gateway.Review;

/// <summary>States what one entry of the log released, as the calling party has it in its own view.</summary>
public sealed class DisclosureStatements(
    LegalLookups lookups, PolicyInformationPoint registers, IViewStore views, AuditLog log, LogKeys keys, CatalogueInForce catalogue)
{
    /// <summary>Logs the look, then makes the statement.</summary>
    /// <param name="call">Who looks; the case has to be about the person of the entry.</param>
    /// <param name="index">The entry's index.</param>
    /// <param name="ct">Withdraws it before its turn.</param>
    /// <exception cref="RefusedException">
    /// See <see cref="LegalLookups.LogOneAsync"/>; or nothing was released.
    /// </exception>
    public async Task<DisclosureStatement> MakeAsync(LegalCall call, long index, CancellationToken ct)
    {
        var found = await views.FindAsync(call.Caller.Party, index, ct);
        var receipts = await lookups.LogOneAsync(call, new JsonObject { ["lookedAt"] = "disclosure statement", ["entry"] = index }, found, ct);
        using var key = await keys.LeaseAsync(call.Caller.Party, ct);
        var view = found!.Entry.Open(key.Keys).ToObject(); // it may be shown, so it is there
        if (ViewFacts.Of(view).Released.Count == 0) throw new RefusedException(Refusal.WrongState, "this entry released nothing");
        var (holder, receiver) = (found.Entry.Content.Holder, found.Entry.Content.Counterpart);
        var parties = (await registers.PartyAsync(holder, "index", ct), await registers.PartyAsync(receiver, "index", ct));
        var proof = await log.InclusionProofAsync(index, ct);
        return new DisclosureStatement(StatementDocument.Write(view, found.Entry, parties, catalogue.Current.Catalogue, proof, lookups.Now),
            receipts);
    }
}
