using System.Text;
using Gateway.Server.Keys;

namespace Gateway.Server.Tests.Keys;

internal sealed class KeyVaultBodyTests
{
    private const string Kid = "https://myvault.vault.azure.net/keys/gateway/1";
    private static readonly string s_modulus = new('A', 342); // 256 bytes

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("<html>")]
    [TestCase($$"""{"kid":"{{Kid}}"}""")]
    [TestCase("""{"value":"AAAA"}""")]
    [TestCase($$"""{"kid":1,"value":"AAAA"}""")]
    [TestCase($$"""{"kid":null,"value":"AAAA"}""")]
    [TestCase("""{"kid":"gateway","value":"AAAA"}""")]
    [TestCase($$"""{"kid":"{{Kid}}","value":""}""")]
    [TestCase($$"""{"kid":"{{Kid}}","value":null}""")]
    [TestCase($$"""{"kid":"{{Kid}}","value":[65]}""")]
    [TestCase($$"""{"kid":"{{Kid}}","value":"A"}""")]
    [TestCase($$"""{"kid":"{{Kid}}","value":"AAA="}""")]
    [TestCase($$"""{"kid":"{{Kid}}","value":"AA+A"}""")]
    [TestCase($$"""{"kid":"{{Kid}}","value":"AA A"}""")]
    [TestCase($$"""{"kid":"{{Kid}}","value":"AA\u0041A"}""")]
    [TestCase($$"""{"kid":"{{Kid}}","value":"AAAA","value":"BBBB"}""")]
    [TestCase($$"""{"kid":"{{Kid}}","value":"AAAA"} x""")]
    [TestCase($$"""{"kid":"{{Kid}}","value":"AAAA" """)]
    public void ReadOperation_OffTheContract_IsMalformed(string body) =>
        Assert.That(() => KeyVaultBody.ReadOperation(Encoding.UTF8.GetBytes(body)), Malformed());

    [Test]
    public void ReadOperation_OfATooLongValue_IsMalformed() =>
        Assert.That(() => KeyVaultBody.ReadOperation(Encoding.UTF8.GetBytes($$"""{"kid":"{{Kid}}","value":"{{new string('A', 2000)}}"}""")), Malformed());

    [Test]
    public void ReadOperation_MoreThanIsNeeded_IsRead()
    {
        var (key, value) = KeyVaultBody.ReadOperation(Encoding.UTF8.GetBytes($$$"""{"value":"AQID","kid":"{{{Kid}}}","more":{"is":[1]}}"""));
        Assert.That(key.ToString(), Is.EqualTo(Kid));
        Assert.That(value, Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [TestCase("RSA", Kid, 342, true)]
    [TestCase("RSA-HSM", Kid, 342, true)]
    [TestCase("EC", Kid, 342, false)]
    [TestCase("RSA", Kid, 171, false)]
    [TestCase("RSA", "https://myvault.vault.azure.net/keys/gateway", 342, false)]
    public void ReadKey_Kinds_AreTakenWhereTheyWrap(string kind, string kid, int length, bool isTaken)
    {
        var body = Encoding.UTF8.GetBytes($$$"""{"key":{"kid":"{{{kid}}}","kty":"{{{kind}}}","n":"{{{s_modulus[..length]}}}","e":"AQAB"}}""");
        if (isTaken) Assert.That(KeyVaultBody.ReadKey(body).ToString(), Is.EqualTo(kid));
        else Assert.That(() => KeyVaultBody.ReadKey(body), Malformed());
    }

    [Test]
    public void ReadOperation_Malformed_QuotesNothing()
    {
        var refused = Assert.Throws<KeyVaultException>(() => KeyVaultBody.ReadOperation("{\"kid\":\"Zm9vYmFy\" Zm9vYmFy"u8.ToArray()));
        Assert.That(refused?.ToString(), Does.Not.Contain("Zm9v").And.Not.Contain("'Z'"));
    }

    private static NUnit.Framework.Constraints.Constraint Malformed() =>
        Throws.TypeOf<KeyVaultException>().With.Property("Fault").EqualTo(VaultFault.Malformed);
}
