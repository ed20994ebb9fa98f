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
    /// <summary>The most persons that one section may concern; with the one asked about they fill a request's entries.</summary>
    public const int MostPersons = 4;

    /// <summary>Checks the sections of one record or alert.</summary>
    /// <exception cref="RefusedException">One is not fit; the message names the field.</exception>
    public static void Check(
        Party holder, string record, IReadOnlyList<RecordSection> sections, IReadOnlyList<ConcernedPerson> persons, Catalogue catalogue)
    {
        var (signer, intake) = (EcPublicKey.FromJwk(holder.SigningKey), EcPublicKey.FromJwk(holder.IntakeKey));
        for (var i = 0; i < sections.Count; i++)
            if (Problem(sections[i], holder, record, signer, intake, persons, catalogue) is { } problem)
                throw RefusedException.BadField($"sections[{i}]", problem);
    }

    private static string? Problem(RecordSection section, Party holder, string record, EcPublicKey signer, EcPublicKey intake,
        IReadOnlyList<ConcernedPerson> persons, Catalogue catalogue)
    {
        var (facts, label) = (section.Facts, section.Sealed.Label);
        if (label.Record != record || label.Section != facts.Id || label.Category != facts.Category || label.Holder != holder.Id.ToString())
            return "the envelope's `aad` names another record, section, category or holder";
        if (!Envelope.IsSignedBy(section.Sealed, signer)) return "the signature is not the holder's";
        if (section.Sealed.For(intake.KeyId) is not { } wrap) return "the envelope is not sealed to the holder's intake key";
        if (wrap.PartyInfo != Base64Url(Envelope.DepositPartyInfo(label))) return "the wrap's `apv` is not that of this section";
        if (!catalogue.Vocabulary.Categories.TryGetValue(facts.Category, out var category)) return $"unknown category `{facts.Category}`";
        if (category.NeverDeposited) return $"`{facts.Category}` is never deposited: seal it to the receiver per decision";
        if (facts.Persons.Any(p => p < 0 || p >= persons.Count)) return "a person index points to nobody";
        if (facts.Persons.Count > MostPersons) return $"a section concerns at most {MostPersons} persons";
        if (facts.Marks.FirstOrDefault(m => !catalogue.Vocabulary.Marks.ContainsKey(m)) is { } mark) return $"unknown mark `{mark}`";
        if (facts.DeclaredProtections.FirstOrDefault(p => catalogue.Find(p)?.Kind != ProvisionKind.Secrecy) is { } unknown)
            return $"`{unknown}` is no secrecy provision of the catalogue";
        // OSL 21:3, design §1.6: where somebody in hiding lives is never here, and neither is it where hiding is not ruled out.
        var hidden = facts.Persons.Any(p => persons[p].Facts.HasProtectedIdentity != Truth.False);
        return hidden && facts.Category is "contact" or "placement"
            ? "contact data of a person whose identity is or may be protected is never deposited"
            : null;
    }

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
