namespace Gateway.Crypto;

/// <summary>The keys of a party between two rotations.</summary>
/// <param name="Number">From <see cref="BoxKeys.First"/>.</param>
/// <param name="Intake">Opens what is deposited; null once it was retired.</param>
/// <param name="LogKey">The root of the generation's symmetric keys: 32 bytes.</param>
public sealed record PartyKeyGeneration(int Number, AgreementKey? Intake, byte[] LogKey);
