using System.Text;
using System.Text.Json.Nodes;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

internal sealed class CanonicalJsonTests
{
    // RFC 8785 Appendix B: the double's bits and its one spelling.
    [TestCase(0x0000000000000000UL, "0")]
    [TestCase(0x8000000000000000UL, "0")]
    [TestCase(0x0000000000000001UL, "5e-324")]
    [TestCase(0x8000000000000001UL, "-5e-324")]
    [TestCase(0x7fefffffffffffffUL, "1.7976931348623157e+308")]
    [TestCase(0xffefffffffffffffUL, "-1.7976931348623157e+308")]
    [TestCase(0x4340000000000000UL, "9007199254740992")]
    [TestCase(0xc340000000000000UL, "-9007199254740992")]
    [TestCase(0x4430000000000000UL, "295147905179352830000")]
    [TestCase(0x44b52d02c7e14af5UL, "9.999999999999997e+22")]
    [TestCase(0x44b52d02c7e14af6UL, "1e+23")]
    [TestCase(0x44b52d02c7e14af7UL, "1.0000000000000001e+23")]
    [TestCase(0x444b1ae4d6e2ef4eUL, "999999999999999700000")]
    [TestCase(0x444b1ae4d6e2ef4fUL, "999999999999999900000")]
    [TestCase(0x444b1ae4d6e2ef50UL, "1e+21")]
    [TestCase(0x3eb0c6f7a0b5ed8cUL, "9.999999999999997e-7")]
    [TestCase(0x3eb0c6f7a0b5ed8dUL, "0.000001")]
    [TestCase(0x41b3de4355555553UL, "333333333.3333332")]
    [TestCase(0x41b3de4355555554UL, "333333333.33333325")]
    [TestCase(0x41b3de4355555555UL, "333333333.3333333")]
    [TestCase(0x41b3de4355555556UL, "333333333.3333334")]
    [TestCase(0x41b3de4355555557UL, "333333333.33333343")]
    [TestCase(0xbecbf647612f3696UL, "-0.0000033333333333333333")]
    [TestCase(0x43143ff3c1cb0959UL, "1424953923781206.2")]
    public void Write_NumberOfAppendixB_IsSpeltAsThere(ulong bits, string expected) =>
        Assert.That(Canonical(JsonValue.Create(BitConverter.UInt64BitsToDouble(bits))), Is.EqualTo(expected));

    [Test]
    public void Write_SampleOfSection322_IsSpeltAsThere() => Assert.That(
        Canonical("""
            { "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }
            """),
        Is.EqualTo("""{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"""));

    [Test]
    public void Write_SampleOfSection323_SortsByUtf16CodeUnits() => Assert.That(
        Canonical("""
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
             "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """),
        Is.EqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\","
            + "\"€\":\"Euro Sign\",\"\U0001F600\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}"));

    [Test]
    public void Write_EveryControlCharacter_IsSpeltAsSection3222Says()
    {
        var text = string.Concat(Enumerable.Range(0, 34).Select(c => (char)c));
        Assert.That(Canonical(JsonValue.Create(text)), Is.EqualTo(
            "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014"
            + "\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f !\""));
    }

    [Test]
    public void Write_Nulls_AreNull() => Assert.That(Canonical("""{"a":null,"b":[null]}"""), Is.EqualTo("""{"a":null,"b":[null]}"""));

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("""{"a":[],"b":{}}""")]
    public void Write_CanonicalAlready_IsUnchanged(string json) => Assert.That(Canonical(json), Is.EqualTo(json));

    [TestCase("""{"a":1,"a":1}""")]
    [TestCase("""["\ud800"]""")]
    [TestCase("""["\udc00\ud800"]""")]
    [TestCase("""{"\ud800":1}""")]
    [TestCase("[1e400]")]
    public void Write_WithoutCanonicalForm_IsRefused(string json) =>
        Assert.That(() => Canonical(json), Throws.TypeOf<FormatException>());

    [Test]
    public void Write_LoneSurrogateMadeInCode_IsRefused() =>
        Assert.That(() => Canonical(JsonValue.Create("a\ud800")), Throws.TypeOf<FormatException>());

    [Test]
    public void Write_NotANumber_IsRefused() =>
        Assert.That(() => Canonical(JsonValue.Create(double.NaN)), Throws.TypeOf<FormatException>());

    private static string Canonical(string json) => Canonical(JsonNode.Parse(json)!);

    private static string Canonical(JsonNode node) => Encoding.UTF8.GetString(CanonicalJson.Write(node));
}
