using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

internal sealed class AesKeyWrapTests
{
    // RFC 3394 §4.6: 256 bits of key data with a 256-bit KEK.
    [Test]
    public void Wrap_VectorOfRfc3394Section46_IsAsThere()
    {
        var key = Convert.FromHexString("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F");
        var data = Convert.FromHexString("00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F");
        var wrapped = Convert.FromHexString("28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(AesKeyWrap.Wrap(key, data), Is.EqualTo(wrapped));
            Assert.That(AesKeyWrap.Unwrap(key, wrapped), Is.EqualTo(data));
        }
    }

    [Test]
    [Category("OutsideVectors")]
    public void Unwrap_WycheproofVectors_AreDecidedAsThere() => Wycheproof.Run("aes_wrap_test.json", atLeast: 20, (group, test) =>
    {
        if (group.GetProperty("keySize").GetInt32() != 256) return null;
        var (key, message, wrapped) = (Wycheproof.Hex(test, "key"), Wycheproof.Hex(test, "msg"), Wycheproof.Hex(test, "ct"));
        try
        {
            return AesKeyWrap.Unwrap(key, wrapped).SequenceEqual(message) && AesKeyWrap.Wrap(key, message).SequenceEqual(wrapped);
        }
        catch (EnvelopeException)
        {
            return false;
        }
    });

    [Test]
    [Category("OutsideVectors")]
    public void Unwrap_WrapsWithPadding_AreRefused()
    {
        // RFC 5649 is another algorithm with the same key: none of its valid outputs may open.
        var opened = 0;
        Wycheproof.Run("aes_kwp_test.json", atLeast: 8, (group, test) =>
        {
            if (group.GetProperty("keySize").GetInt32() != 256 || test.GetProperty("result").GetString() != "valid") return null;
            try
            {
                AesKeyWrap.Unwrap(Wycheproof.Hex(test, "key"), Wycheproof.Hex(test, "ct"));
                opened++;
            }
            catch (EnvelopeException)
            {
                // refused, as it has to be; the table's own verdict is about the other algorithm
            }
            return true;
        });
        Assert.That(opened, Is.Zero);
    }

    [TestCase(0)]
    [TestCase(8)]
    [TestCase(31)]
    public void Wrap_KeyOfAnotherLength_IsRefused(int size) =>
        Assert.That(() => AesKeyWrap.Wrap(new byte[32], new byte[size]), Throws.ArgumentException);
}
