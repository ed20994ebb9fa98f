using Gateway.Audit;

namespace Gateway.Storage.Log;

/// <summary>A checkpoint with its witnesses' cosignatures, and when they were collected.</summary>
public sealed record CosignedCheckpoint(Checkpoint Checkpoint, DateTimeOffset At);
