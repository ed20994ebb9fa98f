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

    /// <summary>Checks the sections of one record or alert, before the work that stores them: signatures and keys take time.</summary>
    /// <exception cref="RefusedException">One is not fit; the message names the field.</exception>
    public static void Check(Party holder, AgreementKey intake, string record, IReadOnlyList<RecordSection> sections,
        IReadOnlyList<ConcernedPerson> persons, Catalogue catalogue)
    {
        var signer = EcPublicKey.FromJwk(holder.SigningKey);
        for (var i = 0; i < sections.Count; i++)
            if ((EnvelopeProblem(sections[i], holder, record, signer, intake) ?? Problem(sections[i].Facts, persons, catalogue)) is { } problem)
                throw RefusedException.BadField($"sections[{i}]", problem);
    }

    /// <summary>Ends a work whose sections were checked against keys that the party no longer has.</summary>
    /// <exception cref="RefusedException">So it is; the same call will be checked against the new ones.</exception>
    public static void RequireSameKeys(Party checkedAgainst, Party now)
    {
        if ((checkedAgainst.SigningKey, checkedAgainst.IntakeKey) != (now.SigningKey, now.IntakeKey))
            throw new RefusedException(Refusal.UnderWay, "the party's keys have just changed; make the call again");
    }

    private static string? EnvelopeProblem(RecordSection section, Party holder, string record, EcPublicKey signer, AgreementKey intake)
    {
        var (facts, label) = (section.Facts, section.Sealed.Label);
        if (label.Record != record || label.Section != facts.Id || label.Category != facts.Category || label.Holder != holder.Id.ToString())
            return "the envelope's `aad` names another record, section, category or holder";
        if (!Envelope.IsSignedBy(section.Sealed, signer)) return "the signature is not the holder's";
        return WrapProblem(section.Sealed, intake);
    }

    /// <summary>What keeps the wrap for an intake key from ever being opened: null where it opens.</summary>
    internal static string? WrapProblem(SealedSection section, AgreementKey intake)
    {
        if (section.For(intake.Public.KeyId) is not { } wrap) return "the envelope is not sealed to the intake key";
        try
        {
            using var key = ContentKey.Unwrap(wrap, intake, Envelope.DepositPartyInfo(section.Label));
            return null;
        }
        catch (EnvelopeException)
        {
            return "the wrap for the intake key does not open for this section: its `apv` or its key is another";
        }
    }

    private static string? Problem(SectionFacts facts, IReadOnlyList<ConcernedPerson> persons, Catalogue catalogue)
    {
        if (!catalogue.Vocabulary.Categories.TryGetValue(facts.Category, out var category)) return $"unknown category `{facts.Category}`";
        if (category.NeverDeposited) return $"`{facts.Category}` is never deposited: seal it to the receiver per decision";
        if (facts.Persons.Any(p => p < 0 || p >= persons.Count)) return "a person index points to nobody";
        if (facts.Persons.Count > MostPersons) return $"a section concerns at most {MostPersons} persons";
        if (facts.Marks.FirstOrDefault(m => !catalogue.Vocabulary.Marks.ContainsKey(m)) is { } mark) return $"unknown mark `{mark}`";
        if (facts.DeclaredProtections.FirstOrDefault(p => catalogue.Find(p)?.Kind != ProvisionKind.Secrecy) is { } unknown)
            return $"`{unknown}` is no secrecy provision of the catalogue";
        if (facts.DeclaredProtections.Select(catalogue.Find).OfType<Provision>().FirstOrDefault(p => p.NeverDeposited) is { } secrecy)
            return $"what `{secrecy.Id}` protects is never deposited: seal it to the receiver per decision";
        // OSL 21:3, design §1.6: where somebody in hiding lives is never here, and neither is it where hiding is not ruled out.
        var isHidden = facts.Persons.Any(p => persons[p].Facts.HasProtectedIdentity != Truth.False);
        return isHidden && category.TellsWhereabouts
            ? "contact data of a person whose identity is or may be protected is never deposited"
            : null;
    }
}
