using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Storage.Keys;

namespace Gateway.Server.Keys.Acts;

/// <summary>A new generation of one party's keys. What the earlier ones sealed still opens, and is not touched.</summary>
internal sealed class RotatePartyKeys(
    PartyId of, PolicyInformationPoint registers, IPartyStore parties, SqlKeyStore store, PartyKeyRing ring)
    : PartyKeysAct(of, registers, store, ring)
{
    public const string Act = "rotate-party-keys";

    private readonly PolicyInformationPoint _registers = registers;
    private readonly PartyKeyRing _ring = ring;

    public override string Code => Act;

    protected override async Task<WrappedPartyKeys?> ChangeAsync(WrappedPartyKeys stored, CancellationToken ct) =>
        await _ring.RotateAsync(stored, ct);

    /// <summary>Senders seal to the new key from here on.</summary>
    protected override async ValueTask<JsonObject> FollowAsync(IWork work, Party party, WrappedPartyKeys now, CancellationToken ct)
    {
        await parties.SavePartyAsync(work, _registers.Prove(party with { IntakeKey = now.IntakeJwk }), ct);
        return new JsonObject { ["generation"] = now.Generation, ["intakeKey"] = EcPublicKey.FromJwk(now.IntakeJwk).KeyId };
    }
}
