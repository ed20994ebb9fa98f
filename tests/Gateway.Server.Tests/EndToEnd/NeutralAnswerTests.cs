using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A refusal tells nothing about people (design §1.8): whole answers are compared, byte lengths included.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class NeutralAnswerTests
{
    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Case("NoCase", "case", _ => Task.FromResult(""));
        yield return Case("CaseThatIsNotThere", "case", _ => Task.FromResult(Town.Name("fall")));
        yield return Case("ClosedCase", "open-case", async person =>
        {
            var id = await Inquiry.CaseAsync(Cast.Police, person);
            await Inquiry.CloseCaseAsync(id);
            return id;
        });
        yield return Case("CaseOfAColleague", "assigned-to-case", person => Inquiry.CaseAsync(Cast.Leader, person));
        yield return Case("CaseForAnotherPurpose", "case-purpose", person => Inquiry.CaseAsync(Cast.Police, person, "prevent-crime"));
        yield return Case("CaseAboutAnother", "case-concerns-subject", _ => Inquiry.CaseAsync(Cast.Police, People.Adult()));
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Request_WithoutTheNeed_TellsTheNeedAndTheSameForEverybody(string need, Func<Subject, Task<string>> caseOf)
    {
        List<string> shapes = [];
        foreach (var person in await EverybodyAsync())
        {
            var request = Messages.Contact(person, await caseOf(person));
            var answer = await Inquiry.AskAsync(request);
            Assert.That(answer.Decisions[0].Outcome, Is.EqualTo(Outcome.Deny));
            Assert.That(answer.Decisions[0].Needs.Where(n => n.ProvisionId.Length == 0).Select(n => n.Code), Is.EqualTo([need]));
            Assert.That(answer.Receipts, Has.Count.EqualTo(4));
            shapes.Add(AnswerShape.Of(answer, request));
        }
        Assert.That(shapes.Distinct().ToList(), Has.Count.EqualTo(1));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Request_WithACase_WaitsTheSameForEverybodyAndClosesTheSame(bool existenceOnly)
    {
        List<string> waiting = [], closed = [];
        foreach (var person in await EverybodyAsync())
        {
            var request = Messages.Contact(person, await Inquiry.CaseAsync(Cast.Police, person));
            request.Categories[0].ExistenceOnly = existenceOnly;
            var answer = await Inquiry.AskAsync(request);
            Assert.That(answer.Decisions[0].Outcome, Is.EqualTo(Outcome.AwaitingAssessment));
            Assert.That(answer.Extent, Is.EqualTo(AnswerExtent.Neutral));
            waiting.Add(AnswerShape.Of(answer, request));
            waiting.Add(AnswerShape.Of(await Inquiry.AskAsync(request), request));

            await Inquiry.CloseAsync(answer.RequestId);
            var after = await Inquiry.CollectAsync(answer.RequestId);
            Assert.That(after.Decisions[0], Is.EqualTo(new SectionDecision { SectionId = "contact", Outcome = Outcome.Deny }));
            Assert.That(after.Extent, Is.EqualTo(AnswerExtent.Neutral));
            Assert.That(after.Closed, Is.True);
            closed.Add(AnswerShape.Of(after, answer.RequestId, request));
        }
        Assert.That(waiting.Distinct().ToList(), Has.Count.EqualTo(1));
        Assert.That(closed.Distinct().ToList(), Has.Count.EqualTo(1));
    }

    /// <summary>One whose contact data is held, one of whom something else is, one who is protected, one who is not known at all.</summary>
    private static async Task<IReadOnlyList<Subject>> EverybodyAsync() =>
    [
        await Inquiry.HeldAsync("contact"), await Inquiry.HeldAsync("family"),
        await Inquiry.HeldAsync("social-measures", ProtectedIdentity.ProtectedRegistration), People.Adult(),
    ];

    private static TestCaseData Case(string name, string need, Func<Subject, Task<string>> caseOf) =>
        new TestCaseData(need, caseOf).SetName($"Request_{name}_TellsTheNeedAndTheSameForEverybody");
}
