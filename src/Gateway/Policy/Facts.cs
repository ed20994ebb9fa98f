namespace Gateway.Policy;

/// <summary>Reads facts three-valued: what nobody said is unknown, and so is what two sources answer differently.</summary>
internal static class Facts
{
    /// <summary>A fact that a register holds about this section, or about all.</summary>
    public static Truth ReadRegister(ConditionInput input, string name) =>
        Read(input.Context, name, FactSource.Register, input.Section.Id);

    /// <summary>A named fact from one source; only about one section or about all, where a section is given.</summary>
    public static Truth Read(DisclosureContext context, string name, FactSource source, string? section = null)
    {
        var said = default(Said);
        var facts = context.Facts;
        for (var i = 0; i < facts.Count; i++)
            if (facts[i] is var f && f.Source == source && f.Name == name && (section is null || f.Section is null || f.Section == section))
                said = said.And(f);
        return said.Truth;
    }

    /// <summary>
    /// The holder's answer to a statutory question. An answer for this section goes before one for all, and an assessment
    /// before a standing decision. Answers count only from the role that the provision names, and from the one that the
    /// secrecy to be lifted names (18:1: the leader of the investigation), never from the asker, and a
    /// standing decision never covers a person whose identity is or may be protected (U6, conservative).
    /// </summary>
    public static Truth ReadAnswer(ConditionInput input, string question)
    {
        Said ofSection = default, ofMatter = default, standing = default;
        var facts = input.Context.Facts;
        for (var i = 0; i < facts.Count; i++)
        {
            var f = facts[i];
            if (f.Name != question || !Counts(f, input)) continue;
            if (f.Source == FactSource.Standing) standing = standing.And(f);
            else if (f.Source == FactSource.Assessed && f.Section is not null) ofSection = ofSection.And(f);
            else if (f.Source == FactSource.Assessed) ofMatter = ofMatter.And(f);
        }
        if (ofSection.IsAnything) return ofSection.Truth;
        if (ofMatter.IsAnything) return ofMatter.Truth;
        var isIndividual = !input.Catalogue.Vocabulary.Questions.TryGetValue(question, out var asked) || asked.IsIndividual;
        return !isIndividual && !input.MayBeHidden ? standing.Truth : Truth.Unknown;
    }

    private static bool Counts(Fact answer, ConditionInput input) =>
        (answer.Section is null || answer.Section == input.Section.Id)
        && (answer.Provision is null || answer.Provision == input.Provision.Id)
        && (input.Provision.DecisionMakerRole is not { } role || answer.OfficerRoles.Contains(role))
        && (input.SecrecyRole is not { } secrecyRole || answer.OfficerRoles.Contains(secrecyRole))
        && (input.Context.Trigger != Trigger.Request || answer.Officer != input.Context.Officer.Id);

    /// <summary>What several sources said of one thing.</summary>
    private readonly record struct Said(bool Yes, bool No)
    {
        public bool IsAnything => Yes || No;

        /// <summary>Unknown where nobody spoke, and where they disagree.</summary>
        public Truth Truth => Yes == No ? Truth.Unknown : Truths.Of(Yes);

        public Said And(Fact fact) => fact.Value ? this with { Yes = true } : this with { No = true };
    }
}
