using Gateway.Crypto;
using Google.Protobuf;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>
/// Pushes that the gateway has not acknowledged yet, in the order they came. They name persons, so each is sealed to the party's
/// own key; a push is durable here before it is sent (design §1.7).
/// </summary>
internal sealed class Outbox(ClientState state, PartyIdentity identity)
{
    /// <summary>
    /// Keeps a push and gives back what is to be sent: what is kept under its key already, if anything. Sealing is random, so the
    /// same alert sealed twice is other content, which the gateway refuses under the same key.
    /// </summary>
    public Wire.PushRequest Keep(Wire.PushRequest push)
    {
        var section = Envelope.Seal(push.ToByteArray(), Label(push.IdempotencyKey), identity.Signing, identity.Recipient.Public);
        state.Write(
            "INSERT INTO outbox (key, envelope, signature) VALUES (@0, @1, @2) ON CONFLICT (key) DO NOTHING",
            push.IdempotencyKey, section.ToEnvelopeJson(), section.Signature);
        return Find(push.IdempotencyKey) ?? push;
    }

    /// <summary>Keys of what waits, oldest first.</summary>
    public IReadOnlyList<string> Keys() => state.Read(r => r.GetString(0), "SELECT key FROM outbox ORDER BY position");

    /// <summary>The push kept under the key; null where none is.</summary>
    /// <exception cref="EnvelopeException">The row was changed, or is another party's.</exception>
    public Wire.PushRequest? Find(string key) =>
        state.Read(r => Open(key, r.GetFieldValue<byte[]>(0), r.GetString(1)), "SELECT envelope, signature FROM outbox WHERE key = @0", key)
            is [var push]
            ? push
            : null;

    /// <summary>Forgets a push that was answered.</summary>
    public void Remove(string key) => state.Write("DELETE FROM outbox WHERE key = @0", key);

    private Wire.PushRequest Open(string key, byte[] envelope, string signature)
    {
        var section = SealedSection.Parse(envelope, signature);
        if (!Envelope.IsSignedBy(section, identity.Signing.Public)) throw new EnvelopeException("a push of the outbox is not this party's");
        return Wire.PushRequest.Parser.ParseFrom(Envelope.Open(section, identity.Recipient, Envelope.DepositPartyInfo(Label(key))));
    }

    private SectionLabel Label(string key) => new(key, "outbox", "outbox", 1, identity.Id.ToString());
}
