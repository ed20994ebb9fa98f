using System.Globalization;
using Gateway.Records;
using Gateway.Records.Erasure;
using Gateway.Records.Retention;

namespace Gateway.Storage.Erasure;

/// <summary>What keeps a party's rows from being erased: holds, and whatever is under way about somebody whom they concern.</summary>
internal sealed class Hindrances(SqlWork sql, string party, DateTimeOffset now)
{
    private readonly object?[] _values = [party, SqlValue.Of(now - StoredRequest.Patience), SqlValue.Of(now)];

    public async ValueTask<IReadOnlyList<string>> FindAsync(ScopeRows rows, ErasureScope scope, CancellationToken ct)
    {
        HashSet<string> found = [];
        if (scope.Kind == ErasureScopeKind.Party)
        {
            if (await AnyAsync("SELECT 1 FROM holds WHERE party = @0 LIMIT 1", ct, party)) found.Add("placed-hold");
            await AddAsync(found, [.. Hindrance.UnderWay, .. Hindrance.Own], null, ct);
            return [.. found];
        }
        foreach (var record in rows.Sections.Select(s => s.Record).Distinct())
            if (await AnyAsync("SELECT 1 FROM holds WHERE party = @0 AND record = @1 LIMIT 1", ct, party, record)) found.Add("placed-hold");
        foreach (var person in rows.Persons)
        {
            if (await AnyAsync("SELECT 1 FROM holds WHERE party = @0 AND person = @1 LIMIT 1", ct, party, person)) found.Add("placed-hold");
            await AddAsync(found, Hindrance.UnderWay, person, ct);
        }
        if (scope.Kind == ErasureScopeKind.Person) await AddAsync(found, Hindrance.Own, SqlValue.Of(scope.Person), ct);
        return [.. found];
    }

    /// <summary>
    /// What holds log details: whom it is about, of everybody or of those whom the views of a part of the log name, and since when.
    /// </summary>
    public async ValueTask<DetailHolds> OfDetailsAsync(DetailWindow? within, CancellationToken ct)
    {
        var named = within is null ? "IS NOT NULL" : "IN (SELECT subject FROM log_views WHERE party = @0 AND idx BETWEEN @3 AND @4)";
        object?[] values = within is null ? _values : [.. _values, within.Details[0].Index, within.Details[^1].Index];
        HashSet<string> persons = [];
        DateTimeOffset? since = null;
        foreach (var hindrance in (IEnumerable<Hindrance>)[.. Hindrance.Placed, .. Hindrance.UnderWay, .. Hindrance.Own])
        {
            persons.UnionWith(await sql.Prepared($"SELECT DISTINCT {hindrance.Person} AS person FROM {hindrance.From} AND {hindrance.Person} {named}",
                values)
                .ListAsync(row => Convert.ToHexStringLower(row.Bytes("person").Span), ct));
            if (hindrance.Began.Length == 0) continue;
            var began = (await sql.Prepared($"SELECT MIN({hindrance.Began}) AS began FROM {hindrance.From}", _values)
                .ListAsync(row => row.InstantOrNull("began"), ct))[0];
            if (began is { } at && !(since <= at)) since = at;
        }
        return new DetailHolds(persons, since) { ReviewedDays = await ReviewedDaysAsync(ct) };
    }

    /// <summary>A review of unusual volume names an officer and a day; its acts are of every kind, and are not told apart by officer here.</summary>
    private async ValueTask<IReadOnlyList<DateOnly>> ReviewedDaysAsync(CancellationToken ct) =>
        [.. (await sql.Prepared(Hindrance.ReviewedDay, party).ListAsync(row => row.Text("day"), ct))
            .Select(day => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture))];

    private async ValueTask AddAsync(HashSet<string> found, IReadOnlyList<Hindrance> hindrances, byte[]? person, CancellationToken ct)
    {
        foreach (var hindrance in hindrances.Where(h => !found.Contains(h.Word)))
        {
            var about = person is null ? "" : $"AND {hindrance.Person} = @3 ";
            object?[] values = person is null ? _values : [.. _values, person];
            if (await AnyAsync($"SELECT 1 FROM {hindrance.From} {about}LIMIT 1", ct, values)) found.Add(hindrance.Word);
        }
    }

    private async ValueTask<bool> AnyAsync(string ask, CancellationToken ct, params object?[] values) =>
        await sql.Prepared(ask, values).ExecuteScalarAsync(ct) is not null;
}
