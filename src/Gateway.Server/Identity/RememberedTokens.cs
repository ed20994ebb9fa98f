using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Server.Identity;

/// <summary>
/// Validates access tokens (RFC 9068 §4), and a token that it found valid not again for a minute: an officer's system sends the same one
/// with every call, and its signature costs more than the rest of validating. Whether its lifetime has ended is asked every time.
/// </summary>
internal sealed class RememberedTokens(TimeProvider time) : JsonWebTokenHandler
{
    /// <summary>How long a withdrawn key of the issuer may still count; its key set is read less often.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private const int Most = 4096;

    // By SHA-256: nothing in here can be sent to anybody as a token.
    private readonly ConcurrentDictionary<string, (TokenValidationResult Result, long Since)> _valid = new(StringComparer.Ordinal);

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var key = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (_valid.TryGetValue(key, out var known))
        {
            if (time.GetElapsedTime(known.Since) < Remembered && IsInTime(known.Result.SecurityToken, validationParameters)) return known.Result;
            _valid.TryRemove(key, out _);
        }
        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (!result.IsValid) return result;
        if (_valid.Count >= Most) _valid.Clear();
        _valid[key] = (result, time.GetTimestamp());
        return result;
    }

    /// <summary>A token that does not say from when has the default there.</summary>
    private static bool IsInTime(SecurityToken token, TokenValidationParameters parameters) =>
        parameters.LifetimeValidator(token.ValidFrom == default ? null : token.ValidFrom, token.ValidTo, token, parameters);
}
