using Gateway.Audit;

namespace Gateway.Server.Witnesses;

/// <summary>What a witness made of a checkpoint.</summary>
internal abstract record WitnessReply
{
    private WitnessReply() { }

    /// <summary>It cosigned; the cosignature was verified.</summary>
    public sealed record Cosigned(NoteSignature Cosignature) : WitnessReply;

    /// <summary>It has seen another size than it was asked from, and wants the proof from there.</summary>
    public sealed record HasSeen(long Size) : WitnessReply;

    /// <summary>What it has seen is not extended by the checkpoint.</summary>
    public sealed record Contradicts : WitnessReply;

    /// <summary>It could not be reached, or its answer is none.</summary>
    public sealed record Failed(string Why) : WitnessReply;
}
