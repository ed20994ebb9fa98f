using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Records;
using V1 = Gateway.Protocol.V1;

namespace Gateway.Server.Services;

/// <summary>Turns the messages that several services share into the core's types. Wire types stop here.</summary>
internal static class WireReader
{
    private const int LargestEnvelope = 1 << 20;
    private const int LargestSignature = 1 << 10;

    /// <summary>The most that the reasons of a request may be: a list of a hundred has to fit into one answer.</summary>
    public const int LargestReasons = 64 << 10;

    /// <summary>A person; unidentified only where the field allows it.</summary>
    public static Subject Subject(Fields fields, string field, V1.Subject? subject, PartyId namingParty, bool mayBeUnidentified = false)
    {
        switch (subject?.IdentityCase ?? V1.Subject.IdentityOneofCase.None)
        {
            case V1.Subject.IdentityOneofCase.PersonalNumber:
                return Number(fields, $"{field}.personal_number", subject!.PersonalNumber, isCoordinationNumber: false);
            case V1.Subject.IdentityOneofCase.CoordinationNumber:
                return Number(fields, $"{field}.coordination_number", subject!.CoordinationNumber, isCoordinationNumber: true);
            case V1.Subject.IdentityOneofCase.LocalId:
                fields.Require(subject!.LocalId.Length is >= 1 and <= 64, $"{field}.local_id", "1 to 64 characters are expected");
                return Parties.Subject.Of(namingParty, subject.LocalId);
            case V1.Subject.IdentityOneofCase.Unidentified when subject!.Unidentified && mayBeUnidentified:
                return Parties.Subject.Unidentified;
            default:
                fields.Wrong(field, mayBeUnidentified ? "a person, or `unidentified`, is expected" : "a person is expected");
                return Parties.Subject.Unidentified;
        }
    }

    /// <summary>A person that a record or alert concerns.</summary>
    public static ConcernedPerson Person(Fields fields, string field, V1.ConcernedPerson person, PartyId namingParty)
    {
        var role = (PersonRole)(int)person.Role;
        var protection = (ProtectedIdentity)(int)person.ProtectedIdentity;
        fields.Require(Enum.IsDefined(role) && role != PersonRole.Unspecified, $"{field}.role", "is missing or unknown");
        fields.Require(Enum.IsDefined(protection) && protection != ProtectedIdentity.Unspecified, $"{field}.protected_identity",
            "is missing or unknown");
        return new ConcernedPerson(Subject(fields, $"{field}.subject", person.Subject, namingParty, mayBeUnidentified: true), role, protection);
    }

    /// <summary>The persons of a record or alert.</summary>
    public static IReadOnlyList<ConcernedPerson> Persons(Fields fields, IReadOnlyList<V1.ConcernedPerson> persons, PartyId namingParty)
    {
        fields.Count("persons", persons.Count, 0, 16);
        return [.. persons.Select((p, i) => Person(fields, $"persons[{i}]", p, namingParty))];
    }

    /// <summary>The sections of a record or alert.</summary>
    public static IReadOnlyList<RecordSection> Sections(Fields fields, IReadOnlyList<V1.SealedSection> sections, int most, int least = 1)
    {
        fields.Count("sections", sections.Count, least, most);
        fields.Require(sections.Select(s => s.SectionId).Distinct().Count() == sections.Count, "sections", "each section has an id of its own");
        return [.. sections.Select((s, i) => Section(fields, $"sections[{i}]", s)).OfType<RecordSection>()];
    }

    /// <summary>An envelope in the profile; null where it is not, which is noted.</summary>
    public static SealedSection? Envelope(Fields fields, string field, V1.SealedSection section, int largest = LargestEnvelope)
    {
        fields.Require(section.Envelope.Length <= largest, $"{field}.envelope", $"at most {largest >> 10} KiB");
        fields.Require(section.Signature.Length <= LargestSignature, $"{field}.signature", "at most 1 KiB");
        if (section.Envelope.Length > largest || section.Signature.Length > LargestSignature) return null;
        try
        {
            var envelope = SealedSection.Parse(section.Envelope.Span, section.Signature);
            fields.Require(envelope.Label.Version == section.Version, $"{field}.version", "the envelope's `aad` names another version");
            return envelope;
        }
        catch (EnvelopeException e)
        {
            fields.Wrong($"{field}.envelope", e.Message);
            return null;
        }
    }

    /// <summary>Answers to statutory questions.</summary>
    public static IReadOnlyList<Answer> Answers(Fields fields, string field, IReadOnlyList<V1.Answer> answers, int most)
    {
        fields.Count(field, answers.Count, 0, most);
        return [.. answers.Select((a, i) => new Answer(
            fields.Text($"{field}[{i}].question", a.Question, 64, isRequired: true), a.Holds, a.SectionId.Length == 0 ? null : a.SectionId))];
    }

    /// <summary>Facts that the caller asserts.</summary>
    public static IReadOnlyList<Fact> Asserted(Fields fields, IReadOnlyList<V1.AssertedFact> facts)
    {
        fields.Count("asserted_facts", facts.Count, 0, 16);
        return [.. facts.Select((f, i) => new Fact
        {
            Name = fields.Text($"asserted_facts[{i}].name", f.Name, 64, isRequired: true), Value = f.Holds, Source = FactSource.Asserted,
        })];
    }

    /// <summary>An offence; null where none was given.</summary>
    public static OffenceFact? Offence(Fields fields, V1.AskedOffence? offence) =>
        offence is null ? null : new OffenceFact(fields.Text("offence.code", offence.Code, 64, isRequired: true), offence.Inchoate);

    /// <summary>Provisions relied on.</summary>
    public static IReadOnlyList<string> Claims(Fields fields, IReadOnlyList<string> claims)
    {
        fields.Count("claimed_provisions", claims.Count, 0, 8);
        return [.. claims.Select((c, i) => fields.Text($"claimed_provisions[{i}]", c, 64, isRequired: true))];
    }

    /// <summary>A trigger by which a party discloses unasked.</summary>
    public static Trigger OwnTrigger(Fields fields, V1.Trigger trigger)
    {
        fields.Require(trigger is V1.Trigger.OwnInitiative or V1.Trigger.Immediate, "trigger", "own initiative or immediate is expected");
        return (Trigger)(int)trigger;
    }

    private static RecordSection? Section(Fields fields, string field, V1.SealedSection section)
    {
        fields.Id($"{field}.section_id", section.SectionId);
        fields.Text($"{field}.category", section.Category, 64, isRequired: true);
        fields.Require(section.Version >= 1, $"{field}.version", "1 and upwards is expected");
        fields.Count($"{field}.declared_protections", section.DeclaredProtections.Count, 0, 16);
        fields.Count($"{field}.marks", section.Marks.Count, 0, 16);
        fields.Require(section.PersonIndexes.Distinct().Count() == section.PersonIndexes.Count, $"{field}.person_indexes", "each person once");
        fields.Require(section.ConcernsNoPerson == (section.PersonIndexes.Count == 0), $"{field}.person_indexes",
            "whom the section concerns, or `concerns_no_person`, is expected");
        if (Envelope(fields, field, section) is not { } envelope) return null;
        var facts = new SectionFacts
        {
            Id = section.SectionId, Category = section.Category, Persons = [.. section.PersonIndexes],
            DeclaredProtections = [.. section.DeclaredProtections], Marks = [.. section.Marks], IsHeld = true,
        };
        return new RecordSection(facts, envelope);
    }

    private static Subject Number(Fields fields, string field, string digits, bool isCoordinationNumber)
    {
        if (PersonNumber.TryParse(digits, out var number) && number.IsCoordinationNumber == isCoordinationNumber) return Parties.Subject.Of(number);
        fields.Wrong(field, "12 digits with a possible date and the right check digit are expected");
        return Parties.Subject.Unidentified;
    }
}
