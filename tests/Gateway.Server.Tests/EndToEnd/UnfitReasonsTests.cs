using System.Text.Json.Nodes;
using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Reasons that the holder could never open are refused, so that they do not stand in the way of all that waits for it.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class UnfitReasonsTests
{
    private static IEnumerable<TestCaseData> Spoilt()
    {
        yield return Case("GarbageKey", r => r["encrypted_key"] = Envelopes.Base64(new string('x', 40)));
        yield return Case("KeyOfAnotherLength", r => r["encrypted_key"] = Envelopes.Base64(new string('x', 24)));
        yield return Case("AnotherPartyInfo", r => r["header"]!["apv"] = Envelopes.Base64(new string('x', 32)));
        yield return Case("AnotherRecipient", r => r["header"]!["kid"] = Envelopes.Base64(new string('x', 32)));
    }

    [TestCaseSource(nameof(Spoilt))]
    public async Task Request_WithReasonsThatDoNotOpen_IsRefusedAndTheListKeepsWorking(Action<JsonNode> spoil)
    {
        var waiting = await Inquiry.AskForContactAsync(People.Adult());
        var request = await WithReasonsAsync();
        request.Reasons = request.Reasons.Changed(e =>
        {
            foreach (var recipient in e["recipients"]!.AsArray()) spoil(recipient!);
        });
        var refused = await Refusal.OfAsync(() => Inquiry.AskAsync(request));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(Refusal.FieldsOf(refused), Has.Some.StartsWith("reasons"));
        Assert.That((await Inquiry.WaitingAsync(waiting.RequestId)).RequestId, Is.EqualTo(waiting.RequestId));
    }

    [Test]
    public async Task Request_WithFitReasons_WaitsWithThem()
    {
        var asked = await Inquiry.AskAsync(await WithReasonsAsync());
        Assert.That((await Inquiry.WaitingAsync(asked.RequestId)).Reasons.Sections, Has.Count.EqualTo(1));
    }

    private static async Task<RequestRequest> WithReasonsAsync()
    {
        var request = await Inquiry.RiskAsync(People.Adult());
        request.ReasonsAnswers.Add(new Answer { Question = "necessary-own-task", Holds = true });
        request.ReasonsAnswers.Add(new Answer { Question = "necessary-and-proportionate", Holds = true });
        return await Town.As(Cast.Police).Disclosures.PrepareAsync(request, "Skälen."u8.ToArray(), CancellationToken.None);
    }

    private static TestCaseData Case(string name, Action<JsonNode> spoil) =>
        new TestCaseData(spoil).SetName($"Request_WithReasonsOf{name}_IsRefusedAndTheListKeepsWorking");
}
