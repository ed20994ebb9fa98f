using Gateway.Alerts;
using Gateway.Enforcement;
using Gateway.Review;

namespace Gateway.Storage.Erasure;

/// <summary>
/// Something that keeps a party's rows from being erased, as SQL over @0 the party, @1 the instant before which a request has closed by itself,
/// and @2 now. The conditions lead from what is open, which is little, to whom it is about, and not the other way round.
/// </summary>
/// <param name="Word">The word by which the party is told of it.</param>
/// <param name="Person">The column of whom it is about.</param>
/// <param name="From">Tables and conditions.</param>
internal sealed record Hindrance(string Word, string Person, string From)
{
    private static readonly string NotOpened = string.Join(", ",
        new[] { AlertState.Stored, AlertState.Delivered, AlertState.Overdue }.Select(s => $"'{s}'"));

    /// <summary>Told of data that is wrong or erased elsewhere, a party may well erase its own.</summary>
    private static readonly string ToDo =
        $"f.done_at IS NULL AND f.kind NOT IN ('{FollowUpKind.Correction}', '{FollowUpKind.ErasureInstruction}') AND @0 IN (f.party, f.counterpart)";

    /// <summary>Days whose unusual volume is under review, as the references of those follow-ups end with them.</summary>
    public const string ReviewedDay = "SELECT DISTINCT substr(f.reference, length(f.reference) - 9) AS day FROM follow_ups f "
        + "WHERE f.party = @0 AND f.cause = '" + ReviewSelection.Volume + "' AND f.done_at IS NULL AND substr(f.reference, length(f.reference) - 10, 1) = '/'";

    /// <summary>When it began, in milliseconds; empty where it is no matter that an entry can belong to.</summary>
    public string Began { get; private init; } = "";

    /// <summary>
    /// Holds that were placed on a person, and on whom a record is about. CROSS JOIN keeps the order of the tables, here and below.
    /// </summary>
    public static readonly IReadOnlyList<Hindrance> Placed =
    [
        new("placed-hold", "h.person", "holds h WHERE h.party = @0 AND h.record IS NULL"),
        new("placed-hold", "p.person",
            "holds h CROSS JOIN record_persons p WHERE h.party = @0 AND p.holder = h.party AND p.record = h.record"),
        // A record that names nobody has entries that name nobody.
        new("placed-hold", "NULL", "holds h JOIN record_sections s ON s.holder = h.party AND s.record = h.record WHERE h.party = @0")
            { Began = "s.stored_at" },
    ];

    /// <summary>Requests between the party and another, and what follows from them, from alerts and from incidents.</summary>
    public static readonly IReadOnlyList<Hindrance> UnderWay =
    [
        new("open-request", "r.subject", "requests r WHERE r.asker = @0 AND r.closed_at IS NULL AND r.asked_at > @1") { Began = "r.asked_at" },
        // One that the holder was never shown is not told of here.
        new("open-request", "r.subject", "requests r WHERE r.holder = @0 AND r.waits = TRUE AND r.closed_at IS NULL AND r.asked_at > @1")
            { Began = "r.asked_at" },
        new("formal-decision", "r.subject", "formal_decisions f CROSS JOIN requests r WHERE r.id = f.request AND @0 IN (r.holder, r.asker) "
            + "AND r.withdrawn_at IS NULL AND (f.decided_at IS NULL OR f.appealable_until > @2)") { Began = "r.asked_at" },
        new("open-follow-up", "r.subject", $"follow_ups f JOIN requests r ON r.id = f.reference WHERE @0 IN (r.holder, r.asker) AND {ToDo}")
            { Began = "r.asked_at" },
        // A review of unusual volume names the officer and the day: it holds whatever that officer asked.
        new("open-follow-up", "r.subject",
            "follow_ups f JOIN requests r ON r.asker = f.party AND r.officer = substr(f.reference, 1, length(f.reference) - 11) "
            + $"WHERE f.party = @0 AND substr(f.reference, length(f.reference) - 10, 1) = '/' AND {ToDo}") { Began = "r.asked_at" },
        new("open-follow-up", "p.person", "follow_ups f JOIN alerts a ON a.id = f.reference LEFT JOIN alert_persons p ON p.alert = a.id "
            + $"WHERE @0 IN (a.sender, a.receiver) AND {ToDo}") { Began = "a.stored_at" },
        // A log review of an entry that belongs to no request and no alert.
        new("open-follow-up", "v.subject", "follow_ups f JOIN log_entries e ON e.id = f.reference JOIN log_views v ON v.idx = e.idx AND v.party = @0 "
            + $"WHERE {ToDo}"),
        new("open-follow-up", "r.subject", $"follow_ups f JOIN incidents i ON i.id = f.reference JOIN requests r ON r.id = i.reference WHERE {ToDo}")
            { Began = "r.asked_at" },
        new("open-follow-up", "p.person", "follow_ups f JOIN incidents i ON i.id = f.reference JOIN alerts a ON a.id = i.reference "
            + $"LEFT JOIN alert_persons p ON p.alert = a.id WHERE {ToDo}") { Began = "a.stored_at" },
    ];

    /// <summary>Alerts and cases of the party's own.</summary>
    public static readonly IReadOnlyList<Hindrance> Own =
    [
        // Found by their state: those that the party ever sent are many more.
        new("alert-not-opened", "p.person", "alerts a LEFT JOIN alert_persons p ON p.alert = a.id "
            + $"WHERE a.sender || '' = @0 AND a.state IN ({NotOpened})") { Began = "a.stored_at" },
        new("open-case", "c.subject", "cases c WHERE c.party = @0 AND c.closed_at IS NULL"),
    ];
}
