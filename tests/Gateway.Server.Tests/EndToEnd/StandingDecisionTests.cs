using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What has to be judged in each matter is not decided beforehand for all of them.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class StandingDecisionTests
{
    [TestCase("sol-19-1", "child-at-risk")]
    [TestCase("sol-20-6", "of-significance")]
    [TestCase("osl-10-23", "of-significance")]
    [TestCase("osl-10-18a", "concrete-circumstances")]
    [TestCase("osl-10-18b", "concrete-circumstances")]
    [TestCase("osl-6-5", "no-secrecy-applies")]
    [TestCase("osl-10-15a", "secrecy-does-not-outweigh")]
    [TestCase("sol-19-6", "not-inappropriate")]
    public async Task Record_AnAnswerToAnIndividualQuestion_IsRefused(string provision, string question)
    {
        var refused = await Refusal.OfAsync(() => RecordAsync(provision, question));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(Refusal.FieldsOf(refused), Is.EqualTo(["question"]));
        Assert.That(refused.Status.Detail, Does.Contain("each matter"));
    }

    [Test]
    public async Task Record_AnAnswerToAQuestionOfTheProvision_IsAccepted() =>
        Assert.That((await RecordAsync("lub-4", "no-exceptional-reasons")).Receipts, Has.Count.EqualTo(1));

    private static async Task<RecordStandingDecisionResponse> RecordAsync(string provision, string question) =>
        await Town.Wire(Cast.Registrar).Directory.RecordStandingDecisionAsync(new RecordStandingDecisionRequest
        {
            StandingDecisionId = Town.Name("beslut"), ProvisionId = provision, Question = question, Categories = { "placement" },
            ReceiverPartyId = "polisen", ValidUntil = Cast.Day(months: 1),
        });
}
