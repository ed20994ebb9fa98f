using System.Globalization;
using System.Security.Cryptography;
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
    OperatorParty operatorParty, SubjectPseudonyms pseudonyms)
{
    private bool _isSet;

    /// <summary>Puts the right catalogue in force.</summary>
    /// <param name="firstEntries">What is logged together with the first activation of all.</param>
    /// <param name="ct">Withdraws it before its turn.</param>
    /// <returns>The version in force, where it changed; null where it did not.</returns>
    /// <exception cref="InvalidConfigurationException">
    /// There is none that may be in force, or one that stands in for another of its version.
    /// </exception>
    public async Task<string?> RunAsync(IReadOnlyList<EntryDraft> firstEntries, CancellationToken ct)
    {
        var active = Proven(await catalogues.ActiveAsync(ct));
        var candidates = Candidates(active);
        if (candidates.Find(c => c.Version == active?.Version && c.Digest != active.Digest) is { } changed)
            throw new InvalidConfigurationException([$"catalogue {changed.Version} is active with other content: every change gets a version of its own, in catalogue.yaml, and signatures of its own"]);
        var next = candidates.MaxBy(c => Order(c.Version)) ?? throw new InvalidConfigurationException(["CatalogueFile: no approved catalogue "
            + "is in force, and none has its day: two people sign one with `gateway policy approve`"]);
        CatalogueCheck.Ensure(next.Catalogue.Catalogue, environment);
        if (active is not null && active.Version != next.Version && !IsNewer(next.Version, active.Version))
            throw new InvalidConfigurationException([$"catalogue {next.Version} is not newer than {active.Version}, which is active"]);
        if (active?.Version != next.Version) await ActivateAsync(next, active is null ? firstEntries : [], ct);
        if (inForce.Current.Digest.Span.SequenceEqual(next.Catalogue.Digest.Span))
        {
            _isSet = true;
            return null;
        }
        // Whatever the table says: while this process runs, there is no way back.
        if (_isSet && !IsNewer(next.Version, inForce.Current.Catalogue.Version))
            throw new InvalidConfigurationException(
                [$"catalogue {next.Version} is not newer than {inForce.Current.Catalogue.Version}, which is in force"]);
        inForce.Replace(next.Catalogue);
        _isSet = true;
        return next.Version;
    }

    /// <summary>A version is a day and a number of that day.</summary>
    internal static bool IsNewer(string version, string than) => Order(version).CompareTo(Order(than)) > 0;

    private List<Candidate> Candidates(ActivatedCatalogue? active)
    {
        List<Candidate> candidates = [];
        if (ApprovedCatalogue.Read(options) is { } approved)
        {
            if (approved.From <= SwedishTime.DayOf(gate.Now)) candidates.Add(new Candidate(approved));
        }
        else if (!environment.IsProduction()) candidates.Add(new Candidate(ActiveCatalogue.Embedded, null));
        // What is in force is checked by the signers of today, unless a newer one that they signed takes its place.
        if (active is { Content.IsEmpty: false } && !candidates.Exists(c => c.Approved is not null && IsNewer(c.Version, active.Version)))
        {
            var standing = ApprovedCatalogue.OfActive(active, options);
            if (standing.From <= SwedishTime.DayOf(gate.Now)) candidates.Add(new Candidate(standing));
        }
        return candidates;
    }

    private byte[] ProofOf(ActivatedCatalogue row) => pseudonyms.DigestOf("catalogue", row.Statement);

    /// <exception cref="InvalidConfigurationException">The row is not one that this gateway wrote.</exception>
    private ActivatedCatalogue? Proven(ActivatedCatalogue? active) =>
        active is null or { Proof.IsEmpty: true, Content.IsEmpty: true }
            || CryptographicOperations.FixedTimeEquals(ProofOf(active), active.Proof.Span)
            ? active
            : throw new InvalidConfigurationException([$"the row of catalogue {active.Version} in the database is not one that this gateway wrote"]);

    private Task ActivateAsync(Candidate next, IReadOnlyList<EntryDraft> firstEntries, CancellationToken ct) =>
        gate.RecordAsync(operatorParty.Id, async (work, token) =>
        {
            // Another replica may have been faster: then its entry tells of it, and this one that it was found in force.
            var row = new ActivatedCatalogue(next.Version, next.Digest, next.Approved?.Catalogue.Json ?? default, next.Approved?.Approval ?? "");
            var isFirst = await SqlCatalogueStore.TryActivateAsync(work, row with { Proof = ProofOf(row) }, gate.Now, token);
            return
            [
                new EntryDraft
                {
                    Kind = EntryKind.Catalogue, Holder = operatorParty.Id,
                    HolderView = new JsonObject
                    {
                        ["version"] = next.Version, ["digest"] = next.Digest, ["activated"] = isFirst,
                        ["signers"] = new JsonArray([.. (next.Approved?.Signers ?? []).Select(s => JsonValue.Create(s))]),
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

    /// <summary>A catalogue that could be in force; without an approval where it came with the program.</summary>
    private sealed record Candidate(ActiveCatalogue Catalogue, ApprovedCatalogue? Approved)
    {
        public Candidate(ApprovedCatalogue approved) : this(approved.Catalogue, approved) { }

        public string Version => Catalogue.Catalogue.Version;

        public string Digest { get; } = Convert.ToHexStringLower(Catalogue.Digest.Span);
    }
}
