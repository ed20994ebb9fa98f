namespace Gateway.Records.Retention;

/// <summary>A party's details in a part of the log, with those beside it: acts go over its edges.</summary>
/// <param name="From">Its first index.</param>
/// <param name="End">Behind its last.</param>
/// <param name="Details">By index.</param>
public sealed record DetailWindow(long From, long End, IReadOnlyList<LogDetail> Details);
