using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Client;
using Gateway.Crypto;
using Gateway.Protocol.V1;
using Google.Protobuf;
using SealedSection = Gateway.Protocol.V1.SealedSection;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Sealed sections as a party that breaks the profile, or lies, would make them.</summary>
internal static class Envelopes
{
    /// <summary>A section sealed in the profile by a party's own keys, with chosen label, signer, intake key and deposit binding.</summary>
    public static SealedSection Seal(
        string party, string record, string category = "event", SectionLabel? label = null, SigningKey? signedBy = null, EcPublicKey? sealedTo = null,
        byte[]? boundTo = null)
    {
        var identity = Town.Gateway.IdentityOf(party);
        var claimed = new SectionLabel(record, "avsnitt", category, 1, party);
        var envelope = Envelope.Seal("Uppgift."u8, label ?? claimed, signedBy ?? identity.Signing, sealedTo ?? IntakeOf(party), identity.Recipient.Public);
        return Wire(boundTo is null ? envelope : Rebound(envelope, identity, IntakeOf(party), boundTo), category);
    }

    /// <summary>A section in the profile that is nobody's here.</summary>
    public static SealedSection Foreign()
    {
        using var intake = AgreementKey.Generate();
        using var signing = SigningKey.Generate();
        var label = new SectionLabel("akt", "avsnitt", "event", 1, "okand");
        return Wire(Envelope.Seal("Uppgift."u8, label, signing, intake.Public), "event");
    }

    /// <summary>The same section with its envelope's JSON changed.</summary>
    public static SealedSection Changed(this SealedSection section, Action<JsonObject> change)
    {
        var envelope = JsonNode.Parse(section.Envelope.ToStringUtf8())!.AsObject();
        change(envelope);
        return new SealedSection(section) { Envelope = ByteString.CopyFromUtf8(envelope.ToJsonString()) };
    }

    /// <summary>The same section with its envelope's text changed, for what a JSON tree cannot hold.</summary>
    public static SealedSection Rewritten(this SealedSection section, string from, string to) =>
        new(section) { Envelope = ByteString.CopyFromUtf8(section.Envelope.ToStringUtf8().Replace(from, to, StringComparison.Ordinal)) };

    public static string Base64(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static EcPublicKey IntakeOf(string party) =>
        EcPublicKey.FromJwk(Town.Wire(Cast.Police).Directory.GetParty(new GetPartyRequest { PartyId = party }).Party.IntakeKey);

    /// <summary>The content key wrapped for the intake key again, bound to something else.</summary>
    private static Crypto.SealedSection Rebound(Crypto.SealedSection section, PartyIdentity owner, EcPublicKey intake, byte[] boundTo)
    {
        var own = section.For(owner.Recipient.Public.KeyId) ?? throw new InvalidOperationException("the section has no wrap of its owner");
        using var key = ContentKey.Unwrap(own, owner.Recipient, Envelope.DepositPartyInfo(section.Label));
        return section.WithRecipients(key.WrapFor(intake, boundTo), own);
    }

    public static SealedSection Wire(Crypto.SealedSection section, string category) => new()
    {
        SectionId = "avsnitt", Category = category, Version = 1, Envelope = ByteString.CopyFrom(section.ToEnvelopeJson()),
        Signature = section.Signature, PersonIndexes = { 0 },
    };
}
