namespace Gateway.Policy;

/// <summary>A case as need-to-know sees one.</summary>
/// <param name="IsOpen">Whether it is open.</param>
/// <param name="IsAssigned">Whether the officer is assigned to it.</param>
/// <param name="ConcernsSubject">Whether it is about the person asked about.</param>
/// <param name="Purpose">Its purpose code.</param>
public sealed record CaseFacts(bool IsOpen, bool IsAssigned, bool ConcernsSubject, string Purpose);
