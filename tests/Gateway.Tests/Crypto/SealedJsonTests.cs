using System.Text.Json.Nodes;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

public sealed class SealedJsonTests
{
    [Test]
    public void Open_WhatWasSealed_IsTheSameForItsRowAndKeysAlone()
    {
        using var keys = new BoxKeys(new byte[32]);
        using var other = new BoxKeys([.. Enumerable.Repeat((byte)1, 32)]);
        var box = SealedJson.Seal(keys, new JsonObject { ["name"] = "Åsa" }, "request:1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)SealedJson.Open(keys, box, "request:1")["name"], Is.EqualTo("Åsa"));
            Assert.That(() => SealedJson.Open(keys, box, "request:2"), Throws.TypeOf<EnvelopeException>());
            Assert.That(() => SealedJson.Open(other, box, "request:1"), Throws.TypeOf<EnvelopeException>());
        }
    }

    [Test]
    public void Open_WhatIsNoObject_IsRefused()
    {
        using var keys = new BoxKeys(new byte[32]);
        Assert.That(() => SealedJson.Open(keys, SealedJson.Seal(keys, new JsonArray(), "row"), "row"), Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void Seal_Nothing_IsRefused()
    {
        using var keys = new BoxKeys(new byte[32]);
        Assert.That(() => SealedJson.Seal(keys, null!, "row"), Throws.ArgumentNullException);
    }
}
