using System.Text;
using Gateway.Audit;

namespace Gateway.Tests.Audit;

public sealed class KeySuccessionTests
{
    private static readonly KeySuccession Succession = KeySuccession.Make(KeysOfOneLog.First, KeysOfOneLog.Second, 17);

    [Test]
    public void Parse_WhatBothSigned_ReadsItBack()
    {
        var read = KeySuccession.Parse(Succession.Note);
        Assert.That((read.From, read.To, read.Size), Is.EqualTo((KeysOfOneLog.First.Verifier, KeysOfOneLog.Second.Verifier, 17L)));
        Assert.That(read, Is.EqualTo(Succession));
    }

    [Test]
    public void Parse_AnyByteChanged_Refuses()
    {
        var note = Encoding.UTF8.GetBytes(Succession.Note);
        for (var at = 0; at < note.Length; at++)
        {
            var changed = (byte[])note.Clone();
            changed[at] ^= 1;
            Assert.That(() => KeySuccession.Parse(Encoding.UTF8.GetString(changed)), Throws.InstanceOf<FormatException>(), $"byte {at}");
        }
    }

    [Test]
    public void Parse_SignedByOneOfThem_Refuses([Values(0, 1)] int missing)
    {
        var note = SignedNote.Parse(Succession.Note);
        var signature = note.Signatures.Where((_, i) => i != missing);
        Assert.That(() => KeySuccession.Parse(new SignedNote(note.Text, [.. signature]).ToString()), Throws.InstanceOf<FormatException>());
    }

    [Test]
    public void Parse_BetweenWhatIsNotTwoKeysOfOneLog_Refuses()
    {
        KeySuccession[] unfit =
        [
            KeySuccession.Make(KeysOfOneLog.First, KeysOfOneLog.First, 17),
            KeySuccession.Make(KeysOfOneLog.First, KeysOfOneLog.Of(2, "other.example"), 17),
            KeySuccession.Make(KeysOfOneLog.First, KeysOfOneLog.Second, 0),
            KeySuccession.Make(KeysOfOneLog.First, KeysOfOneLog.Second, -1),
        ];
        foreach (var succession in unfit) Assert.That(() => KeySuccession.Parse(succession.Note), Throws.InstanceOf<FormatException>());
    }

    [Test]
    public void ItsText_IsNoCheckpoint_AndACheckpointIsNone()
    {
        Assert.That(() => Checkpoint.Parse(Succession.Note), Throws.InstanceOf<FormatException>());
        Assert.That(() => KeySuccession.Parse(KeysOfOneLog.Sign(KeysOfOneLog.First, 17).Note), Throws.InstanceOf<FormatException>());
    }
}
