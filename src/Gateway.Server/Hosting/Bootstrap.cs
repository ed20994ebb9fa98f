using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Server.Keys;
using Gateway.Storage.Keys;

namespace Gateway.Server.Hosting;

/// <summary>
/// What a first start does, each an entry: the operator's party with its first officer, and the activation of the catalogue. A
/// later start activates a catalogue that is newer.
/// </summary>
internal static class Bootstrap
{
    /// <summary>Runs before the first call is served.</summary>
    public static async Task RunAsync(IServiceProvider services, GatewayServerOptions options, CancellationToken ct)
    {
        var operatorId = new PartyId(options.OperatorParty);
        var (gate, parties) = (services.GetRequiredService<PolicyEnforcementPoint>(), services.GetRequiredService<IPartyStore>());
        if (await parties.FindPartyAsync(operatorId, ct) is null)
            await AddOperatorAsync(services, gate, parties, operatorId, options.OperatorOfficer, ct);
        await ActivateAsync(gate, services.GetRequiredService<SqlKeyStore>(), operatorId, services.GetRequiredService<ActiveCatalogue>(), ct);
    }

    private static async Task AddOperatorAsync(
        IServiceProvider services, PolicyEnforcementPoint gate, IPartyStore parties, PartyId id, string officer, CancellationToken ct)
    {
        var keys = services.GetRequiredService<SqlKeyStore>();
        var wrapped = await services.GetRequiredService<PartyKeyRing>().CreateAsync(id.ToString(), ct);
        // Stored before the log has an entry for it, since an entry is sealed under this very key. Without the party the row is nothing.
        await keys.AddPartyKeysAsync(wrapped, ct);
        // The operator is sent nothing and signs nothing: both private halves are forgotten here.
        using var recipient = AgreementKey.Generate();
        using var signing = SigningKey.Generate();
        var party = new Party
        {
            Id = id, Kind = PartyKind.AnyAuthority, Name = "Gateway, drift", IntakeKey = wrapped.IntakeJwk,
            RecipientKey = recipient.Public.ToJwk(), SigningKey = signing.Public.ToJwk(),
        };
        await gate.RecordAsync(id, async (work, token) =>
        {
            await parties.AddPartyAsync(work, party, token);
            await parties.SaveOfficerAsync(work, new Officer { Party = id, Id = officer, Roles = [PartyDirectory.OperatorRole] }, token);
            return (true, Entry(id, EntryKind.Party, new JsonObject { ["party"] = id.ToString(), ["registered"] = officer, ["act"] = "bootstrap" }));
        }, ct);
    }

    private static async Task ActivateAsync(
        PolicyEnforcementPoint gate, SqlKeyStore store, PartyId operatorId, ActiveCatalogue catalogue, CancellationToken ct)
    {
        var digest = Convert.ToHexStringLower(catalogue.Digest.Span);
        var (version, active) = await store.ActiveCatalogueAsync(ct);
        if (active == digest) return;
        if (string.CompareOrdinal(catalogue.Catalogue.Version, version) <= 0)
            throw new InvalidConfigurationException([$"catalogue {catalogue.Catalogue.Version} is not newer than {version}, which is active"]);
        await gate.RecordAsync(operatorId, async (work, token) =>
        {
            await store.ActivateCatalogueAsync(work, catalogue.Catalogue.Version, digest, gate.Now, token);
            return (true, Entry(operatorId, EntryKind.Catalogue, new JsonObject { ["version"] = catalogue.Catalogue.Version, ["digest"] = digest }));
        }, ct);
    }

    private static IReadOnlyList<EntryDraft> Entry(PartyId party, EntryKind kind, JsonObject view) =>
        [new EntryDraft { Kind = kind, Holder = party, HolderView = view }];
}
