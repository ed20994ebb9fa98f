using System.Collections.Frozen;

namespace Gateway.Audit;

/// <summary>The words of entry kinds, as they stand in leaves and answers.</summary>
public static class EntryKinds
{
    private static readonly FrozenDictionary<EntryKind, string> Words = new Dictionary<EntryKind, string>
    {
        [EntryKind.Alert] = "alert",
        [EntryKind.AlertState] = "alert-state",
        [EntryKind.Opening] = "opening",
        [EntryKind.Request] = "request",
        [EntryKind.Assessment] = "assessment",
        [EntryKind.DryRun] = "dry-run",
        [EntryKind.Case] = "case",
        [EntryKind.StandingDecision] = "standing-decision",
        [EntryKind.Party] = "party",
        [EntryKind.Key] = "key",
        [EntryKind.Catalogue] = "catalogue",
        [EntryKind.AuditLookup] = "audit-lookup",
        [EntryKind.Erasure] = "erasure",
        [EntryKind.Refusal] = "refusal",
        [EntryKind.Record] = "record",
        [EntryKind.FollowUp] = "follow-up",
        [EntryKind.Consent] = "consent",
        [EntryKind.FormalDecision] = "formal-decision",
        [EntryKind.SecrecyEnded] = "secrecy-ended",
        [EntryKind.Incident] = "incident",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, EntryKind> ByWord = Words.ToFrozenDictionary(p => p.Value, p => p.Key);

    /// <summary>The word of a kind; empty for the unspecified one.</summary>
    public static string Word(this EntryKind kind) => Words.GetValueOrDefault(kind, "");

    /// <summary>Reads a word such as <c>alert-state</c>; false leaves the kind unspecified.</summary>
    public static bool TryParse(string? word, out EntryKind kind) => ByWord.TryGetValue(word ?? "", out kind);

    /// <summary>The kind of a word; the unspecified one where it is none.</summary>
    public static EntryKind Of(string word) => ByWord.GetValueOrDefault(word);
}
