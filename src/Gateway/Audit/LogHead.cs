namespace Gateway.Audit;

/// <summary>The log's newest checkpoint, the key that signed it, and when: a monitor compares that time with its clock.</summary>
public sealed record LogHead(Checkpoint Checkpoint, NoteVerifier Verifier, DateTimeOffset SignedAt);
