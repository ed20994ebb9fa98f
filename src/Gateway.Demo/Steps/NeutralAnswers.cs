using Gateway.Client;
using Gateway.Protocol.V1;

namespace Gateway.Demo.Steps;

/// <summary>Step 6: refusals that tell nothing about people.</summary>
internal static class NeutralAnswers
{
    public static async Task PlayAsync(Stage stage, StepReport report, CancellationToken ct)
    {
        Subject[] withoutCase = [People.Witness, People.Absent, People.Protected];
        var refused = new List<Answered>();
        foreach (var subject in withoutCase) refused.Add(await AskAsync(stage, Request(subject, ""), ct));
        report.Expect(AreOne(refused) && refused[0].Decisions[0].Needs.Any(n => n.Code == "case"),
            "utan ärende: en som finns, en som inte finns och en skyddad får samma svar, och det som saknas nämns");
        report.Receipts(refused[0].Entries);

        Subject[] withCase = [People.Absent, People.Protected, People.NothingHeld];
        var answered = new List<Answered>();
        for (var i = 0; i < withCase.Length; i++)
        {
            await ContactRequest.OpenCaseAsync(stage, Cast.PoliceInvestigator, $"fu-2026-9{i}", "investigate-crime", withCase[i], ct);
            answered.Add(await AskAsync(stage, Request(withCase[i], $"fu-2026-9{i}"), ct));
        }
        report.Expect(AreOne(answered) && answered[0].Decisions[0].Outcome == Outcome.AwaitingAssessment,
            "med ärende: en som inte finns, en skyddad och en som inget finns om får samma väntande svar");
        report.Expect(answered.Select(a => a.Entries.Count).Distinct().Count() == 1, $"alltid lika många poster: {answered[0].Entries.Count}");
        report.Expect(answered.SelectMany(a => a.Entries).Select(e => Convert.ToHexString(e.LeafHash.Span)).Distinct().Count()
            == answered.Sum(a => a.Entries.Count), "posterna inuti skiljer sig");
        foreach (var answer in answered) await CloseAsync(stage, answer.RequestId, ct);
        var closed = new List<Answered>();
        foreach (var answer in answered) closed.Add(await stage.As(Cast.PoliceInvestigator).Disclosures.CollectAsync(answer.RequestId, ct));
        report.Expect(AreOne(closed) && closed[0].Decisions[0] is { Outcome: Outcome.Deny, Provision: null, Needs.Count: 0 },
            "när socialtjänsten avslutat: samma neutrala nej");
    }

    /// <summary>Identical but for index, hashes and time: decisions, the length of each leaf and the size of each view.</summary>
    private static bool AreOne(IReadOnlyList<Answered> answers)
    {
        var first = Shape(answers[0]);
        return answers.All(a => a.Release is null && Shape(a) == first);
    }

    private static string Shape(Answered answer) => string.Join('|',
        [.. answer.Decisions.Select(d => d.ToString()), .. answer.Entries.Select(e => $"{e.Leaf.Kind}/{e.Leaf.Write().Length}/{e.View.Length}")]);

    private static async Task<Answered> AskAsync(Stage stage, RequestRequest request, CancellationToken ct)
    {
        var police = stage.As(Cast.PoliceInvestigator).Disclosures;
        return await police.RequestAsync(await police.PrepareAsync(request, default, ct), ct);
    }

    private static RequestRequest Request(Subject subject, string caseId)
    {
        var request = ContactRequest.Request(subject, caseId);
        request.Categories.RemoveAt(1);
        return request;
    }

    private static async Task CloseAsync(Stage stage, string requestId, CancellationToken ct)
    {
        var waiting = await AssessedRequest.WaitingAsync(stage, requestId, ct);
        await stage.As(Cast.SocialAssessor).Disclosures.AssessAsync(
            new AssessRequest { RequestId = requestId, RequestDigest = waiting.RequestDigest, Close = true }, ct);
    }
}
