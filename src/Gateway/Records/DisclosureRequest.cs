using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Records;

/// <summary>A request for sections about one person, as its asker makes it.</summary>
public sealed record DisclosureRequest
{
    /// <summary>Chosen by the asker; the same key with the same content gives the first answer, without its release.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The holder.</summary>
    public required PartyId Holder { get; init; }

    /// <summary>Whom it is about.</summary>
    public required Subject Subject { get; init; }

    /// <summary>Category codes asked for.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>Those of them of which the asker wants to know only whether anything is held.</summary>
    public IReadOnlyList<string> ExistenceOnly { get; init; } = [];

    /// <summary>Purpose code.</summary>
    public required string Purpose { get; init; }

    /// <summary>The asker's case; empty where none is given.</summary>
    public string Case { get; init; } = "";

    /// <summary>Provisions relied on.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];

    /// <summary>The offence it is about; null where none was given.</summary>
    public OffenceFact? Offence { get; init; }

    /// <summary>Whether danger is immediate; see <see cref="DisclosureContext.IsEmergency"/>.</summary>
    public bool IsEmergency { get; init; }

    /// <summary>Facts asserted.</summary>
    public IReadOnlyList<Fact> Asserted { get; init; } = [];

    /// <summary>The asker's reasons, sealed to the holder's intake key; null where none are given.</summary>
    public SealedSection? Reasons { get; init; }

    /// <summary>The asker's own answers to the questions for telling its reasons.</summary>
    public IReadOnlyList<(string Question, bool Holds)> ReasonsAnswers { get; init; } = [];

    /// <summary>The asker's registration number.</summary>
    public string RegistrationNumber { get; init; } = "";
}
