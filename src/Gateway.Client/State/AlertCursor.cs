using Gateway.Parties;

namespace Gateway.Client;

/// <summary>How far a party has read its stream of alerts.</summary>
internal sealed class AlertCursor(ClientState state, PartyId party)
{
    /// <summary>The last cursor seen; empty before the first.</summary>
    public string Last => state.Read(r => r.GetString(0), "SELECT cursor FROM cursor WHERE party = @0", party.ToString()) is [var last] ? last : "";

    /// <summary>Remembers a cursor.</summary>
    public void Remember(string cursor) => state.Write(
        "INSERT INTO cursor (party, cursor) VALUES (@0, @1) ON CONFLICT (party) DO UPDATE SET cursor = excluded.cursor",
        party.ToString(), cursor);
}
