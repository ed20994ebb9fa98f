using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>
/// The recipient keys of parties: proved to be held, used until a day, revoked at once by one officer, and known by what was released under
/// them. That a proof is good its caller has checked.
/// </summary>
public sealed class RecipientKeys(PolicyEnforcementPoint gate, PolicyInformationPoint registers, IPartyStore parties, IRecipientKeyStore keys)
{
    /// <summary>Releases in one answer.</summary>
    public const int Most = 1000;

    /// <summary>Ends a registration whose last day is past, or too far off.</summary>
    /// <exception cref="RefusedException">So it is.</exception>
    public void CheckUntil(string field, DateOnly until)
    {
        var today = SwedishTime.DayOf(gate.Now);
        if (until < today || until > today.AddYears(RecipientKey.MostYears))
            throw RefusedException.BadField(field, $"within {RecipientKey.MostYears} years from today");
    }

    /// <summary>Adds a key in the work that makes it count.</summary>
    /// <exception cref="RefusedException">It is registered already, by whomever.</exception>
    public async ValueTask AddAsync(IWork work, RecipientKey key, CancellationToken ct)
    {
        if (!await keys.TryAddAsync(work, key with { RegisteredAt = gate.Now }, ct))
            throw new RefusedException(Refusal.AlreadyExists, "this recipient key is or was registered: a new one is needed");
    }

    /// <summary>Takes a key of the caller's party out of use, now. One officer may: it releases nothing.</summary>
    /// <exception cref="RefusedException">The role is missing, it is no key of the party's, or it is revoked so already.</exception>
    /// <param name="caller">A registrar of the key's party.</param>
    /// <param name="thumbprint">The key.</param>
    /// <param name="isCurrent">
    /// Whether a party's current recipient key is this one: asked of the proven row, since a writer to the database could change the
    /// other.
    /// </param>
    /// <param name="why">Whether it was compromised.</param>
    /// <param name="registrationNumber">Of the decision.</param>
    /// <param name="ct">Withdraws it before its turn.</param>
    public Task<IReadOnlyList<Receipt>> RevokeAsync(
        Caller caller, string thumbprint, Func<Party, bool> isCurrent, KeyRevocation why, string registrationNumber, CancellationToken ct) =>
        gate.RecordAsync(caller.Party, async (work, token) =>
        {
            await registers.OfficerWithAsync(work, caller, PartyDirectory.RegistrarRole, token);
            var party = await registers.PartyAsync(work, caller.Party, "party", token);
            var key = await keys.FindAsync(work, thumbprint, token);
            if (!isCurrent(party) && key?.Party != caller.Party) throw RefusedException.NotFound();
            if ((isCurrent(party) ? party.RecipientKeyRevocation : key?.Revocation) >= why)
                throw new RefusedException(Refusal.WrongState, "the key is revoked already");
            await keys.RevokeAsync(work, thumbprint, why, gate.Now, token);
            if (isCurrent(party))
                await parties.SavePartyAsync(work, registers.Prove(party with { RecipientKeyRevocation = why }), token);
            return
            [
                new EntryDraft
                {
                    Kind = EntryKind.Key, Holder = caller.Party,
                    HolderView = new JsonObject
                    {
                        ["officer"] = caller.Officer, ["revoked"] = thumbprint, ["compromised"] = why == KeyRevocation.Compromised,
                        ["registrationNumber"] = registrationNumber,
                    },
                },
            ];
        }, ct);

    /// <summary>
    /// What was released under a key: all of it to a registrar of the key's party, what its own party disclosed to a legal reviewer of another.
    /// </summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="thumbprint">The key.</param>
    /// <param name="after">Entry of the last release of the page before; empty for the first page.</param>
    /// <param name="ct">Withdraws it.</param>
    /// <exception cref="RefusedException">The role is missing, or there is no such key that the caller may ask about.</exception>
    public async Task<(IReadOnlyList<KeyRelease> Releases, IReadOnlyList<Receipt> Receipts)> ListReleasesAsync(
        Caller caller, string thumbprint, string after, CancellationToken ct)
    {
        PartyId? holder = caller.Party;
        var receipts = await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            var officer = await registers.OfficerWithAsync(work, caller, [PartyDirectory.RegistrarRole, AccessReview.Role], token);
            var isOwn = await keys.FindAsync(work, thumbprint, token) is { } key && key.Party == caller.Party
                && officer.Has(PartyDirectory.RegistrarRole);
            if (isOwn) holder = null;
            else if (!officer.Has(AccessReview.Role)) throw RefusedException.NotFound();
            return
            [
                new EntryDraft
                {
                    Kind = EntryKind.AuditLookup, Holder = caller.Party,
                    HolderView = new JsonObject { ["officer"] = caller.Officer, ["lookedAt"] = "releases of a key", ["key"] = thumbprint },
                },
            ];
        }, ct);
        return (await keys.ReleasesAsync(thumbprint, holder, after, Most, ct), receipts);
    }
}
