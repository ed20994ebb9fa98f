using System.Text.Json.Nodes;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

/// <summary>The file of those who may endorse: nobody in it is two.</summary>
public sealed class SignerFileTests
{
    private readonly EcPublicKey _asa = Key();
    private readonly EcPublicKey _bo = Key();
    private readonly string _path = Path.GetTempFileName();

    [OneTimeTearDown]
    public void Remove() => File.Delete(_path);

    [Test]
    public void Read_WhatWasWritten_IsThePeopleAndTheirKeys()
    {
        File.WriteAllText(_path, Both());
        Assert.That(SignerFile.Read(_path), Is.EqualTo(new Dictionary<string, EcPublicKey> { ["åsa"] = _asa, ["bo"] = _bo }));
    }

    [Test]
    public void With_ANameThatIsThere_Throws() =>
        Assert.That(() => SignerFile.With(new Dictionary<string, EcPublicKey> { ["bo"] = _asa }, "bo", _bo), Throws.TypeOf<EnvelopeException>());

    [Test]
    public void Read_OneNameTwice_Throws() => AssertRefused(file => Signers(file)[1]!["signer"] = "åsa");

    [Test]
    public void Read_OneKeyUnderTwoNames_Throws() => AssertRefused(file => Signers(file)[1]!["key"] = Signers(file)[0]!["key"]!.DeepClone());

    [Test]
    public void Read_AnUnknownMember_Throws() => AssertRefused(file => Signers(file)[0]!["role"] = "chair");

    [Test]
    public void Read_AKeyWithItsPrivateHalf_Throws() => AssertRefused(file => Signers(file)[0]!["key"]!["d"] = "AA");

    [Test]
    public void Read_APointThatIsNotOnTheCurve_Throws() => AssertRefused(file => Signers(file)[0]!["key"]!["y"] = (string?)Signers(file)[1]!["key"]!["y"]);

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"signers":{}}""")]
    [TestCase("""{"signers":[1]}""")]
    [TestCase("""{"signers":[]} x""")]
    public void Read_NoSuchFile_Throws(string text)
    {
        File.WriteAllText(_path, text);
        Assert.That(() => SignerFile.Read(_path), Throws.TypeOf<EnvelopeException>());
    }

    private static EcPublicKey Key()
    {
        using var key = SigningKey.Generate();
        return key.Public;
    }

    private static JsonArray Signers(JsonNode file) => file["signers"]!.AsArray();

    private string Both() => SignerFile.With(new Dictionary<string, EcPublicKey> { ["åsa"] = _asa }, "bo", _bo);

    private void AssertRefused(Action<JsonNode> spoil)
    {
        var file = JsonNode.Parse(Both())!;
        spoil(file);
        File.WriteAllText(_path, file.ToJsonString());
        Assert.That(() => SignerFile.Read(_path), Throws.TypeOf<EnvelopeException>());
    }
}
