using System.Text;
using Gateway.Audit;
using Gateway.Audit.Witnesses;

namespace Gateway.Tests.Audit.Witnesses;

public sealed class AddCheckpointTests
{
    private static readonly string Sound = new GrowingTree(new LogSigner("log.example", new byte[32])).From(3, 7).ToString();

    [Test]
    public void Parse_OneSpelling_PrintsBack() => Assert.That(AddCheckpoint.Parse(Encoding.UTF8.GetBytes(Sound)).ToString(), Is.EqualTo(Sound));

    [TestCase("old 3\n", "old 03\n")]
    [TestCase("old 3\n", "old -3\n")]
    [TestCase("old 3\n", "old  3\n")]
    [TestCase("old 3\n", "old 3 \n")]
    [TestCase("old 3\n", "old 9223372036854775808\n")]
    [TestCase("old 3\n", "old 3\r\n")]
    [TestCase("old 3\n", "Old 3\n")]
    [TestCase("old 3\n", "")]
    [TestCase("old 3\n", "\nold 3\n")]
    [TestCase("old 3\n", "old 3\nAAAA\n")]
    [TestCase("old 3\n", "old 3\n\n")]
    [TestCase("\n\nlog.example", "\nlog.example")]
    [TestCase("log.example\n7\n", "log.example\n07\n")]
    public void Parse_OtherSpelling_Throws(string found, string replaced)
    {
        Assert.That(Sound, Does.Contain(found));
        var at = Sound.IndexOf(found, StringComparison.Ordinal);
        AssertRefused(Sound[..at] + replaced + Sound[(at + found.Length)..]);
    }

    [Test]
    public void Parse_SixtyFourHashes_Throws()
    {
        var hash = $"{Convert.ToBase64String(new byte[32])}\n";
        var (head, rest) = ("old 3\n", Sound[Sound.IndexOf("\n\n", StringComparison.Ordinal)..].TrimStart('\n'));
        var most = head + string.Concat(Enumerable.Repeat(hash, 63)) + "\n" + rest;
        Assert.That(AddCheckpoint.Parse(Encoding.UTF8.GetBytes(most)).Proof, Has.Count.EqualTo(63));
        AssertRefused(head + string.Concat(Enumerable.Repeat(hash, 64)) + "\n" + rest);
    }

    [Test]
    public void Parse_LongerThanItMayBe_Throws() => AssertRefused(Sound + new string('x', AddCheckpoint.MaxLength));

    private static void AssertRefused(string body) =>
        Assert.That(() => AddCheckpoint.Parse(Encoding.UTF8.GetBytes(body)), Throws.InstanceOf<FormatException>());
}
