using Gateway.Audit;

namespace Gateway.Tests.Audit;

public sealed class TlogProofTests
{
    private static readonly LogSigner Signer = new("log.example", new byte[32]);
    private static readonly byte[][] Leaves = [.. Enumerable.Range(0, 3).Select(i => MerkleTree.LeafHash([(byte)i]))];

    [Test]
    public void Verify_LeafOfTheLog_IsTrueForItAndFalseForAnother()
    {
        var proof = TlogProof.Parse(Proof().ToString());
        Assert.That(proof.Verify(Leaves[2], Signer.Verifier));
        Assert.That(proof.Verify(Leaves[1], Signer.Verifier), Is.False);
        Assert.That(proof.Verify(Leaves[2], new LogSigner("log.example", [.. Enumerable.Repeat((byte)1, 32)]).Verifier), Is.False);
        Assert.That(proof.Verify(Leaves[2]), Is.False, "no key is no trust");
        Assert.That((proof with { Index = 1 }).Verify(Leaves[2], Signer.Verifier), Is.False);
    }

    [Test]
    public void Parse_WithAndWithoutExtra_PrintsBack()
    {
        var plain = Proof();
        var extra = plain with { Extra = new byte[] { 1, 2, 3 } };
        Assert.That(TlogProof.Parse(plain.ToString()).ToString(), Is.EqualTo(plain.ToString()));
        Assert.That(TlogProof.Parse(extra.ToString()).ToString(), Is.EqualTo(extra.ToString()).And.Contains("\nextra AQID\n"));
    }

    [TestCase("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2")]
    [TestCase("index 2", "index 02")]
    [TestCase("index 2", "index -2")]
    [TestCase("index 2\n", "")]
    [TestCase("index 2\n", "index 2\nAAAA\n")]
    [TestCase("index 2\n", "index 2\n\n")]
    [TestCase("index 2\n", "extra !\nindex 2\n")]
    [TestCase("log.example\n3\n", "log.example\n03\n")]
    public void Parse_OtherSpelling_Throws(string found, string replaced)
    {
        var text = Proof().ToString();
        Assert.That(text, Does.Contain(found));
        Assert.That(() => TlogProof.Parse(text.Replace(found, replaced, StringComparison.Ordinal)), Throws.InstanceOf<FormatException>());
    }

    private static TlogProof Proof()
    {
        var left = MerkleTree.NodeHash(Leaves[0], Leaves[1]);
        return new TlogProof(2, [left], Signer.Sign(3, MerkleTree.NodeHash(left, Leaves[2])));
    }
}
