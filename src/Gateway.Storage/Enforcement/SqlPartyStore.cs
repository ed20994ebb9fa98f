using System.Data.Common;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Storage.Enforcement;

/// <summary>The directory's rows in SQL (002_parties.sql, 020_key_lifetimes.sql, 025_signing_keys.sql).</summary>
public sealed class SqlPartyStore(SqliteDatabase database) : IPartyStore
{
    private const string FindParty = "SELECT * FROM parties WHERE id = @0";
    private const string FindOfficer = "SELECT * FROM officers WHERE party = @0 AND id = @1";
    private const string FindConflicts = "SELECT person FROM officer_conflicts WHERE party = @0 AND officer = @1 ORDER BY position";

    /// <inheritdoc />
    public ValueTask<Party?> FindPartyAsync(PartyId id, CancellationToken ct) =>
        database.FirstAsync(FindParty, [id.ToString()], ReadParty, ct);

    /// <inheritdoc />
    public ValueTask<Party?> FindPartyAsync(IWork work, PartyId id, CancellationToken ct) =>
        SqlWork.Of(work).Prepared(FindParty, id.ToString()).FirstAsync(ReadParty, ct);

    /// <inheritdoc />
    public async ValueTask AddPartyAsync(IWork work, Party party, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "INSERT INTO parties (id, kind, name, parent_organisation, organisation_number, municipality_code, intake_key, "
            + "recipient_key, signing_key, duty_contact, is_practice, proof, recipient_key_until, recipient_key_revoked, earlier_signing_keys) "
            + "VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14)",
            party.Id.ToString(), party.Kind.Word(), party.Name, party.ParentOrganisation, party.OrganisationNumber,
            party.MunicipalityCode, party.IntakeKey, party.RecipientKey, party.SigningKey, party.DutyContact,
            party.IsPractice, SqlValue.Of(party.Proof), SqlValue.Of(party.RecipientKeyUntil), Revoked(party),
            SqlValue.Of(party.EarlierSigningKeys)).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public async ValueTask SavePartyAsync(IWork work, Party party, CancellationToken ct)
    {
        var changed = await SqlWork.Of(work).Prepared(
            "UPDATE parties SET intake_key = @1, recipient_key = @2, signing_key = @3, duty_contact = @4, proof = @5, recipient_key_until = @6, "
            + "recipient_key_revoked = @7, earlier_signing_keys = @8 WHERE id = @0",
            party.Id.ToString(), party.IntakeKey, party.RecipientKey, party.SigningKey, party.DutyContact, SqlValue.Of(party.Proof),
            SqlValue.Of(party.RecipientKeyUntil), Revoked(party), SqlValue.Of(party.EarlierSigningKeys)).ExecuteNonQueryAsync(ct);
        if (changed != 1) throw new InvalidOperationException("there is no such party to change");
    }

    /// <inheritdoc />
    public async ValueTask<Officer?> FindOfficerAsync(PartyId party, string officer, CancellationToken ct)
    {
        var found = await database.FirstAsync(FindOfficer, [party.ToString(), officer], ReadOfficer, ct);
        if (found is null) return null;
        return found with { Conflicts = await database.ListAsync(FindConflicts, [party.ToString(), officer], row => row.Bytes("person"), ct) };
    }

    /// <inheritdoc />
    public async ValueTask<Officer?> FindOfficerAsync(IWork work, PartyId party, string officer, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        var found = await sql.Prepared(FindOfficer, party.ToString(), officer).FirstAsync(ReadOfficer, ct);
        if (found is null) return null;
        return found with
        {
            Conflicts = await sql.Prepared(FindConflicts, party.ToString(), officer).ListAsync(row => row.Bytes("person"), ct),
        };
    }

    /// <inheritdoc />
    public async ValueTask SaveOfficerAsync(IWork work, Officer officer, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        var party = officer.Party.ToString();
        await sql.Prepared(
            "INSERT INTO officers (party, id, roles, training_valid_until, person, is_revoked) VALUES (@0, @1, @2, @3, @4, @5) "
            + "ON CONFLICT (party, id) DO UPDATE SET roles = excluded.roles, "
            + "training_valid_until = excluded.training_valid_until, person = excluded.person, is_revoked = excluded.is_revoked",
            party, officer.Id, SqlValue.Of(officer.Roles), SqlValue.Of(officer.TrainingValidUntil),
            SqlValue.OrNull(officer.Person), officer.IsRevoked).ExecuteNonQueryAsync(ct);
        await sql.Prepared("DELETE FROM officer_conflicts WHERE party = @0 AND officer = @1", party, officer.Id)
            .ExecuteNonQueryAsync(ct);
        for (var i = 0; i < officer.Conflicts.Count; i++)
            await sql.Prepared("INSERT INTO officer_conflicts (party, officer, position, person) VALUES (@0, @1, @2, @3)",
                party, officer.Id, i, SqlValue.Of(officer.Conflicts[i])).ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<StandingDecision>> StandingDecisionsAsync(
        IWork work, PartyId holder, PartyId receiver, DateOnly day, CancellationToken ct) =>
        SqlWork.Of(work).Prepared(
            "SELECT * FROM standing_decisions WHERE holder = @0 AND receiver = @1 AND valid_from <= @2 AND valid_until >= @2 "
            + "ORDER BY id", holder.ToString(), receiver.ToString(), SqlValue.Of(day)).ListAsync(ReadStanding, ct);

    /// <inheritdoc />
    public async ValueTask<bool> TryAddStandingDecisionAsync(IWork work, StandingDecision decision, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "INSERT INTO standing_decisions (holder, id, provision, question, categories, receiver, valid_from, valid_until, "
            + "decided_by, decider_roles, registration_number) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10) "
            + "ON CONFLICT (holder, id) DO NOTHING",
            decision.Holder.ToString(), decision.Id, decision.Provision, decision.Question, SqlValue.Of(decision.Categories),
            decision.Receiver.ToString(), SqlValue.Of(decision.ValidFrom), SqlValue.Of(decision.ValidUntil), decision.DecidedBy,
            SqlValue.Of(decision.DeciderRoles), decision.RegistrationNumber).ExecuteNonQueryAsync(ct) == 1;

    private static string Revoked(Party party) =>
        party.RecipientKeyRevocation == KeyRevocation.None ? "" : party.RecipientKeyRevocation.ToString();

    private static Party ReadParty(DbDataReader row) => new()
    {
        Id = new PartyId(row.Text("id")),
        // A word that this program does not know leaves the kind unspecified, which matches no provision.
        Kind = PartyKinds.TryParse(row.Text("kind"), out var kind) ? kind : PartyKind.Unspecified,
        Name = row.Text("name"),
        ParentOrganisation = row.Text("parent_organisation"),
        OrganisationNumber = row.Text("organisation_number"),
        MunicipalityCode = row.Text("municipality_code"),
        IntakeKey = row.Text("intake_key"),
        RecipientKey = row.Text("recipient_key"),
        SigningKey = row.Text("signing_key"),
        EarlierSigningKeys = row.Text("earlier_signing_keys") is "[]" ? [] : row.Codes("earlier_signing_keys"),
        DutyContact = row.Text("duty_contact"),
        IsPractice = row.Flag("is_practice"),
        Proof = row.Bytes("proof"),
        RecipientKeyUntil = row.DayOrNull("recipient_key_until"),
        RecipientKeyRevocation = row.Text("recipient_key_revoked") is { Length: > 0 } ? row.Word<KeyRevocation>("recipient_key_revoked")
            : KeyRevocation.None,
    };

    private static Officer ReadOfficer(DbDataReader row) => new()
    {
        Party = new PartyId(row.Text("party")),
        Id = row.Text("id"),
        Roles = row.Codes("roles"),
        TrainingValidUntil = row.DayOrNull("training_valid_until"),
        Person = row.Bytes("person"),
        IsRevoked = row.Flag("is_revoked"),
    };

    private static StandingDecision ReadStanding(DbDataReader row) => new()
    {
        Holder = new PartyId(row.Text("holder")),
        Id = row.Text("id"),
        Provision = row.Text("provision"),
        Question = row.Text("question"),
        Categories = row.Codes("categories"),
        Receiver = new PartyId(row.Text("receiver")),
        ValidFrom = row.Day("valid_from"),
        ValidUntil = row.Day("valid_until"),
        DecidedBy = row.Text("decided_by"),
        DeciderRoles = row.Codes("decider_roles"),
        RegistrationNumber = row.Text("registration_number"),
    };
}
