using Gateway.Policy;

namespace Gateway.Tests.Policy.Naive;

/// <summary>One section, one person (null: none), one provision, in one context.</summary>
internal sealed record NaiveCase(NaiveLaw Law, DisclosureContext Context, SectionFacts Section, PersonFacts? Person, NaiveRule Rule);
