namespace Gateway.Tests;

/// <summary>
/// The conformance vectors that nobody on this project wrote: a folder named by <c>GATEWAY_VECTORS</c>, by default
/// <c>../shared/data</c> beside the repository. They are read, never committed.
/// </summary>
internal static class OutsideVectors
{
    /// <summary>The repository's root: the nearest folder above the test's binaries that holds <c>Gateway.sln</c>.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    private static string Folder { get; } =
        Environment.GetEnvironmentVariable("GATEWAY_VECTORS") is { Length: > 0 } named
            ? Path.GetFullPath(named, RepositoryRoot)
            : Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", "data"));

    /// <summary>
    /// The full path of a file or folder among the vectors. Where it is absent the calling test fails under
    /// <c>GATEWAY_VECTORS_REQUIRED=1</c>; else the run reports the suite as not run and names its public origin.
    /// </summary>
    public static string Require(string relativePath, string publicOrigin)
    {
        var path = Path.Combine(Folder, relativePath);
        if (Path.Exists(path)) return path;
        var message = $"vectors `{relativePath}` are not in `{Folder}`; the public originals are at {publicOrigin}";
        if (Environment.GetEnvironmentVariable("GATEWAY_VECTORS_REQUIRED") == "1") Assert.Fail(message);
        Assert.Ignore(message);
        return path;
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Gateway.sln"))) return at.FullName;
        throw new InvalidOperationException("Gateway.sln is in no folder above the tests");
    }
}
