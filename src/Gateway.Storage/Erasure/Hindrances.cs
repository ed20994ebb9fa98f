using Gateway.Alerts;
using Gateway.Enforcement;
using Gateway.Records;
using Gateway.Records.Erasure;

namespace Gateway.Storage.Erasure;

/// <summary>What keeps a party's rows from being erased: holds, and whatever is under way about somebody whom they concern.</summary>
internal sealed class Hindrances(SqlWork sql, string party, DateTimeOffset now)
{
    private const string Sides = "(r.holder = @0 OR r.asker = @0)";

    private static readonly string NotOpened = string.Join(", ", new[] { AlertState.Stored, AlertState.Delivered, AlertState.Overdue }.Select(s => $"'{s}'"));

    /// <summary>Told of data that is wrong or erased elsewhere, a party may well erase its own.</summary>
    private static readonly string NoHindrance =
        string.Join(", ", new[] { FollowUpKind.Correction, FollowUpKind.ErasureInstruction }.Select(k => $"'{k}'"));

    public async ValueTask<IReadOnlyList<string>> FindAsync(ScopeRows rows, ErasureScope scope, CancellationToken ct)
    {
        HashSet<string> found = [];
        if (scope.Kind == ErasureScopeKind.Party)
        {
            if (await AnyAsync("SELECT 1 FROM holds WHERE party = @0 LIMIT 1", ct, party)) found.Add("placed-hold");
            await AddUnderWayAsync(found, null, ct);
            await AddOwnAsync(found, null, ct);
            return [.. found];
        }
        foreach (var record in rows.Sections.Select(s => s.Record).Distinct())
            if (await AnyAsync("SELECT 1 FROM holds WHERE party = @0 AND record = @1 LIMIT 1", ct, party, record)) found.Add("placed-hold");
        foreach (var person in rows.Persons)
        {
            if (await AnyAsync("SELECT 1 FROM holds WHERE party = @0 AND person = @1 LIMIT 1", ct, party, person)) found.Add("placed-hold");
            await AddUnderWayAsync(found, person, ct);
        }
        if (scope.Kind == ErasureScopeKind.Person) await AddOwnAsync(found, SqlValue.Of(scope.Person), ct);
        return [.. found];
    }

    /// <summary>Requests between the party and another, and what follows from them.</summary>
    private async ValueTask AddUnderWayAsync(HashSet<string> found, byte[]? person, CancellationToken ct)
    {
        var about = person is null ? "" : "AND r.subject = @2";
        object?[] values = person is null ? [party, SqlValue.Of(now - StoredRequest.Patience)] : [party, SqlValue.Of(now - StoredRequest.Patience), person];
        if (await AnyAsync($"SELECT 1 FROM requests r WHERE {Sides} {about} AND r.closed_at IS NULL AND r.asked_at > @1 "
            + "AND (r.asker = @0 OR r.waits = TRUE) LIMIT 1", ct, values)) // a request that the holder was never shown is not told of here
            found.Add("open-request");
        if (await AnyAsync($"SELECT 1 FROM formal_decisions f JOIN requests r ON r.id = f.request WHERE {Sides} {about} AND r.withdrawn_at IS NULL "
            + "AND (f.decided_at IS NULL OR f.appealable_until > @1) LIMIT 1", ct, [party, SqlValue.Of(now), .. values.Skip(2)]))
            found.Add("formal-decision");
        // A review of unusual volume names the officer and the day: it holds whatever that officer asked.
        if (await AnyAsync($"SELECT 1 FROM requests r JOIN follow_ups f ON f.reference = r.id OR (f.party = r.asker AND r.asker = @0 "
            + "AND substr(f.reference, 1, length(r.officer) + 1) = r.officer || '/') "
            + $"WHERE {Sides} {about} AND f.done_at IS NULL AND f.kind NOT IN ({NoHindrance}) AND (f.party = @0 OR f.counterpart = @0) LIMIT 1",
            ct, [party, .. person is null ? Array.Empty<object?>() : [null, person]]))
            found.Add("open-follow-up");
    }

    /// <summary>Alerts and cases of the party's own.</summary>
    private async ValueTask AddOwnAsync(HashSet<string> found, byte[]? person, CancellationToken ct)
    {
        object?[] values = person is null ? [party] : [party, person];
        var concerned = person is null ? "" : "AND EXISTS (SELECT 1 FROM alert_persons p WHERE p.alert = a.id AND p.person = @1)";
        if (await AnyAsync($"SELECT 1 FROM alerts a WHERE a.sender = @0 AND a.state IN ({NotOpened}) {concerned} LIMIT 1", ct, values))
            found.Add("alert-not-opened");
        if (await AnyAsync("SELECT 1 FROM cases WHERE party = @0 AND closed_at IS NULL" + (person is null ? "" : " AND subject = @1") + " LIMIT 1", ct, values))
            found.Add("open-case");
    }

    private async ValueTask<bool> AnyAsync(string ask, CancellationToken ct, params object?[] values) =>
        await sql.Prepared(ask, values).ExecuteScalarAsync(ct) is not null;
}
