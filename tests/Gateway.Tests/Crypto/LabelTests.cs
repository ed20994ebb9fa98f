using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

/// <summary>The labels of sections and chunks: codes and ids alone, and an error names the field that is none.</summary>
public sealed class LabelTests
{
    private static readonly string[] Bad = ["", " ", "Åsa", "a b", "a/b", "a\n", "a,b", new('a', 129)];

    private static readonly string[] Good = ["a", "Z9", "a.b", "a_b", "a:b", "a-b", new('a', 128)];

    [TestCaseSource(nameof(Bad))]
    public void ToAad_ValueThatIsNoCode_IsRefusedByName(string value)
    {
        var section = TestSections.Label;
        var chunk = ChunkLabel.Of(section, 0, isLast: true);
        using (Assert.EnterMultipleScope())
        {
            Refused("record", (section with { Record = value }).ToAad);
            Refused("section", (section with { Section = value }).ToAad);
            Refused("category", (section with { Category = value }).ToAad);
            Refused("holder", (section with { Holder = value }).ToAad);
            Refused("record", (chunk with { Record = value }).ToAad);
            Refused("section", (chunk with { Section = value }).ToAad);
            Refused("holder", (chunk with { Holder = value }).ToAad);
        }

        static void Refused(string name, Func<byte[]> write) =>
            Assert.That(() => write(), Throws.TypeOf<EnvelopeException>().With.Message.Contains($"`aad.{name}`"));
    }

    [TestCaseSource(nameof(Good))]
    public void Parse_WhatWasWritten_IsTheSame(string value)
    {
        var section = new SectionLabel(value, value, value, 1, value);
        var chunk = ChunkLabel.Of(section, 8191, isLast: true);
        Assert.That(SectionLabel.Parse(section.ToAad()), Is.EqualTo(section));
        Assert.That(ChunkLabel.Parse(chunk.ToAad()), Is.EqualTo(chunk));
    }

    [TestCase("{}", "aad")]
    [TestCase("[]", "aad")]
    public void Parse_NotALabel_SaysWhichTextIsMeant(string json, string what)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(json);
        Assert.That(() => SectionLabel.Parse(text), Throws.TypeOf<EnvelopeException>().With.Message.Contains($"`{what}"));
        Assert.That(() => ChunkLabel.Parse(text), Throws.TypeOf<EnvelopeException>().With.Message.Contains($"`{what}"));
    }
}
