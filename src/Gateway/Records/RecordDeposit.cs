using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Records;

/// <summary>A record that its holder keeps ready.</summary>
/// <param name="Record">Id within the holder.</param>
/// <param name="Persons">Whom it concerns.</param>
/// <param name="Sections">Its sections.</param>
/// <param name="RegistrationNumber">The holder's registration number.</param>
public sealed record RecordDraft(
    string Record, IReadOnlyList<ConcernedPerson> Persons, IReadOnlyList<RecordSection> Sections, string RegistrationNumber)
{
    /// <summary>Whether earlier versions were wrong, so that whoever received one is told.</summary>
    public bool Corrects { get; init; }
}

/// <summary>Storing records for their holder. Nothing is disclosed by it; every person concerned has an entry.</summary>
public sealed class RecordDeposit(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, IRecordStore records, IPartyKeys keys, SubjectPseudonyms pseudonyms,
    Corrections corrections, ChunkUploads uploads)
{
    /// <summary>Role that may deposit.</summary>
    public const string Role = "registrar";

    /// <summary>Stores the sections of a record, each in its version.</summary>
    /// <exception cref="RefusedException">The role is missing, a section is not fit, or its version stands for other content.</exception>
    public async Task<IReadOnlyList<Receipt>> DepositAsync(Caller caller, RecordDraft draft, CancellationToken ct)
    {
        await registers.OfficerWithAsync(caller, Role, ct);
        using var keysOfHolder = await keys.LeaseAsync(caller.Party.ToString(), ct);
        using var key = await new LogKeys(keys).LeaseAsync(caller.Party, ct);
        var known = await registers.PartyAsync(caller.Party, "party", ct);
        var taken = SectionIntake.Take(known, keysOfHolder, draft.Record, draft.Sections, draft.Persons, gate.Catalogue.Catalogue);
        var receipts = await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            await registers.OfficerWithAsync(work, caller, Role, token);
            SectionIntake.RequireSameKeys(known, await registers.PartyAsync(work, caller.Party, "party", token));
            for (var i = 0; i < draft.Sections.Count; i++)
            {
                var section = draft.Sections[i];
                var stored = Store(caller.Party, draft, section, taken[i], key);
                if (!await records.TrySaveAsync(work, stored, token))
                    throw new RefusedException(Refusal.AlreadyExists, $"section `{section.Facts.Id}` has this version, or a later one, already");
                if (section.Sealed.Label.Chunks is { } chunks)
                    await uploads.TakeAsync(work, SectionVersion.Of(stored), chunks, $"sections[{i}]", token);
                if (draft.Corrects) await corrections.TellReceiversAsync(work, caller.Party, draft.Record, stored.Section, stored.Version, token);
            }
            return (IReadOnlyList<EntryDraft>)[.. Entries(caller, draft)];
        }, ct);
        return receipts;
    }

    private StoredSection Store(PartyId holder, RecordDraft draft, RecordSection section, RestingSection resting, LogKey key)
    {
        var stored = new StoredSection
        {
            Holder = holder, Record = draft.Record, Section = section.Facts.Id, Category = section.Facts.Category,
            Version = section.Sealed.Label.Version,
            Persons = [.. section.Facts.Persons.Select(i => pseudonyms.Of(draft.Persons[i].Subject))],
            SealedFacts = default, FactsDigest = default, CiphertextDigest = section.Sealed.CiphertextDigest,
            Envelope = resting.ToEnvelopeJson(), Signature = resting.Signature, ContentKey = resting.ContentKey, At = gate.Now,
        };
        var facts = SectionFactsJson.Write(section.Facts with { IsHeld = true }, draft.Persons);
        return stored with
        {
            SealedFacts = SealedJson.Seal(key.Keys, facts, stored.Row), FactsDigest = pseudonyms.DigestOf("facts", facts.ToJsonString()),
        };
    }

    private IEnumerable<EntryDraft> Entries(Caller caller, RecordDraft draft)
    {
        IEnumerable<ReadOnlyMemory<byte>> persons = draft.Persons.Count == 0 ? [default] : draft.Persons.Select(p => pseudonyms.Of(p.Subject));
        return persons.Select(person => new EntryDraft
        {
            Kind = EntryKind.Record, Holder = caller.Party, Subject = person,
            HolderView = new JsonObject
            {
                ["officer"] = caller.Officer, ["record"] = draft.Record, ["corrects"] = draft.Corrects,
                ["registrationNumber"] = draft.RegistrationNumber,
                ["categories"] = new JsonArray([.. draft.Sections.Select(s => JsonValue.Create(s.Facts.Category))]),
            },
        });
    }
}
