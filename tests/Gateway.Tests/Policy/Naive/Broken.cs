using Gateway.Policy;

namespace Gateway.Tests.Policy.Naive;

/// <summary>Engines broken on purpose, each in the way that one property forbids.</summary>
internal static class Broken
{
    public static Engine OneYesIsEnough { get; } = Deciding(s =>
        s.Protections.Any(p => p.Outcome == Outcome.Permit) ? s with { Outcome = Outcome.Permit } : s);

    public static Engine UnknownIsYes { get; } = Deciding(s =>
        s.Needs.Any(n => n.IsRefuted) ? s : s with { Outcome = Outcome.Permit });

    public static Engine ProtectedNeedsNoSecondOfficer { get; } = Reading(context => context with
    {
        Persons = [.. context.Persons.Select(p => p.HasProtectedIdentity == Truth.True ? p with { HasProtectedIdentity = Truth.False } : p)],
    });

    public static Engine WhatNothingLiftsIsOpen { get; } = Deciding(s =>
        s.Needs.All(n => n.Code is "secrecy-lifted") ? s with { Outcome = Outcome.Permit } : s);

    public static Engine TheFirstFactCounts { get; } = Reading(context => context with
    {
        Facts = [.. context.Facts.DistinctBy(f => (f.Name, f.Source))],
    });

    public static Engine TheFirstPersonCounts { get; } = Deciding(s => s with { Protections = [.. s.Protections.Where(p => p.Person <= 0)] });

    public static Engine RefusalIsSilent { get; } = Deciding(s => s.Outcome == Outcome.Deny ? s with { Needs = [] } : s);

    public static Engine TellsTheAskerAll { get; } = Engine.Real with { View = (_, decided, _) => decided };

    public static Engine GivesUpOnStrangers { get; } = Reading(context => context with
    {
        Sections = [.. context.Sections.Select(s => s with { Persons = [.. s.Persons.OrderBy(i => context.Persons[i].Role)] })],
    });

    private static Engine Deciding(Func<SectionDecision, SectionDecision> change) => Engine.Real with
    {
        Decide = (context, catalogue) =>
        {
            var decided = PolicyDecisionPoint.Decide(context, catalogue);
            return decided with { Sections = [.. decided.Sections.Select(change)] };
        },
    };

    private static Engine Reading(Func<DisclosureContext, DisclosureContext> change) =>
        Engine.Real with { Decide = (context, catalogue) => PolicyDecisionPoint.Decide(change(context), catalogue) };
}
