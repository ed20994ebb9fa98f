using Gateway.Audit;

namespace Gateway.Tests.Audit;

/// <summary>A log whose first key signed up to 10, its second up to 20, and its third from then on.</summary>
public sealed class TrustedLogTests
{
    private static readonly KeySuccession[] Successions =
        [KeySuccession.Make(KeysOfOneLog.First, KeysOfOneLog.Second, 10), KeySuccession.Make(KeysOfOneLog.Second, KeysOfOneLog.Third, 20)];

    private static readonly LogSigner[] Keys = [KeysOfOneLog.First, KeysOfOneLog.Second, KeysOfOneLog.Third];

    [TestCase(0, 1, true)]
    [TestCase(0, 10, true)]
    [TestCase(0, 11, false, TestName = "Trusts_TheFirstKeyBeyondItsLastTree_No")]
    [TestCase(1, 9, false, TestName = "Trusts_TheSecondKeyBeforeItsFirstTree_No")]
    [TestCase(1, 10, true)]
    [TestCase(1, 20, true)]
    [TestCase(1, 21, false)]
    [TestCase(2, 19, false)]
    [TestCase(2, 20, true)]
    [TestCase(2, 1_000_000, true)]
    public void Trusts_EachKey_WhileItCounted(int key, long size, bool trusted)
    {
        // Whichever of them was given: the later ones vouch for the earlier as well.
        foreach (var pinned in Keys)
            Assert.That(new TrustedLog(pinned.Verifier, Successions).Trusts(KeysOfOneLog.Sign(Keys[key], size)), Is.EqualTo(trusted), $"{pinned.Verifier}");
    }

    [Test]
    public void Trusts_WithoutWhatTheLogSaysOfItsKeys_TheGivenOneAlone()
    {
        var log = new TrustedLog(KeysOfOneLog.Second.Verifier, []);
        Assert.That(Keys.Select(k => log.Trusts(KeysOfOneLog.Sign(k, 5))), Is.EqualTo(new[] { false, true, false }));
        Assert.That(log.Current, Is.EqualTo(KeysOfOneLog.Second.Verifier));
    }

    [Test]
    public void Trusts_SuccessionsOfOtherKeys_SayNothing()
    {
        var stranger = KeysOfOneLog.Of(9);
        var log = new TrustedLog(KeysOfOneLog.First.Verifier, [KeySuccession.Make(stranger, KeysOfOneLog.Of(8), 5), .. Successions]);
        Assert.That(log.Trusts(KeysOfOneLog.Sign(stranger, 5)), Is.False);
        Assert.That(log.Trusts(KeysOfOneLog.Sign(KeysOfOneLog.Of(8), 6)), Is.False);
        Assert.That(log.Current, Is.EqualTo(KeysOfOneLog.Third.Verifier));
    }

    [Test]
    public void Trusts_ASuccessionToASmallerTree_SaysNothing()
    {
        var log = new TrustedLog(KeysOfOneLog.First.Verifier, [Successions[0], KeySuccession.Make(KeysOfOneLog.Second, KeysOfOneLog.Third, 9)]);
        Assert.That(log.Trusts(KeysOfOneLog.Sign(KeysOfOneLog.Third, 30)), Is.False);
    }

    [Test]
    public void Trusts_AnotherLogOrAWrongSignature_No()
    {
        var log = new TrustedLog(KeysOfOneLog.First.Verifier, Successions);
        Assert.That(log.Trusts(KeysOfOneLog.Sign(KeysOfOneLog.Of(1, "other.example"), 5)), Is.False);
        // At the size of the succession both keys count, and neither may have signed wrongly.
        var note = SignedNote.Parse(KeysOfOneLog.First.Sign(10, new byte[32], KeysOfOneLog.Second).Note);
        Assert.That(log.Trusts(Checkpoint.Of(note)));
        var wrong = note.Signatures[1] with { Signature = new byte[64] };
        Assert.That(log.Trusts(Checkpoint.Of(new SignedNote(note.Text, [note.Signatures[0], wrong]))), Is.False);
    }
}
