using Grpc.Wire;

namespace Gateway.Grpc.Tests.Wire;

public sealed class StatusMessageTests
{
    [TestCase("plain text ~", "plain text ~")]
    [TestCase("100%", "100%25")]
    [TestCase("å", "%C3%A5")]
    [TestCase("a\r\nb", "a%0D%0Ab")]
    [TestCase("\u007f", "%7F")]
    public void Encode_AText_IsPrintableAsciiAndComesBack(string text, string expected)
    {
        Assert.That(StatusMessage.Encode(text), Is.EqualTo(expected));
        Assert.That(StatusMessage.Decode(expected), Is.EqualTo(text));
    }

    [TestCase("100%", "100%")]
    [TestCase("%4", "%4")]
    [TestCase("%zz", "%zz")]
    [TestCase("%c3%a5", "å")]
    public void Decode_WhatIsNoValidEncoding_StandsAsItCame(string value, string expected) =>
        Assert.That(StatusMessage.Decode(value), Is.EqualTo(expected));
}
