namespace Gateway.Client;

/// <summary>Asks a log how its key came to be the one it is: notes of <see cref="Audit.KeySuccession"/>, oldest first.</summary>
public delegate ValueTask<IReadOnlyList<string>> KeySuccessions(CancellationToken ct);
