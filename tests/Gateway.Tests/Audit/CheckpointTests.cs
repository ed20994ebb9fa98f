using Gateway.Audit;

namespace Gateway.Tests.Audit;

public sealed class CheckpointTests
{
    private const string Root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    private const string Signature = "\n\u2014 a.key AAAAAQA=\n";

    [Test]
    public void Sign_ThenParse_IsTheSameAndTrustedByItsKeyOnly()
    {
        var signer = new LogSigner("log.example", [.. Enumerable.Repeat((byte)7, 32)]);
        var read = Checkpoint.Parse(signer.Sign(12, MerkleTree.EmptyRoot).Note);
        Assert.That((read.Origin, read.Size, Convert.ToBase64String(read.Root.Span)), Is.EqualTo(("log.example", 12L, Root)));
        Assert.That(read.IsTrusted(signer.Verifier));
        Assert.That(read.IsTrusted(new LogSigner("log.example", new byte[32]).Verifier), Is.False);
    }

    [Test]
    public void IsTrusted_SizeChangedUnderTheSignature_IsFalse()
    {
        var signer = new LogSigner("log.example", new byte[32]);
        var note = signer.Sign(12, MerkleTree.EmptyRoot).Note;
        Assert.That(Checkpoint.Parse(note.Replace("\n12\n", "\n13\n", StringComparison.Ordinal)).IsTrusted(signer.Verifier), Is.False);
    }

    [TestCase("o\n1\n" + Root + "\nextension\n")]
    [TestCase("o\n0\n" + Root + "\n")]
    public void Parse_OneSpelling_PrintsBack(string text) => Assert.That(Checkpoint.Parse(text + Signature).Note, Is.EqualTo(text + Signature));

    [TestCase("o\n01\n" + Root + "\n")]
    [TestCase("o\n-1\n" + Root + "\n")]
    [TestCase("o\n+1\n" + Root + "\n")]
    [TestCase("o\n 1\n" + Root + "\n")]
    [TestCase("o\n9223372036854775808\n" + Root + "\n")]
    [TestCase("o\n\n" + Root + "\n")]
    [TestCase("\n1\n" + Root + "\n")]
    [TestCase("o\n1\n")]
    [TestCase("o\n1\nAAAA\n")]
    [TestCase("o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n")]
    [TestCase("o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n")]
    [TestCase("o\n1\n" + Root + "\n\nafter an empty line\n")]
    public void Parse_OtherSpelling_Throws(string text) =>
        Assert.That(() => Checkpoint.Parse(text + Signature), Throws.InstanceOf<FormatException>());
}
