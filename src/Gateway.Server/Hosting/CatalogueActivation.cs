using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Storage.Policy;

namespace Gateway.Server.Hosting;

/// <summary>
/// Which catalogue is in force: the newest of the one activated last, the approved one whose day has come, and, outside Production, the
/// one that comes with the program. There is no way back to an older one. Each activation is an entry.
/// </summary>
internal sealed class CatalogueActivation(
    GatewayServerOptions options, IHostEnvironment environment, CatalogueInForce inForce, PolicyEnforcementPoint gate, SqlCatalogueStore catalogues,
    OperatorParty operatorParty)
{
    /// <summary>Puts the right catalogue in force.</summary>
    /// <param name="firstEntries">What is logged together with the first activation of all.</param>
    /// <param name="ct">Withdraws it before its turn.</param>
    /// <returns>The version in force, where it changed; null where it did not.</returns>
    /// <exception cref="InvalidConfigurationException">There is none that may be in force, or one that stands in for another of its version.</exception>
    public async Task<string?> RunAsync(IReadOnlyList<EntryDraft> firstEntries, CancellationToken ct)
    {
        var active = await catalogues.ActiveAsync(ct);
        var stands = active is { Content.IsEmpty: false } ? ActiveCatalogue.Read(active.Content) : null;
        var (next, signers) = Candidate(stands);
        if (next is null)
        {
            throw new InvalidConfigurationException(["CatalogueFile: no approved catalogue is in force, and none has its day: "
                + "two people sign one with `gateway policy approve`"]);
        }
        CatalogueCheck.Ensure(next.Catalogue, environment);
        var (version, digest) = (next.Catalogue.Version, Convert.ToHexStringLower(next.Digest.Span));
        if (active is not null && active.Version == version && active.Digest != digest)
            throw new InvalidConfigurationException([$"catalogue {version} is active with other content: every change gets a version of its own"]);
        if (active is not null && active.Version != version && !IsNewer(version, active.Version))
            throw new InvalidConfigurationException([$"catalogue {version} is not newer than {active.Version}, which is active"]);
        if (active?.Version != version) await ActivateAsync(new ActivatedCatalogue(version, digest, next.Json, signers), active is null ? firstEntries : [], ct);
        if (inForce.Current.Digest.Span.SequenceEqual(next.Digest.Span)) return null;
        inForce.Replace(next);
        return version;
    }

    /// <summary>A version is a day and a number of that day.</summary>
    internal static bool IsNewer(string version, string than) => Order(version).CompareTo(Order(than)) > 0;

    private (ActiveCatalogue? Catalogue, IReadOnlyList<string> Signers) Candidate(ActiveCatalogue? stands)
    {
        List<(ActiveCatalogue Catalogue, IReadOnlyList<string> Signers)> candidates = [];
        if (stands is not null) candidates.Add((stands, []));
        if (ApprovedCatalogue.Read(options) is { } approved)
        {
            if (approved.From <= SwedishTime.DayOf(gate.Now)) candidates.Add((approved.Catalogue, approved.Signers));
        }
        else if (!environment.IsProduction()) candidates.Add((ActiveCatalogue.Embedded, []));
        return candidates.Count == 0 ? (null, []) : candidates.MaxBy(c => Order(c.Catalogue.Catalogue.Version));
    }

    private Task ActivateAsync(ActivatedCatalogue next, IReadOnlyList<EntryDraft> firstEntries, CancellationToken ct) =>
        gate.RecordAsync(operatorParty.Id, async (work, token) =>
        {
            // Another replica may have been faster: then its entry tells of it, and this one that it was found in force.
            var isFirst = await SqlCatalogueStore.TryActivateAsync(work, next, gate.Now, token);
            return
            [
                new EntryDraft
                {
                    Kind = EntryKind.Catalogue, Holder = operatorParty.Id,
                    HolderView = new JsonObject
                    {
                        ["version"] = next.Version, ["digest"] = next.Digest, ["activated"] = isFirst,
                        ["signers"] = new JsonArray([.. next.Signers.Select(s => JsonValue.Create(s))]),
                    },
                },
                .. firstEntries,
            ];
        }, ct);

    private static (DateOnly Day, int Number) Order(string version) => version.Split('.') is [var day, var number]
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
        ? (date, place)
        : throw new InvalidConfigurationException([$"`{version}` is no catalogue version: yyyy-MM-dd.N"]);
}
