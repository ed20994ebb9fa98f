using System.Globalization;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Tests.Enforcement;

public sealed class RecipientKeyTests
{
    // The last day ends at midnight in Stockholm, which is 23:00 UTC in winter and 22:00 in summer.
    [TestCase("2026-12-01", KeyRevocation.None, "2026-12-01T22:59:59Z", true)]
    [TestCase("2026-12-01", KeyRevocation.None, "2026-12-01T23:00:00Z", false)]
    [TestCase("2026-07-01", KeyRevocation.None, "2026-07-01T21:59:59Z", true)]
    [TestCase("2026-07-01", KeyRevocation.None, "2026-07-01T22:00:00Z", false)]
    [TestCase("2026-12-01", KeyRevocation.Withdrawn, "2026-11-01T12:00:00Z", false)]
    [TestCase("2026-12-01", KeyRevocation.Compromised, "2026-11-01T12:00:00Z", false)]
    public void MayBeUsed_UntilTheEndOfItsLastDayAndNotOnceRevoked(string until, KeyRevocation revocation, string at, bool expected)
    {
        var key = new RecipientKey
        {
            Thumbprint = "", Party = new PartyId("soc"), Jwk = "", Proof = "", RegisteredAt = default, Revocation = revocation,
            ValidUntil = DateOnly.ParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        Assert.That(key.MayBeUsed(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)), Is.EqualTo(expected));
    }
}
