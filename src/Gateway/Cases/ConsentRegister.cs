using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Cases;

/// <summary>
/// A holder's register of consents. What is recorded lifts nothing by itself: an officer still answers whether it is a true consent. What is
/// revoked lifts nothing from that moment on, also where an alert lies unopened or a request waits.
/// </summary>
public sealed class ConsentRegister(PolicyEnforcementPoint gate, PolicyInformationPoint registers, IConsentStore consents)
{
    private const int LongestYears = 1;

    private static readonly string[] Recorders = ["case-worker", "registrar", Assessors.Role];

    /// <summary>Records a consent.</summary>
    /// <exception cref="RefusedException">The id is taken, a word or a party is unknown, or the days are not within a year.</exception>
    public async Task<IReadOnlyList<Receipt>> RecordAsync(Caller caller, Consent consent, string registrationNumber, CancellationToken ct)
    {
        Check(consent);
        foreach (var receiver in consent.Receivers) await registers.PartyAsync(new PartyId(receiver), "receiver_party_ids", ct);
        return await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            var officer = await registers.OfficerWithAsync(work, caller, Recorders, token);
            registers.RefuseConflict(officer, [consent.Person]);
            if (!await consents.TryAddAsync(work, consent with { RecordedBy = caller.Officer }, token))
                throw new RefusedException(Refusal.AlreadyExists, "a consent of yours has this id");
            return
            [
                Entry(caller, consent, new JsonObject
                {
                    ["act"] = "recorded", ["givers"] = consent.Givers.ToString(), ["form"] = consent.Form.ToString(),
                    ["categories"] = EntryView.Texts(consent.Categories), ["receivers"] = EntryView.Texts(consent.Receivers),
                    ["purposes"] = EntryView.Texts(consent.Purposes),
                    ["givenOn"] = $"{consent.GivenOn:yyyy-MM-dd}", ["validUntil"] = $"{consent.ValidUntil:yyyy-MM-dd}",
                    ["registrationNumber"] = registrationNumber,
                }),
            ];
        }, ct);
    }

    /// <summary>Revokes a consent; what was not opened yet stays closed.</summary>
    /// <exception cref="RefusedException">The party has no such consent, or it is revoked.</exception>
    public Task<IReadOnlyList<Receipt>> RevokeAsync(Caller caller, string id, CancellationToken ct) =>
        gate.RecordAsync(caller.Party, async (work, token) =>
        {
            await registers.OfficerWithAsync(work, caller, Recorders, token);
            var found = await consents.FindAsync(work, caller.Party, id, token) ?? throw RefusedException.NotFound();
            if (found.RevokedAt is not null) throw new RefusedException(Refusal.WrongState, "the consent is revoked already");
            await consents.RevokeAsync(work, caller.Party, id, gate.Now, token);
            return [Entry(caller, found, new JsonObject { ["act"] = "revoked" })];
        }, ct);

    private void Check(Consent consent)
    {
        var words = gate.Catalogue.Catalogue.Vocabulary;
        if (consent.Categories.FirstOrDefault(c => !words.Categories.ContainsKey(c)) is { } category)
            throw RefusedException.BadField("categories", $"unknown category `{category}`");
        if (consent.Purposes.FirstOrDefault(p => !words.Purposes.ContainsKey(p)) is { } purpose)
            throw RefusedException.BadField("purposes", $"unknown purpose `{purpose}`");
        var today = SwedishTime.DayOf(gate.Now);
        if (consent.GivenOn > today) throw RefusedException.BadField("given_on", "is still to come");
        if (consent.ValidUntil < today || consent.ValidUntil > consent.GivenOn.AddYears(LongestYears))
            throw RefusedException.BadField("valid_until", "from today, and within a year from the day it was given");
    }

    private static EntryDraft Entry(Caller caller, Consent consent, JsonObject view)
    {
        (view["consent"], view["officer"]) = (consent.Id, caller.Officer);
        return new EntryDraft { Kind = EntryKind.Consent, Holder = caller.Party, Subject = consent.Person, HolderView = view };
    }
}
