namespace Gateway.Policy;

/// <summary>One secrecy provision over one section and person.</summary>
/// <param name="Person">Index of the person; -1 where the section concerns none.</param>
/// <param name="Secrecy">The secrecy provision.</param>
/// <param name="Outcome">Whether it is lifted.</param>
/// <param name="LiftedBy">The provision that lifts it or comes closest; its own id where the harm test opens it; empty: none.</param>
/// <param name="Needs">What is missing.</param>
public sealed record ProtectionDecision(int Person, string Secrecy, Outcome Outcome, string LiftedBy, IReadOnlyList<Need> Needs);
