using Gateway.Audit;

namespace Gateway.Review;

/// <summary>Something that an officer of the reviewed party did about a person, as log review looks at it.</summary>
/// <param name="Reference">Id of the request or alert; of the entry where it belongs to none.</param>
/// <param name="Officer">The officer's id within the party.</param>
/// <param name="Kind">The kind of entry.</param>
/// <param name="At">When.</param>
/// <param name="Purpose">Purpose code; empty where the view names none.</param>
/// <param name="HasCase">Whether a case is named.</param>
/// <param name="Subject">Pseudonym of the person; empty where the party finds the entry by nobody.</param>
public sealed record ReviewedAct(
    string Reference, string Officer, EntryKind Kind, DateTimeOffset At, string Purpose, bool HasCase, ReadOnlyMemory<byte> Subject)
{
    /// <summary>The act of an opened view; null where no officer of the party acts in it, or it is of a kind that is not reviewed.</summary>
    public static ReviewedAct? Of(FoundView view, ViewFacts facts)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(facts);
        var (entry, own) = (view.Entry, $"{view.Entry.Viewer}/");
        // Who asks or opens is named with the party; who looks or pushes is of the party whose entry it is.
        var officer = entry.Kind switch
        {
            EntryKind.Request or EntryKind.Opening => Own(facts.Officers.FirstOrDefault(o => o.StartsWith(own, StringComparison.Ordinal)), own),
            EntryKind.AuditLookup or EntryKind.Alert => facts.Officers is [var first, ..] ? Own(first, own) : "",
            _ => "",
        };
        var isOwn = entry.Kind is EntryKind.Request or EntryKind.Opening ? entry.Viewer == entry.Content.Counterpart
            : entry.Viewer == entry.Content.Holder;
        // A look at a list is about nobody in particular.
        if (officer.Length == 0 || !isOwn || (entry.Kind == EntryKind.AuditLookup && view.Subject.IsEmpty)) return null;
        return new ReviewedAct(
            facts.Reference.Length > 0 ? facts.Reference : entry.Content.Id,
            officer, entry.Kind, entry.At, facts.Purpose, facts.Case.Length > 0, view.Subject);
    }

    private static string Own(string? officer, string own) =>
        officer is null ? "" : officer.StartsWith(own, StringComparison.Ordinal) ? officer[own.Length..] : officer;
}
