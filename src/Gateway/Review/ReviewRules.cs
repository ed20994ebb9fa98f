using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Review;

/// <summary>
/// What log review looks for. For social services it rests on 10 § lagen (2001:454), systematic and recurring checks; for law enforcement
/// on 3 kap. 5 § brottsdatalagen (2018:1177), not verified; for others it is our own choice. Neighbours cannot be looked for: no register here
/// knows where an officer or a person lives. Unusual volume is counted over a day's acts (<see cref="ReviewSelection"/>), and a changed question
/// after a refusal is seen when it is asked.
/// </summary>
public static class ReviewRules
{
    private static readonly string[] Urgent = ["intervene-now", "child-protection"];

    /// <summary>Purposes that the rules name: each has to be in the catalogue.</summary>
    public static IReadOnlyList<string> Purposes => Urgent;

    /// <summary>The rules; an act may be a case of several.</summary>
    public static IReadOnlyList<ReviewRule> All { get; } =
    [
        new("no-case", (act, _) => act is { Kind: EntryKind.Request, HasCase: false }),
        new("self", (act, register) => Mark(act, register) is { IsEmpty: false } mark
            && register.Officers.TryGetValue(act.Officer, out var officer) && Is(officer.Person, mark)),
        new("conflict-of-interest", (act, register) => Mark(act, register) is { IsEmpty: false } mark
            && register.Officers.TryGetValue(act.Officer, out var officer) && officer.Conflicts.Any(c => Is(c, mark))),
        new("colleague", (act, register) => Mark(act, register) is { IsEmpty: false } mark
            && register.Officers.Values.Any(o => o.Id != act.Officer && Is(o.Person, mark))),
        new("unusual-hours", (act, _) => act.Kind is EntryKind.Request or EntryKind.Opening && !Urgent.Contains(act.Purpose)
            && SwedishTime.ClockAt(act.At).Hour is (< 6 or >= 22)),
    ];

    private static ReadOnlyMemory<byte> Mark(ReviewedAct act, ReviewRegister register) =>
        act.Subject.IsEmpty ? default : register.MarkOf(act.Subject);

    private static bool Is(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other) => !one.IsEmpty && one.Span.SequenceEqual(other.Span);
}
