using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Alerts;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Records;

namespace Gateway.Review;

/// <summary>
/// Ending the secrecy of a matter towards the person: what a party decides, on a registered decision, of a request or alert that it is a
/// party of. From then on a register extract may show it, once every party that keeps it secret has decided so.
/// </summary>
public sealed class SecrecyEndings(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, IRequestStore requests, IAlertStore alerts, ISecrecyEndedStore ended, LogKeys keys,
    SubjectPseudonyms pseudonyms)
{
    /// <summary>Roles that decide it: whoever leads the investigation, or decides for the party.</summary>
    public static readonly IReadOnlyList<string> Roles = ["investigation-leader", "decision-maker"];

    /// <summary>Decides that the caller's party no longer keeps a matter secret from the person.</summary>
    /// <exception cref="RefusedException">The role is missing, the party is none of the matter's, or it has decided so before.</exception>
    public async Task<IReadOnlyList<Receipt>> EndAsync(Caller caller, string reference, string registrationNumber, CancellationToken ct)
    {
        var (concerned, known) = await PersonsAsync(caller, reference, ct);
        return await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            var officer = await registers.OfficerWithAsync(work, caller, Roles, token);
            registers.RefuseConflict(officer, concerned);
            if (!await ended.TryAddAsync(work, Prove(new SecrecyEnded(reference, caller.Party, gate.Now)), token))
                throw new RefusedException(Refusal.WrongState, "your party has decided so before");
            EntryView view = new JsonObject
            {
                ["officer"] = caller.Officer, ["reference"] = new JsonObject { ["matter"] = reference }, ["act"] = "no longer secret from the person",
                ["registrationNumber"] = registrationNumber,
            };
            return (IReadOnlyList<EntryDraft>)
                [.. known.DefaultIfEmpty().Select(p =>
                    new EntryDraft { Kind = EntryKind.SecrecyEnded, Holder = caller.Party, Subject = p, HolderView = view })];
        }, ct);
    }

    /// <summary>The parties that have decided so of a request or alert.</summary>
    /// <exception cref="InvalidOperationException">A row was written by another way than a decision: nothing may rest on it.</exception>
    public async ValueTask<IReadOnlyList<PartyId>> EndedByAsync(string reference, CancellationToken ct)
    {
        var rows = await ended.OfMatterAsync(reference, ct);
        return rows.All(r => CryptographicOperations.FixedTimeEquals(Prove(r).Proof.Span, r.Proof.Span))
            ? [.. rows.Select(r => r.Party)]
            : throw new InvalidOperationException("a row of ended secrecy is not one that was decided");
    }

    private SecrecyEnded Prove(SecrecyEnded row) => row with { Proof = pseudonyms.DigestOf("secrecy-ended", row.Statement) };

    /// <summary>Whom the matter is about, and as far as the party knows: a receiver knows the persons of an alert by opening it alone.</summary>
    private async Task<(IReadOnlyList<ReadOnlyMemory<byte>> Concerned, IReadOnlyList<ReadOnlyMemory<byte>> Known)> PersonsAsync(Caller caller,
        string reference, CancellationToken ct)
    {
        if (await requests.FindAsync(reference, ct) is { } request && (request.Asker == caller.Party || request.Holder == caller.Party))
            return ([request.Subject], [request.Subject]);
        if (await alerts.FindAsync(reference, ct) is not { } alert || alert.State == AlertState.Withheld
            || (alert.Sender != caller.Party && alert.Receiver != caller.Party)) throw RefusedException.NotFound();
        using var key = await keys.LeaseAsync(alert.Sender, ct);
        var persons = AlertContent.Open(alert, key).Persons;
        return (persons, alert.Sender == caller.Party ? persons : []);
    }
}
