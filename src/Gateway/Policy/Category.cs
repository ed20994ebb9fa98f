namespace Gateway.Policy;

/// <summary>A data category: what one section holds.</summary>
/// <param name="Code">The code.</param>
/// <param name="Text">What it means.</param>
/// <param name="NeverDeposited">Whether the gateway never stores it, sealed or not (<c>design.md</c> §1.6).</param>
/// <param name="IsImpersonal">Whether it is about nobody by its nature. A section of any other that names nobody is about somebody unknown.</param>
/// <param name="TellsWhereabouts">Whether it tells where somebody is, and so is not stored of a person in hiding (21 kap. 3 § OSL).</param>
public sealed record Category(string Code, BilingualText Text, bool NeverDeposited, bool IsImpersonal, bool TellsWhereabouts);
