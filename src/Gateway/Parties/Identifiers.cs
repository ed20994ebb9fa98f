using System.Security.Cryptography;

namespace Gateway.Parties;

/// <summary>Identifiers that the gateway makes: 16 random bytes as 32 hex digits, so that one says nothing and cannot be guessed.</summary>
public static class Identifiers
{
    /// <summary>A new one.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
