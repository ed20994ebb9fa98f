namespace Gateway.Parties;

/// <summary>Why a recipient key is no longer used before its last day.</summary>
public enum KeyRevocation
{
    /// <summary>It is not revoked.</summary>
    None = 0,

    /// <summary>It is taken out of use; nobody else has it.</summary>
    Withdrawn,

    /// <summary>Somebody else may have it: what it could open counts as read.</summary>
    Compromised,
}
