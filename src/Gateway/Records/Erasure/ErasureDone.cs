using Gateway.Parties;

namespace Gateway.Records.Erasure;

/// <summary>An erasure that was carried out. It says nothing of what was erased.</summary>
/// <param name="Id">32 hex digits, as its entry names it.</param>
/// <param name="Party">The party that erased.</param>
/// <param name="Scope">The word of its scope's kind.</param>
/// <param name="Counts">How much.</param>
/// <param name="ErasedAt">When.</param>
/// <param name="GoneFromBackupsBy">The day by which backups that are kept as long as stated hold nothing of it.</param>
/// <param name="SweptAt">When the database's files held nothing of it any more; null before.</param>
public sealed record ErasureDone(
    string Id, PartyId Party, string Scope, ErasureCounts Counts, DateTimeOffset ErasedAt, DateOnly GoneFromBackupsBy, DateTimeOffset? SweptAt);
