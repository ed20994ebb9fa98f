namespace Gateway.Audit;

/// <summary>
/// The first thing that is wrong with a log.
/// </summary>
/// <param name="Message">What and where, in one line.</param>
/// <param name="EntryIndex">The first entry it concerns; null where it concerns the whole.</param>
public sealed record LogFault(string Message, long? EntryIndex = null);
