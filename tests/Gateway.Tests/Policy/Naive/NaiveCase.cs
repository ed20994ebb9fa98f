using Gateway.Policy;

namespace Gateway.Tests.Policy.Naive;

/// <summary>One section, one person (null: none), one provision, in one context; and who decides over the secrecy it is to lift.</summary>
internal sealed record NaiveCase(NaiveLaw Law, DisclosureContext Context, SectionFacts Section, PersonFacts? Person, NaiveRule Rule,
    string? DecidesOver = null)
{
    /// <summary>The person is hidden, may be, or a secrecy that brings hiding with it protects the section.</summary>
    public bool Hidden => Person is { HasProtectedIdentity: Truth.True or Truth.Unknown } || Law.Provisions.Any(r => r.HidesPerson
        && (Section.DeclaredProtections.Contains(r.Id) || (!r.DeclaredOnly && r.Protects(Context, Section))));
}
