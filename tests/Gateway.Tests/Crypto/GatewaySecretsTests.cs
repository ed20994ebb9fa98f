using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

public sealed class GatewaySecretsTests
{
    [TestCase(31, 32)]
    [TestCase(33, 32)]
    [TestCase(32, 31)]
    [TestCase(32, 33)]
    public void Make_SecretOfAnotherLength_IsRefused(int pseudonymKey, int logSeed) =>
        Assert.That(() => new GatewaySecrets(new byte[pseudonymKey], new byte[logSeed]), Throws.ArgumentException);

    [Test]
    public void Dispose_Secrets_AreClearedAndNotLentAgain()
    {
        byte[] one = [.. Enumerable.Repeat((byte)1, 32)], two = [.. Enumerable.Repeat((byte)2, 32)];
        var secrets = new GatewaySecrets(one, two);
        ReadOnlySpan<byte> pseudonymKey = secrets.PseudonymKey, logSeed = secrets.LogSeed;
        Assert.That(pseudonymKey.SequenceEqual(one) && logSeed.SequenceEqual(two), Is.True);
        secrets.Dispose();
        Assert.That(pseudonymKey.SequenceEqual(new byte[32]), Is.True, "the pseudonym key is cleared");
        Assert.That(logSeed.SequenceEqual(new byte[32]), Is.True, "the log's seed is cleared");
        Assert.That(() => secrets.PseudonymKey.Length, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => secrets.LogSeed.Length, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(one, Has.All.EqualTo(1), "the caller's own are copied");
    }
}
