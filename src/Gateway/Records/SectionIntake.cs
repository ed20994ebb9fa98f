using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Records;

/// <summary>
/// What a section has to be before the gateway stores it: labelled as what it is said to be, signed by its holder, sealed to the
/// holder's intake key, of a category that may lie here at all, and about persons that are given.
/// </summary>
public static class SectionIntake
{
    /// <summary>The most persons that one section may concern: as many as a request has entries, the one asked about included.</summary>
    public const int MostPersons = DecisionEntries.OfRequest;

    /// <summary>
    /// Takes in the sections of one record or alert, before the work that stores them: signatures and keys take time. Answers them as they are
    /// stored, in the same order.
    /// </summary>
    /// <param name="holder">Whose they are.</param>
    /// <param name="holderKeys">The holder's keys.</param>
    /// <param name="record">The record or alert.</param>
    /// <param name="sections">What is taken in.</param>
    /// <param name="persons">Whom they may concern.</param>
    /// <param name="catalogue">The law.</param>
    /// <exception cref="RefusedException">One is not fit; the message names the field.</exception>
    public static IReadOnlyList<RestingSection> Take(Party holder, PartyKeys holderKeys, string record, IReadOnlyList<RecordSection> sections,
        IReadOnlyList<ConcernedPerson> persons, Catalogue catalogue)
    {
        var signer = EcPublicKey.FromJwk(holder.SigningKey);
        var taken = new List<RestingSection>(sections.Count);
        for (var i = 0; i < sections.Count; i++)
        {
            var (facts, sealedSection) = (sections[i].Facts, sections[i].Sealed);
            var problem = LabelProblem(sections[i], holder, record) ?? SignatureProblem(sealedSection, signer)
                ?? FactsProblem(facts, persons, catalogue) ?? DepositProblem(facts, persons, catalogue);
            if (problem is not null) throw RefusedException.BadField($"sections[{i}]", problem);
            taken.Add(TakeOne(sealedSection, holderKeys, $"sections[{i}]"));
        }
        return taken;
    }

    /// <summary>
    /// Checks what a holder's own system sealed for one request. It may be of any category, since it is never deposited: the gateway
    /// must not be able to open it.
    /// </summary>
    /// <exception cref="RefusedException">One is not fit; the message names the field.</exception>
    public static void CheckFulfilment(Party holder, PartyKeys holderKeys, string request, IReadOnlyList<RecordSection> sections,
        IReadOnlyList<ConcernedPerson> persons, Catalogue catalogue)
    {
        var signer = EcPublicKey.FromJwk(holder.SigningKey);
        for (var i = 0; i < sections.Count; i++)
        {
            var (facts, sealedSection) = (sections[i].Facts, sections[i].Sealed);
            var problem = LabelProblem(sections[i], holder, request) ?? SignatureProblem(sealedSection, signer)
                ?? (facts.Id != facts.Category ? "its id has to be its category, as it was asked for" : null)
                ?? (sealedSection.Label.Version != 1 ? "its version has to be 1: one answer counts for a request" : null)
                ?? (holderKeys.IntakeOf(sealedSection) is not null ? "it is sealed to the intake key, and so to the gateway" : null)
                ?? FactsProblem(facts, persons, catalogue);
            if (problem is not null) throw RefusedException.BadField($"sections[{i}]", problem);
        }
    }

    /// <summary>
    /// Ends a work whose sections were checked against a signing key that the party no longer has. What was taken in under an earlier
    /// intake key stays: its content key rests under a generation that opens.
    /// </summary>
    /// <exception cref="RefusedException">So it is; the same call will be checked against the new one.</exception>
    public static void RequireSameKeys(Party checkedAgainst, Party now)
    {
        if (checkedAgainst.SigningKey != now.SigningKey)
            throw new RefusedException(Refusal.UnderWay, "the party's signing key has just changed; make the call again");
    }

    private static string? LabelProblem(RecordSection section, Party holder, string record)
    {
        var (facts, label) = (section.Facts, section.Sealed.Label);
        var isOwn = label.Record == record && label.Section == facts.Id && label.Category == facts.Category && label.Holder == holder.Id.ToString();
        return isOwn ? null : "the envelope's `aad` names another record, section, category or holder";
    }

    private static string? SignatureProblem(SealedSection section, EcPublicKey signer) =>
        Envelope.IsSignedBy(section, signer) ? null : "the signature is not the holder's";

    /// <summary>Takes one section in: what does not open now would never open.</summary>
    /// <exception cref="RefusedException">The wrap for the intake key is missing, or does not open for this section.</exception>
    internal static RestingSection TakeOne(SealedSection section, PartyKeys holder, string field)
    {
        if (holder.IntakeOf(section) is null) throw RefusedException.BadField(field, "the envelope is not sealed to the intake key");
        try
        {
            return RestingSection.Of(section, holder);
        }
        catch (EnvelopeException)
        {
            throw RefusedException.BadField(field, "the wrap for the intake key does not open for this section: its `apv` or its key is another");
        }
    }

    private static string? FactsProblem(SectionFacts facts, IReadOnlyList<ConcernedPerson> persons, Catalogue catalogue)
    {
        if (!catalogue.Vocabulary.Categories.ContainsKey(facts.Category)) return $"unknown category `{facts.Category}`";
        if (facts.Persons.Any(p => p < 0 || p >= persons.Count)) return "a person index points to nobody";
        if (facts.Persons.Count > MostPersons) return $"a section concerns at most {MostPersons} persons";
        if (facts.Marks.FirstOrDefault(m => !catalogue.Vocabulary.Marks.ContainsKey(m)) is { } mark) return $"unknown mark `{mark}`";
        return facts.DeclaredProtections.FirstOrDefault(p => catalogue.Find(p)?.Kind != ProvisionKind.Secrecy) is { } unknown
            ? $"`{unknown}` is no secrecy provision of the catalogue"
            : null;
    }

    private static string? DepositProblem(SectionFacts facts, IReadOnlyList<ConcernedPerson> persons, Catalogue catalogue)
    {
        var category = catalogue.Vocabulary.Categories[facts.Category];
        if (category.NeverDeposited) return $"`{facts.Category}` is never deposited: your own system answers for it, request by request (Fulfil)";
        if (facts.DeclaredProtections.Select(catalogue.Find).OfType<Provision>().FirstOrDefault(p => p.NeverDeposited) is { } secrecy)
            return $"what `{secrecy.Id}` protects is never deposited: your own system answers for it, request by request (Fulfil)";
        // OSL 21:3, design §1.6: where somebody in hiding lives is never here, and neither is it where hiding is not ruled out.
        var isHidden = facts.Persons.Any(p => persons[p].Facts.HasProtectedIdentity != Truth.False);
        return isHidden && category.TellsWhereabouts
            ? "contact data of a person whose identity is or may be protected is never deposited"
            : null;
    }
}
