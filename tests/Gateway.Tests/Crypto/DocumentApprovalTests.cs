using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

/// <summary>Whose endorsements of a document count, and for what.</summary>
public sealed class DocumentApprovalTests
{
    private static readonly byte[] Bytes = "{\"version\":\"2026-11\"}"u8.ToArray();
    private static readonly DateOnly From = new(2026, 12, 1);

    private readonly SigningKey _asa = SigningKey.Generate();
    private readonly SigningKey _bo = SigningKey.Generate();

    private static DocumentApproval Unsigned => DocumentApproval.Of("2026-11", Bytes, From);

    private DocumentApproval Signed => Unsigned.EndorsedBy("asa", _asa).EndorsedBy("bo", _bo);

    private Dictionary<string, EcPublicKey> Known => new() { ["asa"] = _asa.Public, ["bo"] = _bo.Public };

    [OneTimeTearDown]
    public void Forget()
    {
        _asa.Dispose();
        _bo.Dispose();
    }

    [Test]
    public void SignersAmong_TwoPeople_AreBothAlsoAfterTheFile()
    {
        Assert.That(Unsigned.SignersAmong(Known), Is.Empty);
        Assert.That(Signed.SignersAmong(Known), Is.EqualTo(["asa", "bo"]));
        Assert.That(DocumentApproval.Parse(Signed.ToJson()).SignersAmong(Known), Is.EqualTo(["asa", "bo"]));
    }

    [Test]
    public void SignersAmong_OneKeyUnderTwoNames_CountsOnce()
    {
        var twice = Unsigned.EndorsedBy("asa", _asa).EndorsedBy("bo", _asa);
        Assert.That(twice.SignersAmong(new Dictionary<string, EcPublicKey> { ["asa"] = _asa.Public, ["bo"] = _asa.Public }), Is.EqualTo(["asa"]));
    }

    [Test]
    public void SignersAmong_OnePersonTwice_CountsOnce()
    {
        var twice = Signed with { Endorsements = [Signed.Endorsements[0], Signed.Endorsements[0]] };
        Assert.That(twice.SignersAmong(Known), Is.EqualTo(["asa"]));
    }

    [Test]
    public void SignersAmong_AnotherKeyOrNobodyKnown_CountsNot()
    {
        Assert.That(Unsigned.EndorsedBy("asa", _bo).SignersAmong(Known), Is.Empty);
        Assert.That(Unsigned.EndorsedBy("cia", _asa).SignersAmong(Known), Is.Empty);
    }

    [Test]
    public void SignersAmong_ChangedAfterwards_AreNone()
    {
        Assert.That((Signed with { Document = "2026-12" }).SignersAmong(Known), Is.Empty);
        Assert.That((Signed with { Digest = new string('0', 64) }).SignersAmong(Known), Is.Empty);
        Assert.That((Signed with { From = From.AddDays(1) }).SignersAmong(Known), Is.Empty);
    }

    [Test]
    public void SignersAmong_ASignatureThatIsNone_Throws() => Assert.That(
        () => (Unsigned with { Endorsements = [new Endorsement("asa", "x")] }).SignersAmong(Known), Throws.TypeOf<EnvelopeException>());

    [Test]
    public void EndorsedBy_ThePersonAgain_ReplacesTheFirst()
    {
        var again = Signed.EndorsedBy("asa", _asa);
        Assert.That(again.Endorsements.Select(e => e.Signer), Is.EqualTo(["bo", "asa"]));
    }

    [Test]
    public void IsOf_OtherBytesOrAnotherName_IsFalse()
    {
        Assert.That(Signed.IsOf("2026-11", Bytes), Is.True);
        Assert.That(Signed.IsOf("2026-11", [.. Bytes, (byte)' ']), Is.False);
        Assert.That(Signed.IsOf("2026-12", Bytes), Is.False);
    }

    [TestCase("\"2026-12-01\"", "\"1 December\"")]
    [TestCase("\"2026-12-01\"", "\"2026-13-01\"")]
    [TestCase("\"2026-12-01\"", "20261201")]
    [TestCase("\"from\"", "\"since\"")]
    [TestCase("\"document\"", "\"note\": \"\", \"document\"")]
    [TestCase("\"document\"", "\"digest\": \"\", \"document\"")]
    [TestCase("\"signer\"", "\"name\"")]
    [TestCase("\"endorsements\": [", "\"endorsements\": [ 1, ")]
    [TestCase("{\n  \"document\"", "[\n  \"document\"")]
    public void Parse_OneWrongWord_Throws(string right, string wrong)
    {
        var json = Signed.ToJson();
        Assert.That(json, Does.Contain(right));
        Assert.That(() => DocumentApproval.Parse(json.Replace(right, wrong, StringComparison.Ordinal)), Throws.TypeOf<EnvelopeException>());
    }
}
