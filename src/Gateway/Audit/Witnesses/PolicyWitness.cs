namespace Gateway.Audit.Witnesses;

/// <summary>A witness of a policy.</summary>
/// <param name="Name">What the policy calls it; it means nothing elsewhere.</param>
/// <param name="Key">Its key.</param>
/// <param name="Address">Its submission and monitoring prefix, without a slash at the end; null where the policy names none.</param>
public sealed record PolicyWitness(string Name, NoteVerifier Key, Uri? Address)
{
    /// <summary>Where it takes checkpoints (C2SP tlog-witness §add-checkpoint).</summary>
    public Uri? AddCheckpointAddress => Below("add-checkpoint");

    /// <summary>Where it shows the newest checkpoint it has seen of a log.</summary>
    public Uri? NewestOf(string origin) => Below($"{Witness.PathOf(origin)}/checkpoint");

    private Uri? Below(string path) => Address is null ? null : new Uri($"{Address.AbsoluteUri.TrimEnd('/')}/{path}");
}
