namespace Gateway.Enforcement;

/// <summary>
/// Ends a change before anything is decided or stored. It is an exception because it has to undo the change it is thrown in; its
/// message holds no personal data and is told to the caller.
/// </summary>
public sealed class RefusedException(Refusal refusal, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public Refusal Refusal { get; } = refusal;

    /// <summary>The one answer for what does not exist and what is not the caller's.</summary>
    public static RefusedException NotFound() => new(Refusal.NotFound, "nothing of yours has this id");

    /// <summary>The caller lacks a role.</summary>
    public static RefusedException RoleMissing(string role) => new(Refusal.RoleMissing, $"this needs the role `{role}`");

    /// <summary>A field is wrong in a way that only the directory or the catalogue knows.</summary>
    public static RefusedException BadField(string field, string reason) => new(Refusal.BadField, $"{field}: {reason}");
}
