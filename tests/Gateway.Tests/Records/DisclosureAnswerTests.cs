using Gateway.Policy;
using Gateway.Records;

namespace Gateway.Tests.Records;

public sealed class DisclosureAnswerTests
{
    // One letter per category asked for: P permit, p permit of what only the existence was asked of, W waits, D denied, d denied of the latter.
    [TestCase("P", AnswerExtent.Full)]
    [TestCase("PP", AnswerExtent.Full)]
    [TestCase("PW", AnswerExtent.Partial)]
    [TestCase("PD", AnswerExtent.Partial)]
    [TestCase("Pp", AnswerExtent.Partial)]
    [TestCase("Pd", AnswerExtent.Partial)]
    [TestCase("p", AnswerExtent.ExistsOnly)]
    [TestCase("pp", AnswerExtent.ExistsOnly)]
    [TestCase("pD", AnswerExtent.ExistsOnly)]
    [TestCase("pW", AnswerExtent.ExistsOnly)]
    [TestCase("d", AnswerExtent.Neutral)]
    [TestCase("D", AnswerExtent.Neutral)]
    [TestCase("W", AnswerExtent.Neutral)]
    [TestCase("WD", AnswerExtent.Neutral)]
    [TestCase("", AnswerExtent.Neutral)]
    public void Extent_OfWhatWasTold_IsWhatIsReleasedOfWhatWasAsked(string told, AnswerExtent expected)
    {
        var sections = told.Select((c, i) => new SectionDecision
        {
            Section = $"s{i}", Provision = "",
            Outcome = char.ToUpperInvariant(c) switch { 'P' => Outcome.Permit, 'W' => Outcome.AwaitingAssessment, _ => Outcome.Deny },
        }).ToList();
        var answer = new DisclosureAnswer("id", sections, [], null, false)
        {
            ExistenceOnly = [.. told.Select((c, i) => (c, i)).Where(t => char.IsLower(t.c)).Select(t => $"s{t.i}")],
        };
        Assert.That(answer.Extent, Is.EqualTo(expected));
    }

    [Test]
    public void Extent_Default_IsNeutral() => Assert.That(default(AnswerExtent), Is.EqualTo(AnswerExtent.Neutral));
}
