using System.Text.RegularExpressions;
using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Server.Hosting;
using Google.Protobuf.WellKnownTypes;

namespace Gateway.Server.Services;

/// <summary>
/// Reads the fields of one message and gathers everything that is wrong with them, so that the caller is told all of it at once.
/// What it gives back for a wrong field is never used: <see cref="ThrowIfAny"/> comes before any call.
/// </summary>
internal sealed class Fields
{
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    private readonly List<FieldViolation> _violations = [];

    /// <summary>Notes a fault.</summary>
    public void Wrong(string field, string reason) => _violations.Add(new FieldViolation(field, reason));

    /// <summary>Notes a fault where something does not hold.</summary>
    public void Require(bool holds, string field, string reason)
    {
        if (!holds) Wrong(field, reason);
    }

    /// <exception cref="InvalidRequestException">Something was wrong.</exception>
    public void ThrowIfAny()
    {
        if (_violations.Count > 0) throw new InvalidRequestException(_violations);
    }

    /// <summary>A party's id.</summary>
    public PartyId Party(string field, string value)
    {
        if (PartyId.IsValid(value)) return new PartyId(value);
        Wrong(field, "a party's id is expected: 1 to 40 of a-z, 0-9 and -");
        return default;
    }

    /// <summary>An id of 1 to 64 of a-z, 0-9, - and . that a party chose.</summary>
    public string Id(string field, string value)
    {
        var fits = value.Length is >= 1 and <= 64 && value.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '.');
        Require(fits, field, "1 to 64 of a-z, 0-9, - and . are expected");
        Require(!IsPersonNumber(value), field, "a person number is no id: ids are stored and told in the clear");
        return value;
    }

    /// <summary>Whether the digits of a text are a personnummer, with or without its century.</summary>
    private static bool IsPersonNumber(string value)
    {
        var digits = string.Concat(value.Where(char.IsAsciiDigit));
        string[] full = digits.Length == 10 ? [$"19{digits}", $"20{digits}"] : [digits];
        return full.Any(d => PersonNumber.TryParse(d, out _));
    }

    /// <summary>An id that the gateway made. A wrong one is answered as one that does not exist.</summary>
    public static string GatewayId(string value) =>
        value.Length == 32 && value.All(char.IsAsciiHexDigitLower)
            ? value
            : throw Enforcement.RefusedException.NotFound();

    /// <summary>An idempotency key.</summary>
    public string IdempotencyKey(string value, string field = "idempotency_key")
    {
        var fits = value.Length is >= 16 and <= 64 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        Require(fits, field, "16 to 64 of A-Z, a-z, 0-9, - and _ are expected");
        // Twelve digits that stand by themselves only: a random key may well hold some that look like a number.
        var hasNumber = Regex.Matches(value, "(?<![0-9A-Za-z])[0-9]{8}-?[0-9]{4}(?![0-9A-Za-z])", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Any(m => IsPersonNumber(m.Value));
        Require(!hasNumber, field, "a person number is no key: keys are stored in the clear");
        return value;
    }

    /// <summary>A text of a longest length.</summary>
    public string Text(string field, string value, int longest, bool isRequired = false)
    {
        Require(value.Length <= longest, field, $"at most {longest} characters");
        Require(!isRequired || value.Length > 0, field, "is missing");
        return value;
    }

    /// <summary>A public key as a JWK; null where it is none.</summary>
    public EcPublicKey? PublicKey(string field, string jwk)
    {
        try
        {
            return EcPublicKey.FromJwk(jwk);
        }
        catch (EnvelopeException e)
        {
            Wrong(field, e.Message);
            return null;
        }
    }

    /// <summary>An RFC 7638 thumbprint in base64url.</summary>
    public string KeyId(string field, string value)
    {
        Require(value.Length == 43 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'), field,
            "a thumbprint of 43 base64url characters is expected");
        return value;
    }

    /// <summary>A calendar day.</summary>
    public DateOnly Day(string field, string value)
    {
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", out var day)) return day;
        Wrong(field, "a day as YYYY-MM-DD is expected");
        return default;
    }

    /// <summary>An instant of google.protobuf.Timestamp's range; null where none was given.</summary>
    public DateTimeOffset? Instant(string field, Timestamp? value)
    {
        if (value is null) return null;
        // Checked here: the conversion throws, which would read as a failure of the gateway.
        if (value is { Seconds: >= FirstSecond and <= LastSecond, Nanos: >= 0 and < 1_000_000_000 }) return value.ToDateTimeOffset();
        Wrong(field, "an instant between the years 1 and 9999 is expected");
        return null;
    }

    /// <summary>A count within bounds.</summary>
    public void Count(string field, int count, int least, int most) =>
        Require(count >= least && count <= most, field, $"{least} to {most} are expected");
}
