using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Tests.Policy.Naive;

/// <summary>Contexts that no reader would let through, made of ones that it would.</summary>
internal static class Malformed
{
    public static DisclosureContext From(DisclosureContext context, Dice dice) => dice.Below(12) switch
    {
        0 => context with { Day = DateOnly.MinValue },
        1 => context with { Day = DateOnly.MaxValue },
        2 => context with { Trigger = (Trigger)99, Holder = (PartyKind)99, Receiver = (PartyKind)(-1) },
        3 => context with { Persons = [] },
        4 => context with { Sections = [.. context.Sections, .. context.Sections] },
        5 => context with { Sections = [.. context.Sections.Select(s => s with { Persons = [int.MaxValue, int.MinValue, 0, 0] })] },
        6 => context with { Sections = [.. context.Sections.Select(s => s with { Category = "", Marks = [""], DeclaredProtections = [""] })] },
        7 => context with { Claims = ["", "*", .. context.Claims, .. context.Claims], Approvers = ["", ""] },
        8 => context with { Officer = new OfficerFacts { Id = "", Assurance = int.MinValue, IsSubject = (Truth)7 } },
        9 => context with { Facts = [.. context.Facts, new Fact { Name = "", Value = true, Source = (FactSource)9, Section = "", Provision = "" }] },
        10 => context with { Persons = [.. context.Persons.Select(p => p with { Born = DateOnly.MaxValue, Role = (PersonRole)42 })] },
        _ => context with { Sections = [], Offence = new OffenceFact("", true) },
    };
}
