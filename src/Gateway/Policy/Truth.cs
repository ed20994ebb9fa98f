namespace Gateway.Policy;

/// <summary>
/// What is known of a statement. The default is not knowing, and not knowing never permits (Kleene's strong logic).
/// </summary>
public enum Truth
{
    /// <summary>Nobody has said, or sources disagree.</summary>
    Unknown = 0,

    /// <summary>It does not hold.</summary>
    False,

    /// <summary>It holds.</summary>
    True,
}

/// <summary>Making three-valued statements from two-valued ones.</summary>
internal static class Truths
{
    public static Truth Of(bool? value) => value switch { true => Truth.True, false => Truth.False, null => Truth.Unknown };

    public static Truth Not(Truth value) => value switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Unknown };
}
