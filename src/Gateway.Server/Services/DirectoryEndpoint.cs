using System.Globalization;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Protocol.V1;
using Gateway.Records;
using Gateway.Server.Identity;
using Gateway.Server.Keys;
using Gateway.Server.Keys.Acts;
using Gateway.Storage.Keys;
using Grpc.Core;
using Party = Gateway.Parties.Party;
using KeyRevocation = Gateway.Parties.KeyRevocation;
using PartyKind = Gateway.Parties.PartyKind;

namespace Gateway.Server.Services;

/// <summary><c>gateway.v1.DirectoryService</c>.</summary>
internal sealed class DirectoryEndpoint(
    PartyDirectory directory, PolicyInformationPoint registers, PartyKeyRing ring, SqlKeyStore keys, SubjectPseudonyms pseudonyms,
    Fulfilments fulfilments, RecipientKeys recipients)
    : DirectoryService.DirectoryServiceBase
{
    public override async Task<RegisterPartyResponse> RegisterParty(RegisterPartyRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var party = Read(request.Party ?? new Protocol.V1.Party(), request.RecipientKeyProof);
        recipients.CheckUntil("party.recipient_key_valid_until", party.RecipientKeyUntil!.Value); // read, so it is there
        await directory.CheckOperatorAsync(caller, context.CancellationToken);
        var wrapped = await ring.CreateAsync(party.Id.ToString(), context.CancellationToken);
        party = party with { IntakeKey = wrapped.IntakeJwk };
        var receipts = await directory.RegisterPartyAsync(
            caller, party, [.. new[] { party.IntakeKey, party.RecipientKey, party.SigningKey }.Select(k => EcPublicKey.FromJwk(k).KeyId)],
            async (work, ct) =>
            {
                await keys.AddPartyKeysAsync(work, wrapped, ct);
                await recipients.AddAsync(work, ReplaceRecipientKey.Of(
                    party.Id, EcPublicKey.FromJwk(party.RecipientKey), party.RecipientKeyUntil.Value, request.RecipientKeyProof), ct);
            }, context.CancellationToken);
        return new RegisterPartyResponse { Party = Write(party), Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<RegisterOfficerResponse> RegisterOfficer(RegisterOfficerRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var party = fields.Party("party_id", request.PartyId);
        fields.Count("roles", request.Roles.Count, 0, 8);
        fields.Count("conflicts", request.Conflicts.Count, 0, 32);
        var person = request.Subject is null ? default : Mark(WireReader.Subject(fields, "subject", request.Subject, party));
        var officer = new Parties.Officer
        {
            Party = party,
            Id = fields.Id("officer_id", request.OfficerId),
            Roles = [.. request.Roles],
            TrainingValidUntil = request.TrainingValidUntil.Length == 0 ? null : fields.Day("training_valid_until", request.TrainingValidUntil),
            Person = person,
            Conflicts = [.. request.Conflicts.Select((c, i) => Mark(WireReader.Subject(fields, $"conflicts[{i}]", c, party)))],
            IsRevoked = request.Revoked,
        };
        fields.ThrowIfAny();
        var receipts = await directory.RegisterOfficerAsync(caller, officer, context.CancellationToken);
        return new RegisterOfficerResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<GetPartyResponse> GetParty(GetPartyRequest request, ServerCallContext context)
    {
        _ = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var id = fields.Party("party_id", request.PartyId);
        fields.ThrowIfAny();
        var party = await registers.FindPartyAsync(id, context.CancellationToken) ?? throw RefusedException.NotFound();
        return new GetPartyResponse { Party = Write(party) };
    }

    public override async Task<RecordStandingDecisionResponse> RecordStandingDecision(
        RecordStandingDecisionRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        fields.Count("categories", request.Categories.Count, 1, 16);
        var decision = new StandingDecision
        {
            Holder = caller.Party,
            Id = fields.Id("standing_decision_id", request.StandingDecisionId),
            Provision = fields.Text("provision_id", request.ProvisionId, 64, isRequired: true),
            Question = fields.Text("question", request.Question, 64, isRequired: true),
            Categories = [.. request.Categories],
            Receiver = fields.Party("receiver_party_id", request.ReceiverPartyId),
            ValidFrom = default,
            ValidUntil = fields.Day("valid_until", request.ValidUntil),
            DecidedBy = caller.Officer,
            DeciderRoles = [],
            RegistrationNumber = fields.Text("registration_number", request.RegistrationNumber, 64),
        };
        fields.ThrowIfAny();
        var receipts = await directory.RecordStandingDecisionAsync(caller, decision, context.CancellationToken);
        return new RecordStandingDecisionResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<DeclareFulfilmentResponse> DeclareFulfilment(DeclareFulfilmentRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        fields.Count("categories", request.Categories.Count, 0, 32);
        fields.ThrowIfAny();
        var receipts = await fulfilments.DeclareAsync(caller, [.. request.Categories], context.CancellationToken);
        return new DeclareFulfilmentResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    private ReadOnlyMemory<byte> Mark(Parties.Subject subject) => pseudonyms.OfficersMark(pseudonyms.Of(subject));

    private static Party Read(Protocol.V1.Party party, string proof)
    {
        var fields = new Fields();
        var kind = (PartyKind)(int)party.Kind;
        fields.Require(Enum.IsDefined(kind) && kind != PartyKind.Unspecified, "party.kind", "is missing or unknown");
        fields.Require(!party.Practice, "party.practice", "this server has no practice mode");
        fields.Require(party.IntakeKey.Length == 0, "party.intake_key", "the gateway makes it: left empty");
        fields.PublicKey("party.recipient_key", party.RecipientKey);
        fields.PublicKey("party.signing_key", party.SigningKey);
        fields.Require(party.EarlierSigningKeys.Count == 0, "party.earlier_signing_keys", "a party registers the key that it signs with: left empty");
        fields.Require(party.RecipientKey != party.SigningKey, "party.signing_key", "one key is not used for two ends");
        CheckDigits(fields, "party.organisation_number", party.OrganisationNumber, 10);
        CheckDigits(fields, "party.municipality_code", party.MunicipalityCode, 4);
        var read = new Party
        {
            Id = fields.Party("party.party_id", party.PartyId),
            Kind = kind,
            Name = fields.Text("party.name", party.Name, 200, isRequired: true),
            ParentOrganisation = fields.Text("party.parent_organisation", party.ParentOrganisation, 64),
            OrganisationNumber = party.OrganisationNumber,
            MunicipalityCode = party.MunicipalityCode,
            IntakeKey = "",
            RecipientKey = party.RecipientKey,
            RecipientKeyUntil = fields.Day("party.recipient_key_valid_until", party.RecipientKeyValidUntil),
            SigningKey = party.SigningKey,
            DutyContact = fields.Text("party.duty_contact", party.DutyContact, 64),
            IsPractice = party.Practice,
        };
        fields.ThrowIfAny();
        read = read with { RecipientKey = EcPublicKey.FromJwk(read.RecipientKey).ToJwk() }; // in its one spelling
        var isProven = KeyPossession.IsProven(proof, read.Id.ToString(), EcPublicKey.FromJwk(read.RecipientKey), read.RecipientKeyUntil!.Value);
        fields.Require(isProven, "recipient_key_proof", "is not this key's signature over its party, thumbprint and last day");
        fields.Require(!party.RecipientKeyRevoked, "party.recipient_key_revoked", "a key that is revoked is not registered");
        fields.ThrowIfAny();
        return read;
    }

    private static void CheckDigits(Fields fields, string field, string value, int length) =>
        fields.Require(value.Length == 0 || (value.Length == length && value.All(char.IsAsciiDigit)), field, $"{length} digits are expected");

    private static Protocol.V1.Party Write(Party party) => new()
    {
        PartyId = party.Id.ToString(), Kind = (Protocol.V1.PartyKind)(int)party.Kind, Name = party.Name,
        ParentOrganisation = party.ParentOrganisation, OrganisationNumber = party.OrganisationNumber, MunicipalityCode = party.MunicipalityCode,
        IntakeKey = party.IntakeKey, RecipientKey = party.RecipientKey, SigningKey = party.SigningKey, DutyContact = party.DutyContact,
        Practice = party.IsPractice, RecipientKeyRevoked = party.RecipientKeyRevocation != KeyRevocation.None,
        EarlierSigningKeys = { party.EarlierSigningKeys },
        RecipientKeyValidUntil = party.RecipientKeyUntil?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
    };
}
