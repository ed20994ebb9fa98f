using System.Diagnostics;
using System.Security.Cryptography;
using Gateway.Crypto;

namespace Gateway.Benchmarks.Ceilings;

/// <summary>
/// The elliptic-curve work of a disclosure of one section and nothing else, on all cores: the content key unwrapped with the intake
/// key, and wrapped for a recipient. A deposit opens the key and a release wraps it, so a release alone is cheaper by a third.
/// </summary>
internal static class CurveWork
{
    private const int Wraps = 256;

    /// <summary>Rewraps per second.</summary>
    public static async Task<double> MeasureAsync(TimeSpan length)
    {
        using var intake = AgreementKey.Generate();
        using var recipient = AgreementKey.Generate();
        var bound = RandomNumberGenerator.GetBytes(32);
        var wraps = Enumerable.Range(0, Wraps).Select(_ => Wrapped(intake.Public, bound)).ToArray();
        var began = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() =>
        {
            var count = 0;
            while (Stopwatch.GetElapsedTime(began) < length)
            {
                // Read anew each time, as a stored section is: a wrap that was opened before has its ephemeral key imported.
                using var key = ContentKey.Unwrap(RecipientWrap.Parse(wraps[count++ % Wraps]), intake, bound);
                key.WrapFor(recipient.Public, bound);
            }
            return count;
        })));
        return counts.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static string Wrapped(EcPublicKey intake, byte[] bound)
    {
        using var own = AgreementKey.Generate();
        var label = new SectionLabel("record", "section", "contact", 1, "holder");
        using var signing = SigningKey.Generate();
        var section = Envelope.Seal(new byte[1], label, signing, intake, own.Public);
        using var key = ContentKey.Unwrap(section.For(own.Public.KeyId)!, own, Envelope.DepositPartyInfo(label));
        return key.WrapFor(intake, bound).ToJson();
    }
}
