using Gateway.Crypto;

namespace Gateway.Tests.Enforcement;

/// <summary>Every party's keys at once, without a vault: its log key repeats the length of its name.</summary>
internal sealed class HeldKeys : IPartyKeys
{
    public static byte[] LogKeyOf(string party) => [.. Enumerable.Repeat((byte)party.Length, 32)];

    public ValueTask<PartyKeys> LeaseAsync(string party, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new PartyKeys(party, AgreementKey.Generate(), LogKeyOf(party)));
}
