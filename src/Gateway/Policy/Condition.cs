namespace Gateway.Policy;

/// <summary>Who knows whether a condition holds (<c>design.md</c> §1.3).</summary>
public enum Mark
{
    /// <summary>A register holds it.</summary>
    Fact = 0,

    /// <summary>The requester asserts it.</summary>
    Asserted,

    /// <summary>The holder's officer assesses it.</summary>
    Assessed,
}

/// <summary>
/// One condition of a provision, from a closed vocabulary over finite or ordered values: no expression language, so that
/// overlaps and gaps can be computed exactly.
/// </summary>
/// <param name="Mark">Who knows whether it holds.</param>
public abstract record Condition(Mark Mark)
{
    /// <summary>What it asks for: the code of the need, question or fact.</summary>
    public abstract string Code { get; }

    /// <summary>A threshold or list that the text of <see cref="Code"/> names; empty where none.</summary>
    public virtual string Argument => "";

    /// <summary>Tests the condition: null when it is known to be true, else what is missing.</summary>
    internal abstract Need? Test(ConditionInput input);
}

/// <summary>What a condition looks at: one section, one person, one provision, in one context.</summary>
/// <param name="Context">The context.</param>
/// <param name="Catalogue">The catalogue.</param>
/// <param name="Section">The section.</param>
/// <param name="Person">The person; null where no single one is looked at.</param>
/// <param name="Provision">The provision.</param>
/// <param name="SecrecyRole">Role of the officer who decides over the secrecy to be lifted; null: any assessor.</param>
/// <param name="SecrecyHides">Whether a secrecy that protects the section means that whom it concerns is in hiding.</param>
internal readonly record struct ConditionInput(
    DisclosureContext Context, Catalogue Catalogue, SectionFacts Section, PersonFacts? Person, Provision Provision, string? SecrecyRole,
        bool SecrecyHides)
{
    /// <summary>Whether the identity of whom the section concerns is or may be protected, by what is known of the person or by what
    /// the holder declares.</summary>
    public bool MayBeHidden => SecrecyHides || Person is { HasProtectedIdentity: not Truth.False };

    /// <summary>Null when true; else the need, refuted when false.</summary>
    public Need? Unless(Truth truth, Condition condition, NeedSource source, string? argument = null) => truth == Truth.True
        ? null
        : new Need(condition.Code, Provision.Id, source, truth == Truth.False, argument ?? condition.Argument);
}
