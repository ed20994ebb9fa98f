using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Server.Keys;
using Gateway.Storage;
using Gateway.Storage.Keys;
using Gateway.Storage.Policy;

namespace Gateway.Server.Hosting;

/// <summary>
/// What a start does before it serves: makes the operator's party with its first officer where there is none, and activates the
/// catalogue where it is newer than the active one. Both are entries.
/// </summary>
internal sealed class Bootstrap(
    SqliteDatabase database, PolicyEnforcementPoint gate, PolicyInformationPoint registers, IPartyStore parties, SqlKeyStore keys, SqlCatalogueStore catalogues, PartyKeyRing ring)
{
    /// <exception cref="InvalidConfigurationException">The program's catalogue is older than the active one.</exception>
    public async Task RunAsync(PartyId operatorParty, string operatorOfficer, CancellationToken ct)
    {
        if (await parties.FindPartyAsync(operatorParty, ct) is null) await AddOperatorAsync(operatorParty, operatorOfficer, ct);

        var digest = Convert.ToHexStringLower(gate.Catalogue.Digest.Span);
        var next = new ActivatedCatalogue(gate.Catalogue.Catalogue.Version, digest);
        var active = await catalogues.ActiveAsync(ct);
        if (active == next) return;
        if (active is not null && !IsNewer(next.Version, active.Version))
            throw new InvalidConfigurationException([$"catalogue {next.Version} is not newer than {active.Version}, which is active"]);
        // The operator is logged with the first catalogue: what was made for it so far is of no use without that.
        List<EntryDraft> entries = [Entry(operatorParty, EntryKind.Catalogue, new JsonObject { ["version"] = next.Version, ["digest"] = digest })];
        if (active is null)
            entries.Add(Entry(operatorParty, EntryKind.Party, new JsonObject { ["party"] = operatorParty.ToString(), ["registered"] = operatorOfficer }));
        await gate.RecordAsync(operatorParty, async (work, token) =>
        {
            await SqlCatalogueStore.ActivateAsync(work, next, gate.Now, token);
            return entries;
        }, ct);
    }

    /// <summary>A version is a day and a number of that day.</summary>
    internal static bool IsNewer(string version, string than) => Order(version).CompareTo(Order(than)) > 0;

    private static (DateOnly Day, int Number) Order(string version) => version.Split('.') is [var day, var number]
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
        ? (date, place)
        : throw new InvalidConfigurationException([$"`{version}` is no catalogue version: yyyy-MM-dd.N"]);

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
