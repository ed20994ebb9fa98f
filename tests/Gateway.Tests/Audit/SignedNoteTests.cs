using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Audit;

namespace Gateway.Tests.Audit;

public sealed class SignedNoteTests
{
    private const string Origin = "https://github.com/golang/mod (sumdb/note), https://github.com/C2SP/C2SP";
    private const string Text = "an origin\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    private const string Line = "\u2014 a.key AAAAAQ==\n";

    [Test]
    public void Parse_OutsideNotes_PrintBackByteForByteAndVerifyAsComputed()
    {
        using var notes = JsonDocument.Parse(File.ReadAllBytes(OutsideVectors.Require("tlog/notes/signed-notes.json", Origin)));
        var checkedKeys = 0;
        foreach (var entry in notes.RootElement.EnumerateArray())
        {
            // Sources cut some long notes: what does not end as a note does is for reading by people only.
            var text = entry.GetProperty("note").GetString() ?? "";
            var note = SignedNote.Parse(text);
            Assert.That(note.ToString(), Is.EqualTo(text));
            if (!entry.TryGetProperty("vkeys", out var keys)) continue;
            foreach (var key in keys.EnumerateArray())
            {
                var isValid = key.GetProperty("computed").GetString()?.StartsWith("valid", StringComparison.Ordinal) ?? false;
                var verifier = NoteVerifier.Parse(key.GetProperty("vkey").GetString() ?? "");
                Assert.That(note.IsTrusted(verifier), Is.EqualTo(isValid), entry.GetProperty("id").GetString());
                checkedKeys++;
            }
        }
        Assert.That(checkedKeys, Is.GreaterThan(0));
    }

    [Test]
    public void Parse_OutsideVerifierKeys_AcceptsTheValidAndNoSpellingBesideIt()
    {
        using var keys = JsonDocument.Parse(File.ReadAllBytes(OutsideVectors.Require("tlog/notes/vkeys.json", Origin)));
        foreach (var valid in keys.RootElement.GetProperty("valid").EnumerateArray().Select(k => k.GetString() ?? ""))
        {
            Assert.That(NoteVerifier.Parse(valid).ToString(), Is.EqualTo(valid));
            for (var length = 0; length < valid.Length; length++)
            {
                AssertRefused(valid[..length]);
                AssertRefused(valid[(valid.Length - length)..]);
                AssertRefused(valid[..length] + (char)(valid[length] + 1) + valid[(length + 1)..]);
            }
        }
        foreach (var invalid in keys.RootElement.GetProperty("invalid").EnumerateArray()) AssertRefused(invalid[0].GetString() ?? "");
    }

    [TestCase(Text, TestName = "Parse_NoSignatures_Throws")]
    [TestCase(Text + "\n", TestName = "Parse_NoSignatureLines_Throws")]
    [TestCase(Text + "\n\u2014 a.key AAAAAQ==", TestName = "Parse_NoLastLineFeed_Throws")]
    [TestCase(Text + "\n- a.key AAAAAQ==\n", TestName = "Parse_HyphenForDash_Throws")]
    [TestCase(Text + "\n\u2014  a.key AAAAAQ==\n", TestName = "Parse_TwoSpaces_Throws")]
    [TestCase(Text + "\n\u2014 a+key AAAAAQ==\n", TestName = "Parse_PlusInName_Throws")]
    [TestCase(Text + "\n\u2014 a.key AAAA\n", TestName = "Parse_BlobTooShort_Throws")]
    [TestCase(Text + "\n\u2014 a.key AAAAAAR=\n", TestName = "Parse_StrayBitsInBase64_Throws")]
    [TestCase("an\torigin\n\n" + Line, TestName = "Parse_ControlCharacter_Throws")]
    [TestCase("an\r\norigin\n\n" + Line, TestName = "Parse_CarriageReturn_Throws")]
    public void Parse_Malformed_Throws(string note) => Assert.That(() => SignedNote.Parse(note), Throws.InstanceOf<FormatException>());

    [Test]
    public void Parse_TextWithEmptyLines_SplitsAtTheLast() =>
        Assert.That(SignedNote.Parse("one\n\ntwo\n\n\u2014 a.key AAAAAAE=\n").Text, Is.EqualTo("one\n\ntwo\n"));

    [Test]
    public void IsTrusted_OneWrongSignatureOfAKnownKeyBesideAGoodOne_IsFalse()
    {
        var good = new LogSigner("a.key", new byte[32]);
        var other = new LogSigner("b.key", [.. Enumerable.Repeat((byte)1, 32)]);
        var note = SignedNote.Parse(good.Sign(0, MerkleTree.EmptyRoot).Note);
        var wrong = new NoteSignature("b.key", other.Verifier.KeyId, note.Signatures[0].Signature);
        var both = new SignedNote(note.Text, [.. note.Signatures, wrong]);
        Assert.That(both.IsTrusted(good.Verifier), "an unknown key's signature says nothing");
        Assert.That(both.IsTrusted(good.Verifier, other.Verifier), Is.False);
        Assert.That(both.IsTrusted(), Is.False);
    }

    [Test]
    public void OfVault_EcdsaKey_VerifiesWhatItSignedAndNothingElse()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var verifier = NoteVerifier.OfVault("log.example", key.ExportSubjectPublicKeyInfo());
        Assert.That(NoteVerifier.Parse(verifier.ToString()), Is.EqualTo(verifier));
        Assert.That(verifier.KeyId, Is.EqualTo(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))));
        var text = Encoding.UTF8.GetBytes(Text);
        var signature = new NoteSignature("log.example", verifier.KeyId,
            key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        Assert.That(verifier.Verify(text, signature));
        Assert.That(verifier.Verify([.. text, (byte)'\n'], signature), Is.False);
        var raw = signature with { Signature = key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation) };
        Assert.That(verifier.Verify(text, raw), Is.False, "the vault's own form is not the note's");
    }

    [Test]
    public void OfVault_KeyOfAnotherCurveOrNone_Throws()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.That(() => NoteVerifier.OfVault("log.example", key.ExportSubjectPublicKeyInfo()), Throws.InstanceOf<FormatException>());
        Assert.That(() => NoteVerifier.OfVault("log.example", new byte[91]), Throws.InstanceOf<FormatException>());
    }

    private static void AssertRefused(string vkey) =>
        Assert.That(() => NoteVerifier.Parse(vkey), Throws.InstanceOf<FormatException>(), vkey);
}
