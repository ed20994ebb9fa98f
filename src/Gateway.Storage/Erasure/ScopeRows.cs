using Gateway.Parties;
using Gateway.Records.Erasure;

namespace Gateway.Storage.Erasure;

/// <summary>A section by its key, or what was sealed for one request, which stands as its record.</summary>
internal sealed record SectionKey(string Record, string Section);

/// <summary>The rows of a party that a scope takes, by their keys.</summary>
/// <param name="Sections">Sections that are kept ready.</param>
/// <param name="Fulfilments">What the party's own system sealed for requests.</param>
/// <param name="Answered">Requests to the party whose content is there.</param>
/// <param name="Asked">Requests by the party whose answer is there.</param>
/// <param name="Alerts">Alerts that the party sent and whose content is there.</param>
/// <param name="Persons">Whom it concerns; not read for a whole party.</param>
internal sealed record ScopeRows(
    IReadOnlyList<SectionKey> Sections, IReadOnlyList<SectionKey> Fulfilments, IReadOnlyList<string> Answered, IReadOnlyList<string> Asked,
    IReadOnlyList<string> Alerts, IReadOnlyList<byte[]> Persons)
{
    private const string LivingSections = "SELECT DISTINCT record, section FROM record_sections WHERE holder = @0 AND erased_at IS NULL";

    /// <summary>Those of the answered requests that the holder was shown: they waited for it, or something was released on them.</summary>
    public async ValueTask<IReadOnlyList<string>> ShownAsync(SqlWork sql, CancellationToken ct)
    {
        List<string> shown = [];
        foreach (var request in Answered)
            shown.AddRange(await IdsAsync(
                sql, "SELECT id FROM requests r WHERE id = @0 AND (waits = TRUE OR EXISTS (SELECT 1 FROM releases x WHERE x.request = r.id))",
                    [request], ct));
        return shown;
    }

    public static async ValueTask<ScopeRows> FindAsync(SqlWork sql, PartyId party, ErasureScope scope, CancellationToken ct)
    {
        var (of, person) = (party.ToString(), SqlValue.Of(scope.Person));
        return scope.Kind switch
        {
            ErasureScopeKind.Section => await OfSectionsAsync(sql, of, $"{LivingSections} AND record = @1 AND section = @2",
                [of, scope.Record, scope.Section], ct),
            ErasureScopeKind.Record => await OfSectionsAsync(sql, of, $"{LivingSections} AND record = @1", [of, scope.Record], ct),
            ErasureScopeKind.Person => await OfPersonAsync(sql, of, person, ct),
            ErasureScopeKind.Party => await OfPartyAsync(sql, of, ct),
            _ => throw new ArgumentOutOfRangeException(nameof(scope), "the scope has no kind"),
        };
    }

    private static async ValueTask<ScopeRows> OfSectionsAsync(SqlWork sql, string party, string find, object?[] values, CancellationToken ct)
    {
        var sections = await SectionsAsync(sql, find, values, ct);
        Dictionary<string, byte[]> persons = [];
        await AddPersonsAsync(sql, persons, party, sections, ct);
        return new ScopeRows(sections, [], [], [], [], [.. persons.Values]);
    }

    private static async ValueTask<ScopeRows> OfPersonAsync(SqlWork sql, string party, byte[] person, CancellationToken ct)
    {
        var sections = await SectionsAsync(
            sql, "SELECT DISTINCT record, section FROM record_persons WHERE holder = @0 AND person = @1", [party, person], ct);
        var answered = await IdsAsync(
            sql, "SELECT id FROM requests WHERE subject = @1 AND holder = @0 AND length(sealed_content) > 0", [party, person], ct);
        // Beside those of the requests about the person: what was sealed for other requests and concerns the person too.
        var fulfilments = await SectionsAsync(sql,
            "SELECT f.request AS record, f.category AS section FROM fulfilments f JOIN requests r ON r.id = f.request "
            + "WHERE r.holder = @0 AND (r.subject = @1 OR f.persons LIKE @2)", [party, person, $"%{Convert.ToHexStringLower(person)}%"], ct);
        var asked = await IdsAsync(sql, "SELECT id FROM requests WHERE subject = @1 AND asker = @0 AND length(sealed_answer) > 0", [party, person],
            ct);
        var alerts = await IdsAsync(
            sql, "SELECT a.id FROM alert_persons p JOIN alerts a ON a.id = p.alert WHERE p.person = @1 AND a.sender = @0", [party, person], ct);
        Dictionary<string, byte[]> persons = new() { [Convert.ToHexString(person)] = person };
        await AddPersonsAsync(sql, persons, party, sections, ct);
        foreach (var sealedFor in fulfilments)
        {
            await AddAsync(sql, persons, "SELECT subject AS person FROM requests WHERE id = @0 AND subject IS NOT NULL", [sealedFor.Record], ct);
            foreach (var concerned in await sql.Prepared("SELECT persons FROM fulfilments WHERE request = @0 AND category = @1", sealedFor.Record,
                sealedFor.Section)
                .ListAsync(row => row.Codes("persons"), ct))
                foreach (var hex in concerned.Where(p => p.Length > 0)) persons.TryAdd(hex.ToUpperInvariant(), Convert.FromHexString(hex));
        }
        foreach (var alert in alerts) await AddAsync(sql, persons, "SELECT person FROM alert_persons WHERE alert = @0", [alert], ct);
        return new ScopeRows(sections, fulfilments, answered, asked, alerts, [.. persons.Values]);
    }

    private static async ValueTask<ScopeRows> OfPartyAsync(SqlWork sql, string party, CancellationToken ct) => new(
        await SectionsAsync(sql, LivingSections, [party], ct),
        await SectionsAsync(sql, "SELECT f.request AS record, f.category AS section FROM fulfilments f JOIN requests r ON r.id = f.request WHERE r.holder = @0",
            [party], ct),
        await IdsAsync(sql, "SELECT id FROM requests WHERE holder = @0 AND length(sealed_content) > 0", [party], ct),
        await IdsAsync(sql, "SELECT id FROM requests WHERE asker = @0 AND length(sealed_answer) > 0", [party], ct),
        await IdsAsync(sql, "SELECT id FROM alerts WHERE sender = @0 AND length(sealed_content) > 0", [party], ct), []);

    private static async ValueTask AddPersonsAsync(
        SqlWork sql, Dictionary<string, byte[]> persons, string party, IReadOnlyList<SectionKey> sections, CancellationToken ct)
    {
        foreach (var section in sections)
            await AddAsync(sql, persons,
                "SELECT DISTINCT person FROM record_persons WHERE holder = @0 AND record = @1 AND section = @2 AND person IS NOT NULL",
                [party, section.Record, section.Section], ct);
    }

    private static async ValueTask AddAsync(SqlWork sql, Dictionary<string, byte[]> persons, string find, object?[] values, CancellationToken ct)
    {
        foreach (var person in await sql.Prepared(find, values).ListAsync(row => row.Bytes("person").ToArray(), ct))
            persons.TryAdd(Convert.ToHexString(person), person);
    }

    private static ValueTask<IReadOnlyList<SectionKey>> SectionsAsync(SqlWork sql, string find, object?[] values, CancellationToken ct) =>
        sql.Prepared(find, values).ListAsync(row => new SectionKey(row.Text("record"), row.Text("section")), ct);

    private static ValueTask<IReadOnlyList<string>> IdsAsync(SqlWork sql, string find, object?[] values, CancellationToken ct) =>
        sql.Prepared(find, values).ListAsync(row => row.Text("id"), ct);
}
