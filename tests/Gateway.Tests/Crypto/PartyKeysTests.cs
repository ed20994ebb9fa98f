using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

/// <summary>Handles to one party's keys: the last one that is disposed clears them, and no earlier one does.</summary>
public sealed class PartyKeysTests
{
    [Test]
    public void Dispose_TheLastHandle_ClearsTheKeysAndNoEarlierOne()
    {
        byte[] root = [.. Enumerable.Repeat((byte)1, 32)];
        var intake = AgreementKey.Generate();
        var first = new PartyKeys("soc", [new PartyKeyGeneration(1, intake, root)]);
        var second = first.Share()!;
        var third = second.Share()!;
        var (log, storage) = (third.Log, third.Storage);
        first.Dispose();
        first.Dispose(); // once counts
        second.Dispose();
        Assert.That(root, Has.All.EqualTo(1));
        Assert.That(third.Intake, Is.SameAs(intake));
        Assert.That(() => SealedBox.Seal(third.Storage, "a"u8, "row"u8), Throws.Nothing);
        third.Dispose();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root, Is.All.Zero);
            Assert.That(() => SealedBox.Seal(log, "a"u8, "row"u8), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => SealedBox.Seal(storage, "a"u8, "row"u8), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(intake.ExportPkcs8, Throws.InstanceOf<ObjectDisposedException>());
            Assert.That(third.Share(), Is.Null);
        }
    }

    [Test]
    public void Handle_ThatIsDisposed_GivesNothingWhileAnotherStillDoes()
    {
        using var first = new PartyKeys("soc", AgreementKey.Generate(), new byte[32]);
        var second = first.Share()!;
        second.Dispose();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => second.Intake, Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => second.Log, Throws.TypeOf<ObjectDisposedException>());
            Assert.That(() => second.Storage, Throws.TypeOf<ObjectDisposedException>());
            Assert.That(first.Party, Is.EqualTo("soc"));
            Assert.That(() => first.Intake, Throws.Nothing);
        }
    }

    [Test]
    public void Intake_OfSeveralGenerations_IsTheNewestAndEarlierOnesStillOpen()
    {
        var (early, late) = (AgreementKey.Generate(), AgreementKey.Generate());
        using var keys = new PartyKeys("soc",
            [new PartyKeyGeneration(1, null, Key(1)), new PartyKeyGeneration(2, early, Key(2)), new PartyKeyGeneration(3, late, Key(3))]);
        using var sender = SigningKey.Generate();
        using var stranger = AgreementKey.Generate();
        SealedSection For(AgreementKey key) => Envelope.Seal("a"u8, TestSections.Label, sender, key.Public);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(keys.Intake, Is.SameAs(late));
            Assert.That(keys.IntakeOf(For(early)), Is.SameAs(early));
            Assert.That(keys.IntakeOf(For(late)), Is.SameAs(late));
            Assert.That(keys.IntakeOf(For(stranger)), Is.Null);
            Assert.That(keys.Log.Current, Is.EqualTo(3));
        }
    }

    [Test]
    public void Make_NewestGenerationWithoutAnIntakeKey_IsRefused() => Assert.That(
        () => new PartyKeys("soc", [new PartyKeyGeneration(1, AgreementKey.Generate(), Key(1)), new PartyKeyGeneration(2, null, Key(2))]),
        Throws.ArgumentException);

    [TestCase(true)]
    [TestCase(false)]
    public void IsOutrun_ABoxOfALaterGenerationIsMet_IsRemembered(bool byLog)
    {
        using var leased = new PartyKeys("soc", AgreementKey.Generate(), Key(1));
        using var rotated = new PartyKeys("soc",
            [new PartyKeyGeneration(1, null, Key(1)), new PartyKeyGeneration(2, AgreementKey.Generate(), Key(2))]);
        var box = SealedBox.Seal(byLog ? rotated.Log : rotated.Storage, "a"u8, "row"u8);
        Assert.That(leased.IsOutrun, Is.False);
        Assert.That(() => SealedBox.Open(byLog ? leased.Log : leased.Storage, box, "row"u8), Throws.TypeOf<KeysUnavailableException>());
        Assert.That(leased.IsOutrun, Is.True);
    }

    [Test]
    public void Storage_OfAParty_IsNeitherItsLogNorAnotherPartys()
    {
        using var soc = new PartyKeys("soc", AgreementKey.Generate(), Key(1));
        using var skola = new PartyKeys("skola", AgreementKey.Generate(), Key(1));
        var box = SealedBox.Seal(soc.Storage, "a"u8, "row"u8);
        Assert.That(() => SealedBox.Open(soc.Log, box, "row"u8), Throws.TypeOf<EnvelopeException>());
        Assert.That(() => SealedBox.Open(skola.Storage, box, "row"u8), Throws.TypeOf<EnvelopeException>());
    }

    private static byte[] Key(byte fill) => [.. Enumerable.Repeat(fill, 32)];
}
