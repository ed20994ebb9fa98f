using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

/// <summary>A proof of possession is of one key, party and day, and made by that key alone.</summary>
public sealed class KeyPossessionTests
{
    private static readonly DateOnly Day = new(2028, 2, 29);

    [Test]
    public void Proof_OfTheKey_IsProvenForItsPartyAndDayOnly()
    {
        using var key = AgreementKey.Generate();
        using var other = AgreementKey.Generate();
        var proof = KeyPossession.Prove("soc", key, Day);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(KeyPossession.IsProven(proof, "soc", key.Public, Day), Is.True);
            Assert.That(KeyPossession.IsProven(proof, "polisen", key.Public, Day), Is.False);
            Assert.That(KeyPossession.IsProven(proof, "soc", other.Public, Day), Is.False);
            Assert.That(KeyPossession.IsProven(proof, "soc", key.Public, Day.AddDays(1)), Is.False);
        }
    }

    [TestCase("")]
    [TestCase("eyJhbGciOiJFUzI1NiJ9..")]
    [TestCase("eyJhbGciOiJub25lIn0..AAAA")]
    public void Proof_OfAnotherForm_ProvesNothing(string proof)
    {
        using var key = AgreementKey.Generate();
        Assert.That(KeyPossession.IsProven(proof, "soc", key.Public, Day), Is.False);
    }

    [Test]
    public void Statement_NamesPartyThumbprintAndDay()
    {
        using var key = AgreementKey.Generate();
        Assert.That(KeyPossession.Statement("soc", key.Public, Day), Is.EqualTo($"gateway-recipient-key/v1\nsoc\n{key.Public.KeyId}\n2028-02-29\n"));
    }
}
