namespace Gateway.Audit;

/// <summary>An entry with the index that the log gave it.</summary>
public sealed record LoggedEntry(AuditEntry Entry, long Index);
