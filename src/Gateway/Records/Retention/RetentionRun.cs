using System.Globalization;
using System.Security.Cryptography;
using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Records.Retention;

/// <summary>An approved erasure of details past their time, and how far it has come.</summary>
/// <param name="Id">32 hex digits; those of the erasure that it becomes once it is done.</param>
/// <param name="Party">Whose details.</param>
/// <param name="RegistrationNumber">Of the decision.</param>
/// <param name="ApprovedAt">When the second officer approved it.</param>
/// <param name="Next">The index that it goes on at.</param>
/// <param name="DoneAt">When nothing was left to do; null before.</param>
/// <param name="Parts">Per kind: what it takes, and how many it has erased and found held so far.</param>
public sealed record RetentionRun(
    string Id, PartyId Party, string RegistrationNumber, DateTimeOffset ApprovedAt, long Next, DateTimeOffset? DoneAt,
    IReadOnlyList<RetentionCount> Parts)
{
    /// <summary>Keyed digest of what was approved: a row that somebody wrote into the database is none that two registrars approved.</summary>
    public ReadOnlyMemory<byte> Proof { get; private init; }

    /// <summary>Behind the last entry that it may take.</summary>
    public long End => Parts.Max(p => p.Cut.FirstKept);

    /// <summary>How many details it has erased.</summary>
    public int Erased => Parts.Sum(p => p.Free);

    /// <summary>What was approved, as text: all but how far it has come.</summary>
    private string Statement => string.Join('\n', new[] { Id, $"{Party}", RegistrationNumber, Millisecond(ApprovedAt) }.Concat(Parts
        .OrderBy(p => p.Cut.Kind)
        .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Cut.Kind.Word()} {p.Cut.Days} {Millisecond(p.Cut.Before)} {p.Cut.FirstKept} {p.Most}"))));

    /// <summary>The run with the proof of its approval.</summary>
    public RetentionRun Prove(SubjectPseudonyms pseudonyms)
    {
        ArgumentNullException.ThrowIfNull(pseudonyms);
        return this with { Proof = pseudonyms.DigestOf("retention-run", Statement) };
    }

    /// <summary>The run with a proof as it was stored.</summary>
    public RetentionRun With(ReadOnlyMemory<byte> proof) => this with { Proof = proof };

    /// <summary>Whether this is what was approved.</summary>
    public bool IsProven(SubjectPseudonyms pseudonyms) => CryptographicOperations.FixedTimeEquals(Prove(pseudonyms).Proof.Span, Proof.Span);

    private static string Millisecond(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
