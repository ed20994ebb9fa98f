using System.Text;
using System.Text.Json.Nodes;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

/// <summary>What RFC 7516 allows and the profile refuses: each case edits an envelope that is accepted unedited.</summary>
internal sealed class SealedSectionProfileTests
{
    private readonly TestSections _with = new();

    [OneTimeTearDown]
    public void DisposeKeys() => _with.Dispose();

    private static IEnumerable<TestCaseData> Edits()
    {
        TestCaseData Edit(string name, Action<JsonObject> edit) => new TestCaseData(edit).SetArgDisplayNames(name);

        foreach (var header in (string[])["""{"enc":"A128GCM"}""", """{"enc":"A256GCM","zip":"DEF"}""", """{"enc":"A256GCM","crit":["b64"]}""",
            """{"alg":"ECDH-ES+A256KW","enc":"A256GCM"}""", """{ "enc":"A256GCM"}""", """{"enc":"A256GCM","enc":"A256GCM"}""", ""])
            yield return Edit($"protected {header}", e => e["protected"] = Encoded(header));
        foreach (var member in (string[])["protected", "recipients", "aad", "iv", "ciphertext", "tag"])
        {
            yield return Edit($"{member} missing", e => e.Remove(member));
            yield return Edit($"{member} null", e => e[member] = null);
            yield return Edit($"{member} a number", e => e[member] = 1);
        }
        foreach (var member in (string[])["unprotected", "header", "encrypted_key", "plaintext"])
            yield return Edit($"second header or other member {member}", e => e[member] = new JsonObject());
        foreach (var member in (string[])["iv", "ciphertext", "tag", "aad", "protected"])
        {
            yield return Edit($"{member} padded", e => e[member] = e[member]! + "=");
            yield return Edit($"{member} with white space", e => e[member] = e[member]! + "\n");
            yield return Edit($"{member} with a character of base64", e => e[member] = "+" + e[member]);
        }
        yield return Edit("iv of 96 bits and one more byte", e => e["iv"] = Encoded(new string('a', 13)));
        yield return Edit("iv of 128 bits", e => e["iv"] = Encoded(new string('a', 16)));
        yield return Edit("tag of 15 bytes", e => e["tag"] = Encoded(new string('a', 15)));
        yield return Edit("tag empty", e => e["tag"] = "");
        yield return Edit("spare bits of the tag set", e => e["tag"] = "AAAAAAAAAAAAAAAAAAAAAB");
        yield return Edit("no recipient", e => e["recipients"] = new JsonArray());
        yield return Edit("one key twice", e => e["recipients"]!.AsArray().Add(e["recipients"]![0]!.DeepClone()));
        yield return Edit("17 recipients", e =>
        {
            for (var i = 0; i < 16; i++)
            {
                var more = e["recipients"]![0]!.DeepClone();
                more["header"]!["kid"] = Encoded(new string((char)('a' + i), 32));
                e["recipients"]!.AsArray().Add(more);
            }
        });
        foreach (var member in (string[])["alg", "kid", "epk", "apv"])
        {
            yield return Edit($"header.{member} missing", e => Header(e).Remove(member));
            yield return Edit($"header.{member} null", e => Header(e)[member] = null);
        }
        foreach (var alg in (string[])["ECDH-ES", "ECDH-ES+A128KW", "dir", "none", "RSA-OAEP-256", "ecdh-es+a256kw"])
            yield return Edit($"header.alg {alg}", e => Header(e)["alg"] = alg);
        foreach (var member in (string[])["apu", "enc", "zip", "crit", "jwk", "x5c"])
            yield return Edit($"header.{member}", e => Header(e)[member] = "x");
        yield return Edit("kid of another form", e => Header(e)["kid"] = "my-key");
        yield return Edit("apv of 31 bytes", e => Header(e)["apv"] = Encoded(new string('a', 31)));
        yield return Edit("epk with d", e => Epk(e)["d"] = Epk(e)["x"]!.DeepClone());
        yield return Edit("epk of P-384", e => Epk(e)["crv"] = "P-384");
        yield return Edit("epk off the curve", e => Epk(e)["y"] = Epk(e)["x"]!.DeepClone());
        yield return Edit("epk of zeros", e => (Epk(e)["x"], Epk(e)["y"]) = (Encoded(new string('\0', 32)), Encoded(new string('\0', 32))));
        yield return Edit("epk shortened", e => Epk(e)["x"] = Encoded(new string('a', 31)));
        yield return Edit("encrypted_key of 48 bytes", e => e["recipients"]![0]!["encrypted_key"] = Encoded(new string('a', 48)));
        yield return Edit("aad with a member more", e => e["aad"] = Encoded(
            """{"category":"c","holder":"h","note":"n","record":"r","section":"s","version":1}"""));
        yield return Edit("aad in another order", e => e["aad"] = Encoded(
            """{"holder":"h","category":"c","record":"r","section":"s","version":1}"""));
        yield return Edit("aad with white space", e => e["aad"] = Encoded(
            """{"category":"c", "holder":"h","record":"r","section":"s","version":1}"""));
        yield return Edit("aad with a name in it", e => e["aad"] = Encoded(
            """{"category":"c","holder":"h","record":"Åsa Öberg","section":"s","version":1}"""));
        yield return Edit("aad of version 0", e => e["aad"] = Encoded(
            """{"category":"c","holder":"h","record":"r","section":"s","version":0}"""));
        yield return Edit("aad of version 1.0", e => e["aad"] = Encoded(
            """{"category":"c","holder":"h","record":"r","section":"s","version":1.0}"""));
    }

    [TestCaseSource(nameof(Edits))]
    public void Parse_OffProfile_IsRefused(Action<JsonObject> edit)
    {
        var section = _with.Seal();
        var json = TestSections.Json(section);
        Assert.That(() => TestSections.Parse(json, section.Signature), Throws.Nothing);
        edit(json);
        Assert.That(() => TestSections.Parse(json, section.Signature), Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void Parse_OtherOrderAndWhiteSpace_IsAccepted()
    {
        var section = _with.Seal();
        var json = new JsonObject(TestSections.Json(section).Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        var spaced = Encoding.UTF8.GetBytes(" " + json.ToJsonString(new() { WriteIndented = true }) + "\n");
        Assert.That(_with.Open(SealedSection.Parse(spaced, section.Signature)), Is.EqualTo("klartext"));
    }

    [TestCase("}", "},1")]
    [TestCase("}", "}{}")]
    [TestCase("}", ",}")]
    [TestCase("{", "/**/{")]
    [TestCase("{", "\ufeff{")]
    [TestCase("{", """{"tag":"AAAAAAAAAAAAAAAAAAAAAA",""")]
    [TestCase("{", """{"\u0074ag":"AAAAAAAAAAAAAAAAAAAAAA",""")]
    public void Parse_NotOneStrictJsonObject_IsRefused(string at, string replacement)
    {
        var section = _with.Seal();
        var json = Encoding.UTF8.GetString(section.ToEnvelopeJson());
        var edited = at == "{" ? replacement + json[1..] : json[..^1] + replacement;
        Assert.That(() => SealedSection.Parse(Encoding.UTF8.GetBytes(edited), section.Signature),
            Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void Parse_DuplicateMemberInsideARecipient_IsRefused()
    {
        var section = _with.Seal();
        var json = Encoding.UTF8.GetString(section.ToEnvelopeJson()).Replace("\"kid\"", "\"kid\":\"x\",\"kid\"", StringComparison.Ordinal);
        Assert.That(() => SealedSection.Parse(Encoding.UTF8.GetBytes(json), section.Signature),
            Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void Parse_OffProfile_MessageHasNoContent()
    {
        var section = _with.Seal();
        var json = TestSections.Json(section);
        json["CANARY-4711"] = "CANARY-4711";
        var refusal = Assert.Throws<EnvelopeException>(() => TestSections.Parse(json, section.Signature));
        Assert.That(refusal.ToString(), Does.Not.Contain("CANARY"));
    }

    [TestCase("")]
    [TestCase("eyJhbGciOiJFUzI1NiJ9")]
    [TestCase("eyJhbGciOiJFUzI1NiJ9..")]
    [TestCase("eyJhbGciOiJub25lIn0..")]
    [TestCase("eyJhbGciOiJFUzI1NiJ9..AAAA")]
    public void Parse_SignatureOfAnotherForm_IsRefused(string signature)
    {
        var json = _with.Seal().ToEnvelopeJson();
        Assert.That(() => SealedSection.Parse(json, signature), Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void Parse_SignatureWithPayloadOrPadding_IsRefused()
    {
        var section = _with.Seal();
        var json = section.ToEnvelopeJson();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => SealedSection.Parse(json, section.Signature.Replace("..", ".YQ.", StringComparison.Ordinal)),
                Throws.TypeOf<EnvelopeException>());
            Assert.That(() => SealedSection.Parse(json, section.Signature + "=="), Throws.TypeOf<EnvelopeException>());
            Assert.That(() => SealedSection.Parse(json, section.Signature + "\n"), Throws.TypeOf<EnvelopeException>());
        }
    }

    [Test]
    public void RecipientWrap_WrittenAndRead_IsEqual()
    {
        var wrap = _with.Seal().Recipients[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(RecipientWrap.Parse(wrap.ToJson()), Is.EqualTo(wrap));
            Assert.That(() => RecipientWrap.Parse(wrap.ToJson() + " x"), Throws.TypeOf<EnvelopeException>());
        }
    }

    private static JsonObject Header(JsonObject envelope) => envelope["recipients"]![0]!["header"]!.AsObject();

    private static JsonObject Epk(JsonObject envelope) => Header(envelope)["epk"]!.AsObject();

    private static string Encoded(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
