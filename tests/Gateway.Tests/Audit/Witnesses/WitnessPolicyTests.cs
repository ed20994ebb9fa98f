using Gateway.Audit;
using Gateway.Audit.Witnesses;

namespace Gateway.Tests.Audit.Witnesses;

public sealed class WitnessPolicyTests
{
    private static readonly LogSigner Log = new("log.example", new byte[32]);
    private static readonly CosignatureSigner[] Signers = [.. Enumerable.Range(1, 5).Select(i => new CosignatureSigner($"w{i}.example", Seed(i)))];
    private static readonly string[] Keys = [.. Signers.Select(s => s.Verifier.ToString())];

    private static readonly string Sound = $"""
        # police and municipalities
        log {Log.Verifier} https://log.example/log

        witness X1 {Keys[0]} https://x1.example/witness/
        witness	X2  {Keys[1]}
          witness X3 {Keys[2]} http://localhost:8080
        group X 2 X1 X2 X3
        witness Y1 {Keys[3]}
        witness Y2 {Keys[4]}
        group Y any Y1 Y2
        group both all X Y
        quorum both

        """;

    [TestCase("", ExpectedResult = false)]
    [TestCase("0 1", ExpectedResult = false)]
    [TestCase("0 3", ExpectedResult = false)]
    [TestCase("3 4", ExpectedResult = false)]
    [TestCase("0 2 4", ExpectedResult = true)]
    [TestCase("0 1 2 3 4", ExpectedResult = true)]
    public bool IsCosigned_CosignedBySome_IsTheQuorumsAnswer(string cosigners) => WitnessPolicy.Parse(Sound).IsCosigned(Cosigned(Log, cosigners));

    [Test]
    public void IsCosigned_OneCosignatureWrongBesideEnough_CountsTheOthers()
    {
        var policy = WitnessPolicy.Parse(Sound);
        var cosigned = Cosigned(Log, "0 1 3");
        var wrong = Cosigned(Log, "2", size: 8);
        var lines = Checkpoint.Parse(cosigned.Note).With([NoteSignature.Parse(wrong.Note.Split('\n')[^2])]);
        Assert.That(policy.IsCosigned(lines));
    }

    [Test]
    public void Parse_Addresses_AreThoseOfTheProtocol()
    {
        var witnesses = WitnessPolicy.Parse(Sound).Witnesses;
        Assert.That(witnesses.Select(w => w.AddCheckpointAddress?.AbsoluteUri).Take(3), Is.EqualTo(new[]
        {
            "https://x1.example/witness/add-checkpoint", null, "http://localhost:8080/add-checkpoint",
        }));
        Assert.That(witnesses[0].NewestOf("log.example")?.AbsoluteUri,
            Is.EqualTo($"https://x1.example/witness/{Witness.PathOf("log.example")}/checkpoint"));
    }

    [Test]
    public void Parse_QuorumOfOneWitnessOrNone_IsThat()
    {
        Assert.That(WitnessPolicy.Parse($"log {Log.Verifier}\nwitness w {Keys[0]}\nquorum w\n").IsCosigned(Cosigned(Log, "0")));
        Assert.That(WitnessPolicy.Parse($"log {Log.Verifier}\nquorum none\n").IsCosigned(Cosigned(Log, "")));
    }

    [TestCase("quorum both\n", "", TestName = "Parse_NoQuorum_Throws")]
    [TestCase("quorum both\n", "quorum both\nquorum both\n", TestName = "Parse_TwoQuorums_Throws")]
    [TestCase("quorum both\n", "quorum other\n", TestName = "Parse_QuorumUndefined_Throws")]
    [TestCase("quorum both\n", "quorum both", TestName = "Parse_LastLineWithoutEnd_Throws")]
    [TestCase("group X 2", "group X 4", TestName = "Parse_ThresholdBeyondItsMembers_Throws")]
    [TestCase("group X 2", "group X 0", TestName = "Parse_ThresholdOfNone_Throws")]
    [TestCase("group X 2", "group X most", TestName = "Parse_ThresholdNoNumber_Throws")]
    [TestCase("group X 2 X1 X2 X3", "group X 2", TestName = "Parse_GroupWithoutMembers_Throws")]
    [TestCase("group X 2 X1 X2 X3", "group X 2 X1 X1 X2", TestName = "Parse_MemberTwice_Throws")]
    [TestCase("group Y any Y1 Y2", "group Y any Y1 X1", TestName = "Parse_MemberOfTwoGroups_Throws")]
    [TestCase("group X 2 X1 X2 X3", "group X 2 X1 X2 Y1", TestName = "Parse_MemberFromBelow_Throws")]
    [TestCase("group X 2 X1", "group X1 2 X1", TestName = "Parse_NameTwice_Throws")]
    [TestCase("witness Y1", "witness none", TestName = "Parse_NameNone_Throws")]
    [TestCase("witness Y1", "log Y1", TestName = "Parse_LogWithoutKey_Throws")]
    [TestCase("https://x1.example/witness/", "http://x1.example/witness/", TestName = "Parse_AddressWithoutTls_Throws")]
    [TestCase("https://x1.example/witness/", "ftp://x1.example/", TestName = "Parse_AddressOfNoWeb_Throws")]
    [TestCase("https://x1.example/witness/", "a b", TestName = "Parse_ItemTooMuch_Throws")]
    [TestCase("# police", "\u0007", TestName = "Parse_ControlCharacter_Throws")]
    public void Parse_Malformed_Throws(string found, string replaced)
    {
        Assert.That(Sound, Does.Contain(found));
        Assert.That(() => WitnessPolicy.Parse(Sound.Replace(found, replaced, StringComparison.Ordinal)), Throws.InstanceOf<FormatException>());
    }

    [Test]
    public void Parse_OneKeyTwice_ThrowsWhateverItsName()
    {
        var again = new CosignatureSigner("another.example", Seed(1)).Verifier;
        Assert.That(() => WitnessPolicy.Parse(Sound.Replace(Keys[3], again.ToString(), StringComparison.Ordinal)), Throws.InstanceOf<FormatException>());
        var log = new LogSigner("another.example", new byte[32]).Verifier;
        Assert.That(() => WitnessPolicy.Parse($"log {log}\n{Sound}"), Throws.InstanceOf<FormatException>());
    }

    [Test]
    public void Parse_KeysOfTheOtherUse_Throws()
    {
        Assert.That(() => WitnessPolicy.Parse(Sound.Replace(Keys[3], Log.Verifier.ToString(), StringComparison.Ordinal)), Throws.InstanceOf<FormatException>());
        Assert.That(() => WitnessPolicy.Parse(Sound.Replace(Log.Verifier.ToString(), Keys[3], StringComparison.Ordinal)), Throws.InstanceOf<FormatException>());
    }

    private static Checkpoint Cosigned(LogSigner log, string cosigners, int size = 7)
    {
        var checkpoint = new GrowingTree(log).At(size);
        return checkpoint.With([.. cosigners.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(i => Signers[int.Parse(i, System.Globalization.CultureInfo.InvariantCulture)].Cosign(checkpoint, DateTimeOffset.UnixEpoch))]);
    }

    private static byte[] Seed(int i) => [.. Enumerable.Repeat((byte)i, 32)];
}
