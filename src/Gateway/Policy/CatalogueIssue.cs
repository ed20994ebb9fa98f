namespace Gateway.Policy;

/// <summary>Something wrong in a catalogue, with where it stands and what would be right.</summary>
/// <param name="Path">Where, such as <c>$.provisions[3].validFrom</c>.</param>
/// <param name="Message">What is wrong and what would be right; lower case, no final period.</param>
public sealed record CatalogueIssue(string Path, string Message)
{
    /// <summary>Path and message.</summary>
    public override string ToString() => $"{Path}: {Message}";
}
