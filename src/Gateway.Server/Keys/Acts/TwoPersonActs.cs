using System.Text.Json.Nodes;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Records.Erasure;
using Gateway.Storage.Keys;

namespace Gateway.Server.Keys.Acts;

/// <summary>Makes the acts that take two people: for a proposal from what is asked, for its approval from what was stored.</summary>
internal sealed class TwoPersonActs(PolicyInformationPoint registers, IPartyStore parties, SqlKeyStore keys, PartyKeyRing ring, Erasures erasures)
{
    /// <summary>By code, from the content of a proposal.</summary>
    public IReadOnlyDictionary<string, Func<JsonObject, ITwoPersonAct>> All => new Dictionary<string, Func<JsonObject, ITwoPersonAct>>
    {
        [Erasures.Act] = erasures.ActOf,
        [Acts.RotatePartyKeys.Act] = content => RotatePartyKeys(new PartyId(Text(content, "party"))),
    };

    public RotatePartyKeys RotatePartyKeys(PartyId of) => new(of, registers, parties, keys, ring);

    private static string Text(JsonObject content, string name) => content[name]?.GetValue<string>()
        ?? throw new InvalidOperationException($"a proposal lacks `{name}`");
}
