using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Policy;

namespace Gateway.Tests.Policy;

/// <summary>A written context is read whole or not at all, and what is wrong is told with where it stands.</summary>
public sealed class ContextReaderTests
{
    /// <summary>Every member there is, none with the value that leaving it out would give.</summary>
    private const string Everything = """
        {
          "day": "2026-11-22", "trigger": "request", "purpose": "child-protection", "holder": "police", "receiver": "social-services",
          "officer": {
            "id": "asker", "roles": ["investigator"], "isAddressee": true, "trainingValidUntil": "2027-06-30", "assurance": 3,
            "hasConflictOfInterest": false, "isSubject": true,
            "case": { "isOpen": true, "isAssigned": true, "concernsSubject": true, "purpose": "child-protection" }
          },
          "claims": ["osl-10-2"],
          "persons": [
            { "role": "subject", "isIdentified": true, "born": "2012-02-29", "hasProtectedIdentity": true, "conflictsWithOfficer": true }
          ],
          "sections": [
            { "id": "s", "category": "contact", "persons": [0], "declaredProtections": ["osl-21-3"], "marks": ["committed-offence"],
              "isHeld": true, "mayBeFulfilled": true }
          ],
          "facts": [
            { "name": "child-at-risk", "value": true, "source": "assessed", "officerRoles": ["assessor"], "officer": "other",
              "section": "s", "provision": "osl-10-2" }
          ],
          "approvers": ["second"], "sharesPrincipal": false, "emergency": true,
          "offence": { "code": "robbery", "inchoate": true }
        }
        """;

    /// <summary>What has to be there, and nothing else.</summary>
    private const string Least = """
        { "day": "2026-11-22", "trigger": "immediate", "purpose": "p", "holder": "police", "receiver": "police",
          "officer": { "id": "asker" }, "persons": [{ "role": "other" }], "sections": [{ "id": "s", "category": "c" }],
          "facts": [{ "name": "n", "source": "register" }], "offence": { "code": "o" } }
        """;

    [Test]
    public void Read_EveryMember_IsWrittenBackAsItWas() =>
        Assert.That(JsonNode.DeepEquals(ContextWriter.Write(Read(Everything)), JsonNode.Parse(Everything)));

    [Test]
    public void Read_WhatIsLeftOut_IsUnknownOrFalseOrNothing()
    {
        var (context, none) = (Read(Least), Array.Empty<string>());
        Assert.That((context.SharesPrincipal, context.IsEmergency, context.Offence!.Inchoate), Is.EqualTo((Truth.Unknown, false, false)));
        Assert.That(context.Claims.Concat(context.Approvers), Is.Empty);
        Assert.That(context.Officer with { Roles = none }, Is.EqualTo(new OfficerFacts { Id = "asker", Roles = none }));
        Assert.That(context.Persons[0], Is.EqualTo(new PersonFacts { Role = PersonRole.Other }));
        Assert.That((context.Sections[0].IsHeld, context.Sections[0].MayBeFulfilled), Is.EqualTo((false, false)));
        Assert.That((context.Facts[0].Value, context.Facts[0].Officer, context.Facts[0].Section), Is.EqualTo((false, "", (string?)null)));
    }

    [Test]
    public void Write_WhatIsNotKnown_IsLeftOut()
    {
        var written = ContextWriter.Write(Read(Least));
        Assert.That(Names(written), Does.Not.Contain("sharesPrincipal").And.Not.Contain("emergency"));
        Assert.That(Names(written["officer"]!), Is.EquivalentTo(["id", "roles", "isAddressee"]));
        Assert.That(Names(written["persons"]![0]!), Is.EquivalentTo(["role", "isIdentified"]));
        Assert.That(Names(written["sections"]![0]!), Does.Not.Contain("mayBeFulfilled"));
        Assert.That(Names(written["facts"]![0]!), Is.EquivalentTo(["name", "value", "source", "officerRoles"]));
    }

    [TestCase("""{"day":null}""", "$: `day` is missing")]
    [TestCase("""{"day":"2026-2-1"}""", "$.day: a date as YYYY-MM-DD is expected")]
    [TestCase("""{"day":20260201}""", "$.day: a date as YYYY-MM-DD is expected")]
    [TestCase("""{"trigger":"whim"}""", "$.trigger: unknown word `whim`; known: immediate, own-initiative, request")]
    [TestCase("""{"trigger":null}""", "$: `trigger` is missing")]
    [TestCase("""{"purpose":""}""", "$.purpose: a text that is not empty is expected")]
    [TestCase("""{"purpose":7}""", "$.purpose: a text that is not empty is expected")]
    [TestCase("""{"holder":null}""", "$: `holder` is missing")]
    [TestCase("""{"receiver":""}""", "$.receiver: a text that is not empty is expected")]
    [TestCase("""{"officer":null}""", "$: `officer` is missing")]
    [TestCase("""{"officer":{"assurance":5}}""", "$.officer.assurance: a whole number from 1 to 4 is expected")]
    [TestCase("""{"officer":{"assurance":0}}""", "$.officer.assurance: a whole number from 1 to 4 is expected")]
    [TestCase("""{"officer":{"assurance":2.5}}""", "$.officer.assurance: a whole number from 1 to 4 is expected")]
    [TestCase("""{"officer":{"assurance":"3"}}""", "$.officer.assurance: a whole number from 1 to 4 is expected")]
    [TestCase("""{"officer":{"isAddressee":"yes"}}""", "$.officer.isAddressee: true or false is expected")]
    [TestCase("""{"officer":{"rank":1}}""", "$.officer.rank: unknown member `rank`")]
    [TestCase("""{"officer":{"case":{"purpose":"p","isClosed":true}}}""", "$.officer.case.isClosed: unknown member")]
    [TestCase("""{"claims":"osl-10-2"}""", "$.claims: a list is expected")]
    [TestCase("""{"claims":[""]}""", "$.claims[0]: a text that is not empty is expected")]
    [TestCase("""{"claims":["a",1]}""", "$.claims[1]: a text that is not empty is expected")]
    [TestCase("""{"sharesPrincipal":1}""", "$.sharesPrincipal: true or false is expected")]
    [TestCase("""{"persons":[{"role":"boss"}]}""", "$.persons[0].role: unknown word `boss`")]
    [TestCase("""{"persons":[{"role":"other","name":"n"}]}""", "$.persons[0].name: unknown member")]
    [TestCase("""{"persons":[{"role":"other","born":"2012-02-30"}]}""", "$.persons[0].born: a date as YYYY-MM-DD is expected")]
    [TestCase("""{"sections":[{"id":"s","category":"c","persons":[1000]}]}""", "$.sections[0].persons[0]: a whole number from 0 to 999 is expected")]
    [TestCase("""{"sections":[{"id":"s","category":"c","persons":[-1]}]}""", "$.sections[0].persons[0]: a whole number from 0 to 999 is expected")]
    [TestCase("""{"sections":[{"id":"s","category":"c","held":true}]}""", "$.sections[0].held: unknown member")]
    [TestCase("""{"facts":[{"name":"n","source":"rumour"}]}""", "$.facts[0].source: unknown word `rumour`")]
    [TestCase("""{"facts":[{"name":"n","source":"register","weight":1}]}""", "$.facts[0].weight: unknown member")]
    [TestCase("""{"offence":{"code":"o","attempt":true}}""", "$.offence.attempt: unknown member")]
    [TestCase("""{"because":"I say so"}""", "$.because: unknown member `because`; known: day, trigger, purpose")]
    public void Read_OneThingWrong_IsRefusedWithItsPlace(string change, string issue)
    {
        var (context, issues) = ContextReader.Read(Changed(change));
        Assert.That(context, Is.Null);
        Assert.That(issues, Has.Count.EqualTo(1));
        Assert.That($"{issues[0]}", Does.StartWith(issue));
    }

    [TestCase("register", FactSource.Register)]
    [TestCase("asserted", FactSource.Asserted)]
    [TestCase("assessed", FactSource.Assessed)]
    [TestCase("standing", FactSource.Standing)]
    public void Read_ASource_IsThatSourceBothWays(string word, FactSource source)
    {
        var (context, _) = ContextReader.Read(Changed($$"""{ "facts": [{ "name": "n", "source": "{{word}}" }] }"""));
        Assert.That(context!.Facts[0].Source, Is.EqualTo(source)); // a wrong word would have been refused
        Assert.That((string?)ContextWriter.Write(context)["facts"]![0]!["source"], Is.EqualTo(word));
    }

    [Test]
    public void Words_ForThoseWhoWriteByHand_AreSorted()
    {
        Assert.That(ContextWords.FactSources, Is.EqualTo(["asserted", "assessed", "register", "standing"]));
        Assert.That(ContextWords.Triggers, Is.EqualTo(["immediate", "own-initiative", "request"]));
        Assert.That(ContextWords.PersonRoles, Is.EqualTo(["other", "relative", "reporter", "subject", "suspect", "victim", "witness"]));
    }

    [TestCase("0", "1")]
    [TestCase("999", "4")]
    public void Read_TheEndsOfARange_AreInIt(string person, string assurance)
    {
        var change = $$"""{"officer":{"assurance":{{assurance}}},"sections":[{"id":"s","category":"c","persons":[{{person}}]}]}""";
        Assert.That(ContextReader.Read(Changed(change)).Issues, Is.Empty);
    }

    [TestCase("[]")]
    [TestCase("7")]
    [TestCase("null")]
    public void Read_NoObject_IsRefused(string json)
    {
        var (context, issues) = ContextReader.Read(JsonDocument.Parse(json).RootElement);
        Assert.That(context, Is.Null);
        Assert.That(issues.Select(i => $"{i}"), Is.EqualTo(["$: an object is expected"]));
    }

    [Test]
    public void Read_SeveralThingsWrong_TellsEach()
    {
        var (_, issues) = ContextReader.Read(Changed("""{"day":"soon","holder":"sheriff","facts":{}}"""));
        Assert.That(issues.Select(i => i.Path), Is.EqualTo(["$.day", "$.holder", "$.facts"]));
    }

    private static DisclosureContext Read(string json) =>
        ContextReader.Read(JsonDocument.Parse(json).RootElement).Context ?? throw new AssertionException("not a context");

    private static IEnumerable<string> Names(JsonNode tree) => tree.AsObject().Select(m => m.Key);

    /// <summary>The least context with members of it, and of its officer, replaced.</summary>
    private static JsonElement Changed(string change)
    {
        var tree = JsonNode.Parse(Least)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
            if (name == "officer" && value is JsonObject members)
                foreach (var (member, of) in members) tree[name]![member] = of?.DeepClone();
            else tree[name] = value?.DeepClone();
        return JsonSerializer.SerializeToElement(tree);
    }
}
