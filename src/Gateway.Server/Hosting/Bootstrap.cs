using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Server.Keys;
using Gateway.Storage;
using Gateway.Storage.Keys;

namespace Gateway.Server.Hosting;

/// <summary>
/// What a start does before it serves: makes the operator's party with its first officer where there is none, and puts the right
/// catalogue in force. Both are entries.
/// </summary>
internal sealed class Bootstrap(
    SqliteDatabase database, PolicyInformationPoint registers, IPartyStore parties, SqlKeyStore keys, CatalogueActivation activation,
    PartyKeyRing ring)
{
    /// <exception cref="InvalidConfigurationException">No catalogue may be in force; see <see cref="CatalogueActivation"/>.</exception>
    public async Task RunAsync(PartyId operatorParty, string operatorOfficer, CancellationToken ct)
    {
        if (await parties.FindPartyAsync(operatorParty, ct) is null) await AddOperatorAsync(operatorParty, operatorOfficer, ct);

        // The operator is logged with the first catalogue: what was made for it so far is of no use without that.
        await activation.RunAsync(
            [Entry(operatorParty, EntryKind.Party, new JsonObject { ["party"] = operatorParty.ToString(), ["registered"] = operatorOfficer })], ct);
    }

    /// <summary>Not through the log, whose entries for this party are sealed under the key that is only made here.</summary>
    private async Task AddOperatorAsync(PartyId id, string officer, CancellationToken ct)
    {
        var wrapped = await ring.CreateAsync(id.ToString(), ct);
        // The operator is sent nothing and signs nothing: both private halves are forgotten here.
        using var recipient = AgreementKey.Generate();
        using var signing = SigningKey.Generate();
        await using var work = await database.BeginAsync(ct);
        await parties.AddPartyAsync(work, registers.Prove(new Party
        {
            Id = id, Kind = PartyKind.AnyAuthority, Name = "Gateway, drift", IntakeKey = wrapped.IntakeJwk,
            RecipientKey = recipient.Public.ToJwk(), SigningKey = signing.Public.ToJwk(),
        }), ct);
        await keys.AddPartyKeysAsync(work, wrapped, ct);
        await parties.SaveOfficerAsync(work, new Officer { Party = id, Id = officer, Roles = [PartyDirectory.OperatorRole] }, ct);
        await database.CommitAsync(work);
    }

    private static EntryDraft Entry(PartyId party, EntryKind kind, JsonObject view) => new() { Kind = kind, Holder = party, HolderView = view };
}
