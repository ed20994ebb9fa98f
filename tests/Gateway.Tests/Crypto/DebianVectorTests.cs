using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

/// <summary>
/// Vectors that Debian ships (<c>python3-cryptography-vectors</c>): a fresh machine has them where the outside vectors are not. Where
/// they are missing the test fails and says what to install.
/// </summary>
internal sealed class DebianVectorTests
{
    private const string Folder = "/usr/lib/python3/dist-packages/cryptography_vectors";

    [Test]
    public void Ed25519_OfEverySeed_SignsAsPublished()
    {
        var cases = Lines("asymmetric/Ed25519/sign.input").Select(l => l.Split(':')).ToList();
        foreach (var parts in cases)
        {
            var (seed, message) = (Convert.FromHexString(parts[0])[..Ed25519.SeedSize], Convert.FromHexString(parts[2]));
            var signature = Ed25519.Sign(seed, message);
            Assert.That(Convert.ToHexStringLower([.. signature, .. message]), Is.EqualTo(parts[3]));
            Assert.That(Ed25519.Verify(Convert.FromHexString(parts[1]), message, signature));
        }
        Assert.That(cases, Has.Count.GreaterThanOrEqualTo(1000));
    }

    [Test]
    public void AesKeyWrap_OfNist_WrapsAsPublished()
    {
        var cases = Blocks("keywrap/kwtestvectors/KW_AE_256.txt").ToList();
        foreach (var block in cases)
            Assert.That(Convert.ToHexStringLower(AesKeyWrap.Wrap(Bytes(block, "K"), Bytes(block, "P"))), Is.EqualTo(block["C"]));
        Assert.That(cases, Has.Count.GreaterThanOrEqualTo(100));
    }

    [Test]
    public void AesKeyWrap_OfNist_RefusesWhatFails()
    {
        var (opened, refused) = (0, 0);
        foreach (var block in Blocks("keywrap/kwtestvectors/KW_AD_256.txt"))
        {
            if (block.TryGetValue("P", out var expected))
            {
                Assert.That(Convert.ToHexStringLower(AesKeyWrap.Unwrap(Bytes(block, "K"), Bytes(block, "C"))), Is.EqualTo(expected));
                opened++;
                continue;
            }
            Assert.That(() => AesKeyWrap.Unwrap(Bytes(block, "K"), Bytes(block, "C")), Throws.InstanceOf<EnvelopeException>());
            refused++;
        }
        Assert.That(opened, Is.GreaterThanOrEqualTo(50));
        Assert.That(refused, Is.GreaterThanOrEqualTo(50));
    }

    private static byte[] Bytes(Dictionary<string, string> block, string name) => Convert.FromHexString(block[name]);

    /// <summary>NIST's form: blocks of <c>name = value</c>, each begun by <c>COUNT</c>; a failing one has the line <c>FAIL</c>.</summary>
    private static IEnumerable<Dictionary<string, string>> Blocks(string file)
    {
        Dictionary<string, string>? block = null;
        foreach (var line in Lines(file))
        {
            if (line.Split(" = ") is not [var name, var value]) continue;
            if (name == "COUNT")
            {
                if (block is not null) yield return block;
                block = [];
            }
            else block?.TryAdd(name, value);
        }
        if (block is not null) yield return block;
    }

    private static IEnumerable<string> Lines(string file)
    {
        var path = Path.Combine(Folder, file);
        if (!File.Exists(path)) Assert.Fail($"`{path}` is missing: apt-get install python3-cryptography-vectors");
        return File.ReadLines(path).Where(l => l.Length > 0);
    }
}
