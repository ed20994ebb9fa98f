namespace Gateway.Audit.Witnesses;

/// <summary>
/// Which logs and which witnesses are trusted, and which of the witnesses suffice together (C2SP tlog-policy). Immutable and
/// thread-safe.
/// </summary>
public sealed class WitnessPolicy
{
    private readonly PolicyNode _quorum;

    internal WitnessPolicy(IReadOnlyList<NoteVerifier> logs, IReadOnlyList<PolicyWitness> witnesses, PolicyNode quorum) =>
        (Logs, Witnesses, _quorum) = (logs, witnesses, quorum);

    /// <summary>
    /// Keys of the logs; empty where the policy leaves them to its reader. A log's key may have been handed over since
    /// (<see cref="TrustedLog"/>).
    /// </summary>
    public IReadOnlyList<NoteVerifier> Logs { get; }

    /// <summary>The witnesses, in the order of the file.</summary>
    public IReadOnlyList<PolicyWitness> Witnesses { get; }

    /// <summary>Reads a policy.</summary>
    /// <exception cref="FormatException">The text is none; the message names the line.</exception>
    public static WitnessPolicy Parse(string text) => PolicyReader.Read(text);

    /// <summary>Whether these witnesses suffice.</summary>
    public bool IsQuorum(Func<PolicyWitness, bool> has) => _quorum.IsMet(has);

    /// <summary>Whether witnesses that suffice have cosigned the checkpoint. Whose log it is, this does not say.</summary>
    public bool IsCosigned(Checkpoint checkpoint) => IsQuorum(w => checkpoint.IsTrusted(w.Key));
}
