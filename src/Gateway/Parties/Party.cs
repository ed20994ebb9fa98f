using System.Globalization;

namespace Gateway.Parties;

/// <summary>
/// An authority branch with its own secrecy, or a private body without, as the directory holds it. It is no personal data.
/// </summary>
public sealed record Party
{
    /// <summary>Its name within the gateway.</summary>
    public required PartyId Id { get; init; }

    /// <summary>What it is, which decides what protects its data and what it may receive.</summary>
    public required PartyKind Kind { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The organisation it belongs to; empty where it is one of its own.</summary>
    public string ParentOrganisation { get; init; } = "";

    /// <summary>Organisation number, 10 digits; empty where it has none of its own.</summary>
    public string OrganisationNumber { get; init; } = "";

    /// <summary>SCB municipality code, 4 digits; empty outside municipalities.</summary>
    public string MunicipalityCode { get; init; } = "";

    /// <summary>JWK of the key that sections are sealed to for the gateway to rewrap.</summary>
    public required string IntakeKey { get; init; }

    /// <summary>JWK of the key that releases to it are wrapped for.</summary>
    public required string RecipientKey { get; init; }

    /// <summary>Last day that something is wrapped for it; null where the party has not proved that it holds the key, and then nothing is.</summary>
    public DateOnly? RecipientKeyUntil { get; init; }

    /// <summary>Whether and why it was taken out of use before that day.</summary>
    public KeyRevocation RecipientKeyRevocation { get; init; }

    /// <summary>JWK of the key its signatures verify with.</summary>
    public required string SigningKey { get; init; }

    /// <summary>JWKs of signing keys that it replaced and that nobody else had, oldest first: what they signed then still verifies.</summary>
    public IReadOnlyList<string> EarlierSigningKeys { get; init; } = [];

    /// <summary>Officer who is told what is overdue; empty: nobody.</summary>
    public string DutyContact { get; init; } = "";

    /// <summary>Whether both belong to one organisation; null where it is not said of one of them.</summary>
    public bool? SharesPrincipalWith(Party other) => ParentOrganisation.Length == 0 || other.ParentOrganisation.Length == 0
        ? null
        : ParentOrganisation == other.ParentOrganisation;

    /// <summary>Whether it belongs to the practice mode.</summary>
    public bool IsPractice { get; init; }

    /// <summary>Keyed digest over <see cref="Statement"/>, so that whoever changes a row alone cannot change what a party is.</summary>
    public ReadOnlyMemory<byte> Proof { get; init; }

    /// <summary>
    /// What decisions and releases rest on: who it is, of what kind and organisation, with which keys, and who is told what is overdue.
    /// </summary>
    public string Statement => string.Join('\n', Id, Kind.Word(), ParentOrganisation, IntakeKey, RecipientKey, SigningKey, DutyContact)
        // Rows from before keys had a last day keep the proof they had.
        + (RecipientKeyUntil is { } until ? string.Create(CultureInfo.InvariantCulture, $"\n{until:yyyy-MM-dd}\n{(int)RecipientKeyRevocation}") : "")
        + string.Concat(EarlierSigningKeys.Select(k => $"\nsigned {k}"));
}
