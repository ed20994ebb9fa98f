using System.Text;
using System.Text.Json.Nodes;
using Gateway.Enforcement;
using Gateway.Policy;

namespace Gateway.Tests.Enforcement;

/// <summary>A logged decision comes out the same again, or it is said where it does not.</summary>
public sealed class DecisionReplayTests
{
    private static Catalogue Law => Policy.Scenarios.Catalogue;

    [TestCaseSource(typeof(Policy.Scenarios), nameof(Policy.Scenarios.Names))]
    public void Differences_OfWhatWasDecided_AreNone(string scenario) =>
        Assert.That(DecisionReplay.Differences(Bytes(View(scenario)), Law), Is.Empty);

    [Test]
    public void Differences_OfADecisionThatWasChanged_NameSectionAndMember()
    {
        var view = View("14-contact-of-a-witness.json");
        var (section, logged) = (view["decision"]![0]!["section"]!.GetValue<string>(), view["decision"]![0]!["outcome"]!.GetValue<string>());
        view["decision"]![0]!["outcome"] = "forged";
        Assert.That(DecisionReplay.Differences(Bytes(view), Law), Is.EqualTo([$"{section}: outcome: logged \"forged\", comes out \"{logged}\""]));
    }

    [Test]
    public void Differences_OfAMemberThatIsMissingOrAdded_NameBoth()
    {
        var view = View("14-contact-of-a-witness.json");
        var section = view["decision"]![0]!.AsObject();
        section.Remove("outcome");
        section["more"] = 1;
        Assert.That(DecisionReplay.Differences(Bytes(view), Law).Single(), Does.Contain("outcome: logged nothing").And.Contain("more: logged 1, comes out nothing"));
    }

    [Test]
    public void Differences_OfFewerSections_SayHowMany()
    {
        var view = View("14-contact-of-a-witness.json");
        var count = view["decision"]!.AsArray().Count;
        view["decision"]!.AsArray().RemoveAt(0);
        Assert.That(DecisionReplay.Differences(Bytes(view), Law), Is.EqualTo([$"{count - 1} sections are logged, and {count} come out"]));
    }

    [TestCase("", "not one that the gateway logs")]
    [TestCase("[]", "holds no context")]
    [TestCase("{}", "holds no context")]
    [TestCase("""{"context":{"day":"yesterday"}}""", "$")]
    public void Differences_OfWhatIsNoView_AreAFormatError(string view, string message) => Assert.That(
        () => DecisionReplay.Differences(Encoding.UTF8.GetBytes(view), Law), Throws.TypeOf<FormatException>().With.Message.Contains(message));

    [Test]
    public void Differences_OfAViewWithAPartMissingOrOfAnotherCatalogue_AreAFormatError()
    {
        foreach (var (spoil, message) in ((Action<JsonObject>, string)[])
            [
                (v => v.Remove("decision"), "the view holds no decision"), (v => v["decision"] = "none", "the view holds no decision"),
                (v => v.Remove("catalogue"), "the view names no catalogue"), (v => v["catalogue"] = 7, "not one that the gateway logs"),
                (v => v["catalogue"] = "1999", $"decided under catalogue 1999, and this is {Law.Version}"),
            ])
        {
            var view = View("14-contact-of-a-witness.json");
            spoil(view);
            Assert.That(() => DecisionReplay.Differences(Bytes(view), Law), Throws.TypeOf<FormatException>().With.Message.Contains(message));
        }
    }

    private static JsonObject View(string scenario)
    {
        var context = Policy.Scenarios.Read(scenario);
        var decision = Obligations.Check(PolicyDecisionPoint.Decide(context, Law));
        return new JsonObject
        {
            ["catalogue"] = Law.Version, ["context"] = ContextWriter.Write(context),
            ["decision"] = new JsonArray([.. decision.Sections.Select(DecisionWriter.WriteInFull)]),
        };
    }

    private static byte[] Bytes(JsonObject view) => Encoding.UTF8.GetBytes(view.ToJsonString());
}
