using System.Text;
using System.Text.Json.Nodes;
using Gateway.Policy;

namespace Gateway.Tests.Policy;

/// <summary>What a catalogue may not say, whoever authored it.</summary>
public sealed class CatalogueReaderTests
{
    private const string Prison = """{ "asserted": { "offence-with-prison": true } }""";

    /// <summary>A small catalogue with one entry of each kind that the cases change.</summary>
    private static readonly string Small = $$"""
        {
          "version": "1",
          "vocabulary": {
            "categories": [
              { "code": "contact", "sv": "k", "en": "c" },
              { "code": "hiding", "sv": "g", "en": "h", "neverDeposited": true, "impersonal": true, "tellsWhereabouts": true }
            ],
            "purposes": [{ "code": "prevent", "sv": "f", "en": "p", "categories": ["contact"], "emergency": true }],
            "roles": [{ "code": "leader", "sv": "l", "en": "l", "categories": ["contact"] }],
            "facts": [{ "code": "known", "sv": "v", "en": "k" }],
            "questions": [{ "code": "harmless", "sv": "o", "en": "h", "individual": true }],
            "marks": [{ "code": "secret", "sv": "h", "en": "s" }],
            "obligations": [{ "code": "inform", "sv": "i", "en": "i" }],
            "needs": [{ "code": "case", "sv": "ä", "en": "c" }],
            "offences": [{ "code": "robbery", "sv": "r", "en": "r", "min": 18, "max": 72, "groups": ["violence"] }]
          },
          "provisions": [
            { "id": "s", "citation": "s", "title": { "sv": "s", "en": "s" }, "summary": { "sv": "s", "en": "s" }, "kind": "secrecy",
              "holders": ["police"], "receivers": ["any-authority"], "harmQuestion": "harmless", "exceptCategories": ["hiding"],
              "neverDeposited": true, "declaredOnly": true, "protectsIndividual": true, "source": "s", "certainty": "verified" },
            { "id": "l", "citation": "l", "title": { "sv": "l", "en": "l" }, "summary": { "sv": "l", "en": "l" }, "kind": "lifting",
              "holders": ["police"], "receivers": ["customs"], "categories": ["contact"], "lifts": ["s"], "threshold": 7,
              "conditions": [{ "assessed": { "question": "harmless" } }, {{Prison}}],
              "obligations": ["inform"], "source": "l", "certainty": "verified", "validFrom": "2026-01-01", "validTo": "2026-12-31" },
            { "id": "d", "citation": "d", "title": { "sv": "d", "en": "d" }, "summary": { "sv": "d", "en": "d" }, "kind": "data-protection",
              "holders": ["police"], "receivers": ["customs"], "side": "disclosing", "carries": ["duty", "permission"],
              "source": "d", "certainty": "verified" },
            { "id": "p", "citation": "p", "title": { "sv": "p", "en": "p" }, "summary": { "sv": "p", "en": "p" }, "kind": "structural",
              "holders": ["police"], "receivers": ["customs"], "obligations": ["inform"], "source": "p", "certainty": "from-memory" }
          ]
        }
        """;

    [Test]
    public void Read_TheShippedCatalogue_HasNoIssues() => Assert.That(IssuesWhere((_, _) => { }), Is.Empty);

    [Test]
    public void Read_ASmallCatalogue_IsWhatItSays()
    {
        var (catalogue, issues) = Read(Small);
        Assert.That(issues, Is.Empty);
        var (lifting, words) = (catalogue!.Find("l")!, catalogue.Vocabulary); // no issues: both are there
        Assert.That((lifting.Threshold, lifting.ValidFrom, lifting.ValidTo), Is.EqualTo((7, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31))));
        Assert.That(lifting.Conditions.Select(c => c.Code), Is.EqualTo(["harmless", "offence-with-prison"]));
        Assert.That(lifting.CanLift(catalogue.Find("s")!));
        Assert.That((catalogue.Find("d")!.Side, catalogue.Find("d")!.CarriesDuty, catalogue.Find("d")!.CarriesPermission), Is.EqualTo((Side.Disclosing, true, true)));
        var secrecy = catalogue.Find("s")!;
        Assert.That((secrecy.NeverDeposited, secrecy.DeclaredOnly, secrecy.ProtectsIndividual, secrecy.HidesPerson), Is.EqualTo((true, true, true, false)));
        Assert.That((secrecy.IsForCategory("contact"), secrecy.IsForCategory("hiding")), Is.EqualTo((true, false)));
        Assert.That((words.Offences["robbery"].MinimumMonths, words.Offences["robbery"].MaximumMonths, words.Questions["harmless"].IsIndividual),
            Is.EqualTo((18, 72, true)));
    }

    [Test]
    public void Read_ASmallVocabulary_HasEachWordWithItsMarks()
    {
        var words = Read(Small).Catalogue!.Vocabulary; // it is read, as the test above says
        Assert.That(words.Categories["hiding"], Is.EqualTo(new Category("hiding", new BilingualText("g", "h"), true, true, true)));
        Assert.That(words.Categories["contact"], Is.EqualTo(new Category("contact", new BilingualText("k", "c"), false, false, false)));
        Assert.That((words.Purposes["prevent"].AllowsEmergency, words.Needs["case"].Text.Sv), Is.EqualTo((true, "ä")));
        Assert.That(words.Offences["robbery"].Groups.Concat(words.Purposes["prevent"].Categories).Concat(words.Roles["leader"].Categories),
            Is.EqualTo(["violence", "contact", "contact"]));
    }

    [TestCase("\"version\": \"1\",", "", "$: `version` is missing")]
    [TestCase("\"version\": \"1\",", "\"version\": \"1\", \"edition\": 2,", "$.edition: unknown member `edition`; known: version, vocabulary, provisions")]
    [TestCase("\"version\": \"1\"", "\"version\": \"1\", \"version\": \"2\"", "$: not JSON at line")]
    [TestCase("\"facts\": [", "\"truths\": [], \"facts\": [", "$.vocabulary.truths: unknown member `truths`")]
    [TestCase("\"en\": \"c\" },", "\"en\": \"c\", \"colour\": 1 },", "$.vocabulary.categories[0].colour: unknown member `colour`")]
    [TestCase("\"facts\": [{ \"code\": \"known\",", "\"facts\": [{ \"code\": \"known\", \"x\": 1,", "$.vocabulary.facts[0].x: unknown member `x`")]
    [TestCase("\"individual\": true", "\"personal\": true", "$.vocabulary.questions[0].personal: unknown member `personal`")]
    [TestCase("\"min\": 18", "\"least\": 1, \"min\": 18", "$.vocabulary.offences[0].least: unknown member `least`")]
    [TestCase("\"min\": 18, ", "", "$.vocabulary.offences[0]: `min` is missing")]
    [TestCase("\"max\": 72, ", "", "$.vocabulary.offences[0]: `max` is missing")]
    [TestCase("\"min\": 18", "\"min\": -1", "$.vocabulary.offences[0].min: a whole number from 0 to 1200 is expected")]
    [TestCase("\"max\": 72", "\"max\": 1201", "$.vocabulary.offences[0].max: a whole number from 0 to 1200 is expected")]
    [TestCase("\"sv\": \"r\"", "\"sv\": \"\"", "$.vocabulary.offences[0].sv: a text that is not empty is expected")]
    [TestCase("\"en\": \"p\", \"categories\": [\"contact\"]", "\"en\": \"p\", \"categories\": [\"risk\"]", "$.vocabulary.purposes[0].categories[0]: unknown category `risk`")]
    [TestCase("\"en\": \"p\", \"categories\"", "\"en\": \"p\", \"urgent\": true, \"categories\"", "$.vocabulary.purposes[0].urgent: unknown member `urgent`")]
    [TestCase("\"en\": \"l\", \"categories\"", "\"en\": \"l\", \"boss\": true, \"categories\"", "$.vocabulary.roles[0].boss: unknown member `boss`")]
    [TestCase("\"marks\": [", "\"marks\": [{ \"code\": \"secret\", \"sv\": \"h\", \"en\": \"s\" }, ", "$.vocabulary.marks[1]: the code `secret` stands twice")]
    [TestCase("\"id\": \"l\"", "\"id\": \"s\"", "$.provisions[1]: the id `s` stands twice")]
    [TestCase("\"id\": \"d\",", "\"id\": \"d\", \"law\": 1,", "$.provisions[2].law: unknown member `law`")]
    [TestCase("\"title\": { \"sv\": \"d\", \"en\": \"d\" }", "\"title\": { \"sv\": \"d\", \"en\": \"d\", \"fi\": \"d\" }", "$.provisions[2].title.fi: unknown member `fi`; known: sv, en")]
    [TestCase("\"summary\": { \"sv\": \"d\", \"en\": \"d\" }, ", "", "$.provisions[2]: `summary` is missing")]
    [TestCase("\"lifts\": [\"s\"]", "\"lifts\": [\"s\", \"d\"]", "$.provisions[1]: `d` is no secrecy provision of this catalogue")]
    [TestCase("\"lifts\": [\"s\"]", "\"lifts\": [\"*\"], \"neverLifts\": [\"x\"]", "$.provisions[1]: `x` is no secrecy provision of this catalogue")]
    [TestCase("\"holders\": [\"police\"], \"receivers\": [\"any-authority\"]", "\"receivers\": [\"any-authority\"]", "$.provisions[0]: `holders` is missing")]
    [TestCase("\"receivers\": [\"any-authority\"], ", "", "$.provisions[0]: `receivers` is missing")]
    [TestCase("\"validTo\": \"2026-12-31\"", "\"validTo\": \"2025-12-31\"", "$.provisions[1]: `validTo` lies before `validFrom`")]
    [TestCase("\"harmQuestion\": \"harmless\"", "\"harmQuestion\": \"harmful\"", "$.provisions[0]: unknown question `harmful`")]
    [TestCase("\"harmQuestion\": \"harmless\"", "\"harmQuestion\": \"harmless\", \"decisionMakerRole\": \"boss\"", "$.provisions[0]: unknown role `boss`")]
    [TestCase("\"source\": \"l\", \"certainty\": \"verified\"", "\"source\": \"l\", \"certainty\": \"secondary\"", "$.provisions[1]: what lifts secrecy must be verified text")]
    [TestCase("\"threshold\": 7,", "", "$.provisions[1]: `threshold` is missing")]
    [TestCase("\"threshold\": 7", "\"threshold\": 100", "$.provisions[1].threshold: a whole number from 1 to 99 is expected")]
    [TestCase("\"obligations\": [\"inform\"], \"source\": \"p\"", "\"source\": \"p\"", "$.provisions[3]: a structural provision needs conditions or obligations")]
    [TestCase("\"obligations\": [\"inform\"], \"source\": \"p\"", "\"obligations\": [\"forget\"], \"source\": \"p\"", "$.provisions[3].obligations[0]: unknown word `forget` in `obligations`")]
    [TestCase("\"side\": \"disclosing\"", "\"lifts\": [\"s\"], \"side\": \"disclosing\"", "$.provisions[2]: only a lifting provision or a duty may have `lifts`")]
    [TestCase("\"side\": \"disclosing\", ", "", "$.provisions[2]: a data-protection ground needs `side`")]
    [TestCase("\"carries\": [\"duty\", \"permission\"],", "", "$.provisions[2]: a data-protection ground needs `side`")]
    [TestCase("{ \"assessed\": { \"question\": \"harmless\" } }, ", "", "$.provisions[1]: a permission needs at least one assessed condition")]
    [TestCase("\"kind\": \"structural\"", "\"kind\": \"principle\", \"conditions\": [" + Prison + "]", "$.provisions[3]: a principle has no conditions")]
    [TestCase("\"side\": \"disclosing\"", "\"hidesPerson\": true, \"side\": \"disclosing\"", "$.provisions[2]: only secrecy may have `hidesPerson`")]
    public void Read_OneThingWrong_IsRefusedWithItsPlace(string right, string wrong, string issue)
    {
        Assert.That(Small, Does.Contain(right));
        var at = Small.IndexOf(right, StringComparison.Ordinal);
        var (catalogue, issues) = Read(string.Concat(Small.AsSpan(0, at), wrong, Small.AsSpan(at + right.Length)));
        Assert.That(catalogue, Is.Null);
        Assert.That(issues, Has.Count.EqualTo(1));
        Assert.That($"{issues[0]}", Does.StartWith(issue));
    }

    [TestCase("\"threshold\": 7", "\"threshold\": 99")]
    [TestCase("\"min\": 18", "\"min\": 0")]
    [TestCase("\"max\": 72", "\"max\": 1200")]
    [TestCase("\"validTo\": \"2026-12-31\"", "\"validTo\": \"2026-01-01\"")]
    [TestCase("\"carries\": [\"duty\", \"permission\"]", "\"carries\": [\"duty\"]")]
    [TestCase("\"carries\": [\"duty\", \"permission\"]", "\"carries\": [\"permission\"]")]
    [TestCase("\"source\": \"p\"", "\"conditions\": [" + Prison + "], \"source\": \"p\"")]
    [TestCase("\"obligations\": [\"inform\"], \"source\": \"p\"", "\"conditions\": [" + Prison + "], \"source\": \"p\"")]
    [TestCase("\"kind\": \"structural\"", "\"kind\": \"principle\"")]
    [TestCase("\"neverDeposited\": true, \"declaredOnly\"", "\"hidesPerson\": true, \"declaredOnly\"")]
    [TestCase("\"harmQuestion\": \"harmless\"", "\"harmQuestion\": \"harmless\", \"decisionMakerRole\": \"leader\"")]
    [TestCase("\"lifts\": [\"s\"]", "\"lifts\": [\"*\"], \"neverLifts\": [\"s\"]")]
    public void Read_WhatIsJustAllowed_IsRead(string one, string other)
    {
        Assert.That(Small, Does.Contain(one));
        Assert.That(Read(Small.Replace(one, other, StringComparison.Ordinal)).Issues, Is.Empty);
    }

    [TestCase("[]", "$: an object is expected")]
    [TestCase("{", "$: not JSON at line 1, byte 2")]
    [TestCase("{}", "$: `version` is missing")]
    public void Read_NoCatalogue_IsRefused(string json, string issue)
    {
        var (catalogue, issues) = Read(json);
        Assert.That(catalogue, Is.Null);
        Assert.That($"{issues[0]}", Is.EqualTo(issue));
    }

    [Test]
    public void ReadActive_NoCatalogue_SaysEverythingThatIsWrong()
    {
        Assert.That(() => ActiveCatalogue.Read("{}"u8.ToArray()),
            Throws.TypeOf<FormatException>().With.Message.Contains("`version` is missing").And.Message.Contains("`vocabulary` is missing"));
        Assert.That(ActiveCatalogue.Read(Encoding.UTF8.GetBytes(Small)).Catalogue.Version, Is.EqualTo("1"));
    }

    [Test]
    public void Read_ADutyOverAnInvestigationWithoutAQuestion_IsRefused()
    {
        var issues = IssuesWhere((id, provision) =>
        {
            if (id == "lul-6") provision["conditions"] = new JsonArray();
        });
        Assert.That(issues, Is.EqualTo(new[] { "a question is missing: over `osl-18-1` the `investigation-leader` decides" }));
    }

    private static (Catalogue? Catalogue, IReadOnlyList<CatalogueIssue> Issues) Read(string json) => CatalogueReader.Read(Encoding.UTF8.GetBytes(json));

    private static IEnumerable<string> IssuesWhere(Action<string, JsonObject> change)
    {
        var tree = JsonNode.Parse(ActiveCatalogue.Embedded.Json.Span)!.AsObject(); // the shipped catalogue is JSON, with ids
        foreach (var provision in tree["provisions"]!.AsArray()) change((string)provision!["id"]!, provision.AsObject());
        return Read(tree.ToJsonString()).Issues.Select(i => i.Message);
    }
}
