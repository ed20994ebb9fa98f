namespace Gateway.Policy;

/// <summary>Reads facts three-valued: what nobody said is unknown, and so is what two sources answer differently.</summary>
internal static class Facts
{
    /// <summary>A fact that a register holds about this section, or about all.</summary>
    public static Truth ReadRegister(ConditionInput input, string name) => Agree(input.Context.Facts
        .Where(f => f.Source == FactSource.Register && f.Name == name && (f.Section is null || f.Section == input.Section.Id)));

    /// <summary>A named fact from one source.</summary>
    public static Truth Read(DisclosureContext context, string name, FactSource source) =>
        Agree(context.Facts.Where(f => f.Source == source && f.Name == name));

    /// <summary>
    /// The holder's answer to a statutory question. An answer for this section goes before one for all, and an assessment
    /// before a standing decision. Answers count only from the role that the provision names, and from the one that the
    /// secrecy to be lifted names (18:1: the leader of the investigation), never from the asker, and a
    /// standing decision never covers a person whose identity is or may be protected (U6, conservative).
    /// </summary>
    public static Truth ReadAnswer(ConditionInput input, string question)
    {
        var (context, role, secrecyRole) = (input.Context, input.Provision.DecisionMakerRole, input.SecrecyRole);
        var answers = context.Facts
            .Where(f => f.Name == question && (f.Section is null || f.Section == input.Section.Id)
                && (f.Provision is null || f.Provision == input.Provision.Id))
            .Where(f => role is null || f.OfficerRoles.Contains(role))
            .Where(f => secrecyRole is null || f.OfficerRoles.Contains(secrecyRole))
            .Where(f => context.Trigger != Trigger.Request || f.Officer != context.Officer.Id)
            .ToList();
        var assessed = answers.Where(f => f.Source == FactSource.Assessed).ToList();
        if (assessed.Count > 0)
        {
            var own = assessed.Where(f => f.Section is not null).ToList();
            return Agree(own.Count > 0 ? own : assessed);
        }
        var isIndividual = !input.Catalogue.Vocabulary.Questions.TryGetValue(question, out var asked) || asked.IsIndividual;
        return !isIndividual && !input.MayBeHidden
            ? Agree(answers.Where(f => f.Source == FactSource.Standing))
            : Truth.Unknown;
    }

    private static Truth Agree(IEnumerable<Fact> facts)
    {
        var values = facts.Select(f => f.Value).Distinct().ToList();
        return values.Count == 1 ? Truths.Of(values[0]) : Truth.Unknown;
    }
}
