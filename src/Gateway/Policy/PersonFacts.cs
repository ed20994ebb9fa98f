namespace Gateway.Policy;

/// <summary>A person that a section concerns.</summary>
public sealed record PersonFacts
{
    /// <summary>One of whom nothing is known: whom a section concerns that names nobody, though its category is about somebody.</summary>
    public static PersonFacts Unknown { get; } = new() { Role = PersonRole.Unspecified };

    /// <summary>What the person is in the matter.</summary>
    public required PersonRole Role { get; init; }

    /// <summary>Whether the identity is verified.</summary>
    public bool IsIdentified { get; init; }

    /// <summary>Day of birth; null where not known.</summary>
    public DateOnly? Born { get; init; }

    /// <summary>Whether the person's identity is protected in any form.</summary>
    public Truth HasProtectedIdentity { get; init; }

    /// <summary>
    /// Whether the person is the officer, or one towards whom the officer has a conflict of interest. Said here of those whom the
    /// asker did not name: that they are in the section is a fact of the holder's register.
    /// </summary>
    public bool ConflictsWithOfficer { get; init; }
}
