using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Storage.Keys;

namespace Gateway.Server.Keys.Acts;

/// <summary>
/// The end of a party's earlier intake keys: what senders still seal to one of them is refused from then on. What was taken in rests
/// under other keys, and opens as before.
/// </summary>
internal sealed class RetirePartyKeys(PartyId of, PolicyInformationPoint registers, SqlKeyStore store, PartyKeyRing ring)
    : PartyKeysAct(of, registers, store, ring)
{
    public const string Act = "retire-party-keys";

    private readonly PartyKeyRing _ring = ring;

    public override string Code => Act;

    protected override async Task<WrappedPartyKeys?> ChangeAsync(WrappedPartyKeys stored, CancellationToken ct) =>
        await _ring.RetireAsync(stored, ct);
}
