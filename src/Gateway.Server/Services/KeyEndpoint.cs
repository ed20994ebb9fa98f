using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Protocol.V1;
using Gateway.Server.Identity;
using Gateway.Server.Keys;
using Gateway.Server.Keys.Acts;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Gateway.Server.Services;

/// <summary><c>gateway.v1.KeyService</c>.</summary>
internal sealed class KeyEndpoint(Proposals proposals, TwoPersonActs acts, PartyDirectory directory, KeyList list, RecipientKeys recipients)
    : KeyService.KeyServiceBase
{
    public override async Task<ProposeRotatePartyKeysResponse> ProposeRotatePartyKeys(ProposeRotatePartyKeysRequest request,
        ServerCallContext context)
    {
        var (party, number) = Read(request.PartyId, request.RegistrationNumber);
        var (id, receipts) = await proposals.ProposeAsync(
            CallerIdentity.CallerOf(context), acts.RotatePartyKeys(party), number, context.CancellationToken);
        return new ProposeRotatePartyKeysResponse { ProposalId = id, Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<ProposeRetirePartyKeysResponse> ProposeRetirePartyKeys(ProposeRetirePartyKeysRequest request,
        ServerCallContext context)
    {
        var (party, number) = Read(request.PartyId, request.RegistrationNumber);
        var (id, receipts) = await proposals.ProposeAsync(
            CallerIdentity.CallerOf(context), acts.RetirePartyKeys(party), number, context.CancellationToken);
        return new ProposeRetirePartyKeysResponse { ProposalId = id, Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<ProposeRotateVaultKeyResponse> ProposeRotateVaultKey(ProposeRotateVaultKeyRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var number = fields.Text("registration_number", request.RegistrationNumber, 64, isRequired: true);
        fields.ThrowIfAny();
        await directory.CheckOperatorAsync(caller, context.CancellationToken); // before the vault is asked
        var act = await acts.RotateVaultKeyAsync(context.CancellationToken);
        var (id, receipts) = await proposals.ProposeAsync(caller, act, number, context.CancellationToken);
        return new ProposeRotateVaultKeyResponse { ProposalId = id, Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<ProposeRotateLogKeyResponse> ProposeRotateLogKey(ProposeRotateLogKeyRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var number = fields.Text("registration_number", request.RegistrationNumber, 64, isRequired: true);
        fields.ThrowIfAny();
        var (id, receipts) = await proposals.ProposeAsync(CallerIdentity.CallerOf(context), acts.RotateLogKey(), number, context.CancellationToken);
        return new ProposeRotateLogKeyResponse { ProposalId = id, Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<ProposeRecipientKeyResponse> ProposeRecipientKey(ProposeRecipientKeyRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var key = fields.PublicKey("recipient_key", request.RecipientKey);
        var until = fields.Day("valid_until", request.ValidUntil);
        var number = fields.Text("registration_number", request.RegistrationNumber, 64, isRequired: true);
        fields.ThrowIfAny();
        var act = acts.ReplaceRecipientKey(key!, until, request.Proof); // read, so it is there
        var (id, receipts) = await proposals.ProposeAsync(CallerIdentity.CallerOf(context), act, number, context.CancellationToken);
        return new ProposeRecipientKeyResponse { ProposalId = id, Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<ProposeSigningKeyResponse> ProposeSigningKey(ProposeSigningKeyRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var key = fields.PublicKey("signing_key", request.SigningKey);
        fields.Count("compromised_key_ids", request.CompromisedKeyIds.Count, 0, 32);
        var number = fields.Text("registration_number", request.RegistrationNumber, 64, isRequired: true);
        fields.ThrowIfAny();
        var act = acts.ReplaceSigningKey(key!, request.Proof, [.. request.CompromisedKeyIds]); // read, so it is there
        var (id, receipts) = await proposals.ProposeAsync(CallerIdentity.CallerOf(context), act, number, context.CancellationToken);
        return new ProposeSigningKeyResponse { ProposalId = id, Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<RevokeRecipientKeyResponse> RevokeRecipientKey(RevokeRecipientKeyRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var key = fields.KeyId("key_id", request.KeyId);
        var number = fields.Text("registration_number", request.RegistrationNumber, 64);
        fields.ThrowIfAny();
        var why = request.Compromised ? KeyRevocation.Compromised : KeyRevocation.Withdrawn;
        var receipts = await recipients.RevokeAsync(
            CallerIdentity.CallerOf(context), key, party =>
                EcPublicKey.FromJwk(party.RecipientKey).KeyId == key, why, number, context.CancellationToken);
        return new RevokeRecipientKeyResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<ListReleasesOfKeyResponse> ListReleasesOfKey(ListReleasesOfKeyRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var (key, after) = (fields.KeyId("key_id", request.KeyId), fields.Text("after", request.After, 32));
        fields.ThrowIfAny();
        var (releases, receipts) = await recipients.ListReleasesAsync(CallerIdentity.CallerOf(context), key, after, context.CancellationToken);
        return new ListReleasesOfKeyResponse
        {
            Releases = { releases.Select(Write) }, Receipts = { WireWriter.Receipts(receipts) },
            Next = releases.Count == RecipientKeys.Most ? releases[^1].Entry : "",
        };
    }

    public override async Task<ListKeysResponse> ListKeys(ListKeysRequest request, ServerCallContext context)
    {
        var keys = await list.ListAsync(CallerIdentity.CallerOf(context), context.CancellationToken);
        return new ListKeysResponse { Keys = { keys.Select(Write) } };
    }

    private static (PartyId Party, string Number) Read(string party, string registrationNumber)
    {
        var fields = new Fields();
        var read = (fields.Party("party_id", party), fields.Text("registration_number", registrationNumber, 64, isRequired: true));
        fields.ThrowIfAny();
        return read;
    }

    private static Protocol.V1.KeyRelease Write(Enforcement.KeyRelease release) => new()
    {
        HolderPartyId = release.Holder.ToString(), ReceiverPartyId = release.Receiver.ToString(), Kind = release.Kind, Reference = release.Reference,
        Categories = { release.Categories }, ReleasedAt = Timestamp.FromDateTimeOffset(release.At),
    };

    private static Key Write(ListedKey key) => new()
    {
        Kind = (Protocol.V1.KeyKind)(int)key.Kind, PartyId = key.Party, KeyId = key.KeyId, Generation = key.Generation, VaultKeyId = key.VaultKeyId,
        Since = key.Since is { } since ? Timestamp.FromDateTimeOffset(since) : null, Current = key.IsCurrent,
    };
}
