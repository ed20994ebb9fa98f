using Gateway.Parties;

namespace Gateway.Records.Erasure;

/// <summary>For how many days the operator states that it keeps backups: as long as that, they hold what was erased.</summary>
public sealed record BackupTime(int Days)
{
    /// <summary>The day by which what is erased at an instant is gone from them.</summary>
    public DateOnly GoneBy(DateTimeOffset erasedAt) => SwedishTime.DayOf(erasedAt).AddDays(Days);
}
