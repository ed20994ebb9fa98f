using System.Text.Json;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Tests.Policy;

/// <summary>A condition is of a known kind, under the mark that is its own, and names nothing that the vocabulary lacks.</summary>
public sealed class ConditionReaderTests
{
    private static CatalogueVocabulary Words => Scenarios.Catalogue.Vocabulary;

    [TestCase("""{"asserted":{"trigger":["whim"]}}""", "$.asserted.trigger[0]: unknown word `whim`")]
    [TestCase("""{"asserted":{"trigger":"request"}}""", "$.asserted.trigger: a list is expected")]
    [TestCase("""{"asserted":{"purpose":["fun"]}}""", "$.asserted.purpose[0]: unknown purpose `fun`; it would have to stand in the vocabulary")]
    [TestCase("""{"asserted":{"purpose":[""]}}""", "$.asserted.purpose[0]: a text that is not empty is expected")]
    [TestCase("""{"fact":{"subject-age-below":0}}""", "$.fact.subject-age-below: a whole number from 1 to 130 is expected")]
    [TestCase("""{"fact":{"subject-age-below":131}}""", "$.fact.subject-age-below: a whole number from 1 to 130 is expected")]
    [TestCase("""{"fact":{"person-age-below":0}}""", "$.fact.person-age-below: a whole number from 1 to 130 is expected")]
    [TestCase("""{"fact":{"person-age-from":131}}""", "$.fact.person-age-from: a whole number from 1 to 130 is expected")]
    [TestCase("""{"fact":{"person-role":["boss"]}}""", "$.fact.person-role[0]: unknown word `boss`")]
    [TestCase("""{"asserted":{"offence-minimum":{"months":12}}}""", "$.asserted.offence-minimum: `inchoateMonths` is missing")]
    [TestCase("""{"asserted":{"offence-minimum":{"inchoateMonths":12}}}""", "$.asserted.offence-minimum: `months` is missing")]
    [TestCase("""{"asserted":{"offence-minimum":{"months":-1,"inchoateMonths":0}}}""", "$.asserted.offence-minimum.months: a whole number from 0 to 1200")]
    [TestCase("""{"asserted":{"offence-minimum":{"months":0,"inchoateMonths":1201}}}""", "$.asserted.offence-minimum.inchoateMonths: a whole number from 0")]
    [TestCase("""{"asserted":{"offence-minimum":{"months":0,"inchoateMonths":0,"days":1}}}""", "$.asserted.offence-minimum.days: unknown member `days`")]
    [TestCase("""{"asserted":{"offence-in-group":""}}""", "$.asserted.offence-in-group: a text that is not empty is expected")]
    [TestCase("""{"asserted":{"fact":"rumour"}}""", "$.asserted.fact: unknown fact `rumour`")]
    [TestCase("""{"fact":{"fact":"rumour"}}""", "$.fact.fact: unknown fact `rumour`")]
    [TestCase("""{"assessed":{"question":"why"}}""", "$.assessed.question: unknown question `why`")]
    [TestCase("""{"fact":{"section-lacks-mark":"ink"}}""", "$.fact.section-lacks-mark: unknown mark `ink`")]
    [TestCase("""{"fact":{"person-identified":"why"}}""", "$.fact.person-identified: unknown question `why`")]
    [TestCase("""{"assessed":{"second-approver":"sometimes"}}""", "$.assessed.second-approver: `always` or `protected-identity` is expected")]
    [TestCase("""{"asserted":{"not-where":{"receivers":["sheriff"]}}}""", "$.asserted.not-where.receivers[0]: unknown word `sheriff`")]
    [TestCase("""{"asserted":{"not-where":{"question":"why"}}}""", "$.asserted.not-where.question: unknown question `why`")]
    [TestCase("""{"asserted":{"not-where":{"always":true}}}""", "$.asserted.not-where.always: unknown member `always`")]
    [TestCase("""{"assessed":{"same-principal":"why"}}""", "$.assessed.same-principal: unknown question `why`")]
    [TestCase("""{"asserted":{"moon-is-full":true}}""", "$.asserted.moon-is-full: unknown condition `moon-is-full`; known: trigger, purpose,")]
    [TestCase("""{"fact":{"trigger":["request"]}}""", "$.fact.trigger: `trigger` is asserted, not fact")]
    [TestCase("""{"asserted":{"question":"child-at-risk"}}""", "$.asserted.question: `question` is assessed, not asserted")]
    [TestCase("""{"assessed":{"not-secret":true}}""", "$.assessed.not-secret: `not-secret` is fact, not assessed")]
    [TestCase("""{"guessed":{"not-secret":true}}""", "$.guessed: unknown mark `guessed`; known: asserted, assessed, fact")]
    [TestCase("""{}""", "$: exactly one member is expected")]
    [TestCase("""{"fact":{}}""", "$.fact: exactly one member is expected")]
    [TestCase("""{"fact":{"not-secret":true,"concerns-no-person":true}}""", "$.fact: exactly one member is expected")]
    [TestCase("""{"fact":"not-secret"}""", "$.fact: an object is expected")]
    [TestCase("7", "$: an object is expected")]
    public void Read_OneThingWrong_IsTold(string json, string issue)
    {
        var (_, issues) = Read(json);
        Assert.That(issues, Has.Count.EqualTo(1));
        Assert.That($"{issues[0]}", Does.StartWith(issue));
    }

    [TestCase("""{"fact":{"subject-age-below":1}}""", typeof(SubjectAgeBelow), "subject-age-below", "1")]
    [TestCase("""{"fact":{"person-age-below":130}}""", typeof(PersonAgeBelow), "person-age-below", "130")]
    [TestCase("""{"fact":{"person-age-from":18}}""", typeof(PersonAgeFrom), "person-age-from", "18")]
    [TestCase("""{"asserted":{"offence-minimum":{"months":1200,"inchoateMonths":0}}}""", typeof(OffenceMinimum), "offence-minimum", "1200")]
    [TestCase("""{"asserted":{"offence-with-prison":true}}""", typeof(OffenceWithPrison), "offence-with-prison", "")]
    [TestCase("""{"asserted":{"offence-in-group":"violence"}}""", typeof(OffenceInGroup), "offence-in-group", "violence")]
    [TestCase("""{"asserted":{"purpose":["child-protection","care"]}}""", typeof(PurposeIs), "purpose", "child-protection, care")]
    [TestCase("""{"asserted":{"trigger":["request"]}}""", typeof(TriggerIs), "trigger", "")]
    [TestCase("""{"fact":{"person-role":["victim"]}}""", typeof(PersonRoleIs), "person-role", "")]
    [TestCase("""{"fact":{"section-lacks-mark":"committed-offence"}}""", typeof(SectionLacksMark), "section-lacks-mark", "committed-offence")]
    [TestCase("""{"fact":{"concerns-no-person":true}}""", typeof(ConcernsNoPerson), "concerns-no-person", "")]
    [TestCase("""{"fact":{"not-secret":true}}""", typeof(NotSecret), "not-secret", "")]
    [TestCase("""{"assessed":{"question":"child-at-risk"}}""", typeof(AssessedQuestion), "child-at-risk", "")]
    [TestCase("""{"assessed":{"same-principal":"child-at-risk"}}""", typeof(SamePrincipal), "child-at-risk", "")]
    [TestCase("""{"fact":{"person-identified":"child-at-risk"}}""", typeof(PersonIdentified), "child-at-risk", "")]
    [TestCase("""{"assessed":{"second-approver":"always"}}""", typeof(SecondApprover), "second-approver", "")]
    [TestCase("""{"asserted":{"not-where":{}}}""", typeof(NotWhere), "reserved-to-another-provision", "")]
    public void Read_EachKind_IsThatConditionWithItsArgument(string json, Type kind, string code, string argument)
    {
        var (condition, issues) = Read(json);
        Assert.That(issues, Is.Empty);
        Assert.That(condition, Is.TypeOf(kind));
        Assert.That((condition!.Code, condition.Argument), Is.EqualTo((code, argument))); // it is of that type
    }

    [TestCase("always", false)]
    [TestCase("protected-identity", true)]
    public void Read_SecondApprover_SaysForWhom(string when, bool onlyForProtected) => Assert.That(
        Read($$"""{ "assessed": { "second-approver": "{{when}}" } }""").Condition, Is.EqualTo(new SecondApprover(onlyForProtected)));

    [Test]
    public void Read_NotWhere_KeepsEachOfItsLists()
    {
        var (condition, issues) = Read("""
            {"asserted":{"not-where":{"receivers":["police"],"purposes":["p"],"offenceGroups":["g"],"question":"child-at-risk"}}}
            """);
        Assert.That(issues, Is.Empty);
        var read = (NotWhere)condition!; // no issues: it was read
        Assert.That(read.Receivers, Is.EqualTo([PartyKind.Police]));
        Assert.That(read.Purposes.Concat(read.OffenceGroups).Append(read.Question), Is.EqualTo(["p", "g", "child-at-risk"]));
    }

    private static (Condition? Condition, IReadOnlyList<CatalogueIssue> Issues) Read(string json)
    {
        List<CatalogueIssue> issues = [];
        return (ConditionReader.Read(new JsonCursor(JsonDocument.Parse(json).RootElement, "$", issues), Words), issues);
    }
}
