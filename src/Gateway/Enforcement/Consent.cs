using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>
/// A consent that lifts secrecy (10 kap. 1 § and 12 kap. 2 and 3 §§ OSL), as its holder has recorded it: by whom, for what, towards whom,
/// and until when. It counts as long as it is not revoked; whether it is a true consent is a question that an officer answers.
/// </summary>
public sealed record Consent
{
    private const int OfAge = 18;

    // 12 kap. 3 § OSL has no fixed age but age and maturity. Fifteen is practice; both have to consent from then on, conservatively.
    private const int MatureAge = 15;

    /// <summary>The party that recorded it, and that may disclose on it.</summary>
    public required PartyId Holder { get; init; }

    /// <summary>Id within the holder.</summary>
    public required string Id { get; init; }

    /// <summary>Pseudonym of the person that the data is about.</summary>
    public required ReadOnlyMemory<byte> Person { get; init; }

    /// <summary>Who consented.</summary>
    public required ConsentGivers Givers { get; init; }

    /// <summary>Categories that it covers.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>Ids of the parties that it holds towards.</summary>
    public required IReadOnlyList<string> Receivers { get; init; }

    /// <summary>Purpose codes that it holds for.</summary>
    public required IReadOnlyList<string> Purposes { get; init; }

    /// <summary>How it was given.</summary>
    public required ConsentForm Form { get; init; }

    /// <summary>The day it was given.</summary>
    public required DateOnly GivenOn { get; init; }

    /// <summary>The last day it holds.</summary>
    public required DateOnly ValidUntil { get; init; }

    /// <summary>The holder's officer who recorded it; empty where not known.</summary>
    public string RecordedBy { get; init; } = "";

    /// <summary>When it was revoked; null while it stands.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Whether it stands on a day for such data, towards this receiver and for this purpose, from those who have to give it.</summary>
    /// <param name="category">Category code.</param>
    /// <param name="receiver">The receiving party.</param>
    /// <param name="purpose">Purpose code.</param>
    /// <param name="born">The person's day of birth; null where it is not known, and then nothing covers.</param>
    /// <param name="day">The day of the decision.</param>
    public bool Covers(string category, PartyId receiver, string purpose, DateOnly? born, DateOnly day) =>
        RevokedAt is null && GivenOn <= day && day <= ValidUntil && Categories.Contains(category) && Receivers.Contains(receiver.ToString())
        && Purposes.Contains(purpose) && born is { } birth && IsFromThoseWhoDecide(birth, day);

    /// <summary>
    /// Whether none of these officers recorded it: one who assesses on a consent has to find it in the file, not to have put it there. Not so
    /// where it is not known who did.
    /// </summary>
    /// <param name="assessors">Ids of officers, as party/officer.</param>
    public bool IsRecordedByAnotherThan(IEnumerable<string> assessors) =>
        RecordedBy.Length > 0 && !assessors.Contains($"{Holder}/{RecordedBy}", StringComparer.Ordinal);

    private bool IsFromThoseWhoDecide(DateOnly born, DateOnly day)
    {
        var age = SwedishTime.AgeOn(born, day);
        var needed = age >= OfAge ? ConsentGivers.Self : age >= MatureAge ? ConsentGivers.Self | ConsentGivers.Custodians : ConsentGivers.Custodians;
        return (Givers & needed) == needed;
    }
}
