using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Records;

namespace Gateway.Alerts;

/// <summary>An alert as its sender pushes it.</summary>
public sealed record AlertDraft
{
    /// <summary>Chosen by the sender; also the record that its sections are labelled with.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The addressed party.</summary>
    public required PartyId Receiver { get; init; }

    /// <summary>The officer of the sender who assessed: one who may decide in questions of secrecy.</summary>
    public required string AssessedBy { get; init; }

    /// <summary>
    /// The officer of the sender who approved as second; empty where none did. Named by a system alone, with a registration number.
    /// </summary>
    public string ApprovedBy { get; init; } = "";

    /// <summary>Purpose code.</summary>
    public required string Purpose { get; init; }

    /// <summary>How the sender comes to tell.</summary>
    public required Trigger Trigger { get; init; }

    /// <summary>Provisions relied on.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];

    /// <summary>Whom it concerns; empty for an alert about nobody.</summary>
    public IReadOnlyList<ConcernedPerson> Persons { get; init; } = [];

    /// <summary>Its sections.</summary>
    public required IReadOnlyList<RecordSection> Sections { get; init; }

    /// <summary>The sender's answers to statutory questions.</summary>
    public IReadOnlyList<Answer> Answers { get; init; } = [];

    /// <summary>Facts asserted.</summary>
    public IReadOnlyList<Fact> Asserted { get; init; } = [];

    /// <summary>The offence it is about; null where none was given.</summary>
    public OffenceFact? Offence { get; init; }

    /// <summary>How urgent.</summary>
    public required AlertUrgency Urgency { get; init; }

    /// <summary>Until when it is to be opened; null: by the urgency.</summary>
    public DateTimeOffset? OpenBefore { get; init; }

    /// <summary>The sender's registration number.</summary>
    public string RegistrationNumber { get; init; } = "";

    /// <summary>Code of the extremist environment; kept in the sealed log detail alone.</summary>
    public string EnvironmentCode { get; init; } = "";
}
