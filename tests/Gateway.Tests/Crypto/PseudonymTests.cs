using System.Security.Cryptography;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

internal sealed class PseudonymTests
{
    private static readonly byte[] Key = new byte[32];

    [Test]
    public void Of_Layout_IsHmacOverLengthPrefixedTexts() => Assert.That(
        Pseudonym.Of(Key, "pn", "1ö"),
        Is.EqualTo(HMACSHA256.HashData(Key, (byte[])[0, 0, 0, 2, (byte)'p', (byte)'n', 0, 0, 0, 3, (byte)'1', 0xc3, 0xb6])));

    [Test]
    public void Of_BoundaryMoved_Differs() =>
        Assert.That(Pseudonym.Of(Key, "a", "bc"), Is.Not.EqualTo(Pseudonym.Of(Key, "ab", "c")));

    [Test]
    public void Of_OtherKey_Differs() =>
        Assert.That(Pseudonym.Of(Key, "a", "b"), Is.Not.EqualTo(Pseudonym.Of(SHA256.HashData(Key), "a", "b")));

    [Test]
    public void Of_LoneSurrogate_IsRefused() =>
        Assert.That(() => Pseudonym.Of(Key, "a", "\ud800"), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void Of_ShortKey_IsRefused() => Assert.That(() => Pseudonym.Of(new byte[16], "a", "b"), Throws.ArgumentException);
}
