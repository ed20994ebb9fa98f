using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

internal sealed class BoxKeysTests
{
    [Test]
    public void Open_BoxOfAnEarlierGeneration_OpensAndTheNewestSeals()
    {
        using var first = new BoxKeys(Key(1));
        using var both = new BoxKeys(new Dictionary<int, byte[]> { [1] = Key(1), [2] = Key(2) });
        var box = SealedBox.Seal(first, "secret"u8, "row"u8);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SealedBox.Open(both, box, "row"u8), Is.EqualTo("secret"u8.ToArray()));
            Assert.That(SealedBox.Seal(both, "secret"u8, "row"u8)[..5], Is.EqualTo(new byte[] { 1, 0, 0, 0, 2 }));
        }
    }

    [Test]
    public void Open_BoxOfALaterGeneration_IsUnavailableAndRemembered()
    {
        using var first = new BoxKeys(Key(1));
        using var both = new BoxKeys(new Dictionary<int, byte[]> { [1] = Key(1), [2] = Key(2) });
        var box = SealedBox.Seal(both, "secret"u8, "row"u8);
        Assert.That(first.IsOutrun, Is.False);
        Assert.That(() => SealedBox.Open(first, box, "row"u8), Throws.TypeOf<KeysUnavailableException>());
        Assert.That(first.IsOutrun, Is.True);
    }

    [Test]
    public void Open_BoxOfAGenerationThatIsGone_IsRefused()
    {
        using var first = new BoxKeys(Key(1));
        using var second = new BoxKeys(new Dictionary<int, byte[]> { [2] = Key(2) });
        Assert.That(() => SealedBox.Open(second, SealedBox.Seal(first, "secret"u8, "row"u8), "row"u8), Throws.TypeOf<EnvelopeException>());
        Assert.That(second.IsOutrun, Is.False);
    }

    [Test]
    public void Open_GenerationChangedToAnotherThatExists_IsRefused()
    {
        using var both = new BoxKeys(new Dictionary<int, byte[]> { [1] = Key(1), [2] = Key(2) });
        var box = SealedBox.Seal(both, "secret"u8, "row"u8);
        box[4] = 1;
        Assert.That(() => SealedBox.Open(both, box, "row"u8), Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void Dispose_Keys_AreClearedAndSealNothing()
    {
        var (one, two) = (Key(1), Key(2));
        var keys = new BoxKeys(new Dictionary<int, byte[]> { [1] = one, [2] = two });
        keys.Dispose();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(one, Is.All.Zero);
            Assert.That(two, Is.All.Zero);
            Assert.That(() => SealedBox.Seal(keys, "a"u8, ""u8), Throws.TypeOf<ObjectDisposedException>());
        }
    }

    [TestCase(0, 32)]
    [TestCase(-1, 32)]
    [TestCase(1, 31)]
    public void Make_GenerationOrSizeOutOfBounds_IsRefused(int generation, int size) => Assert.That(
        () => new BoxKeys(new Dictionary<int, byte[]> { [generation] = new byte[size] }), Throws.ArgumentException);

    [Test]
    public void Make_NoGeneration_IsRefused() => Assert.That(() => new BoxKeys(new Dictionary<int, byte[]>()), Throws.ArgumentException);

    private static byte[] Key(byte fill) => [.. Enumerable.Repeat(fill, 32)];
}
