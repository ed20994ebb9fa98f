using Gateway.Enforcement;

namespace Gateway.Review;

/// <summary>A call of legal staff: who, in which case, and why.</summary>
/// <param name="Caller">Who.</param>
/// <param name="Case">The reviewer's own case.</param>
/// <param name="Justification">Why; kept sealed in the entries.</param>
/// <param name="Subject">Pseudonym of the person that it is about; empty where it is about no particular one.</param>
public sealed record LegalCall(Caller Caller, string Case, string Justification, ReadOnlyMemory<byte> Subject = default);
