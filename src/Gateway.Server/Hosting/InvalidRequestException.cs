namespace Gateway.Server.Hosting;

/// <summary>Fields of a request are malformed on the wire: all of them are named at once, and nothing was decided.</summary>
public sealed class InvalidRequestException(IReadOnlyList<FieldViolation> violations)
    : Exception(string.Join("; ", violations.Select(v => $"{v.Field}: {v.Reason}")))
{
    /// <summary>At least one.</summary>
    public IReadOnlyList<FieldViolation> Violations { get; } = violations.Count > 0
        ? violations
        : throw new ArgumentException("a request without violations is not invalid", nameof(violations));
}
