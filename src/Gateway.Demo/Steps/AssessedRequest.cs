using System.Text;
using Gateway.Client;
using Gateway.Protocol.V1;

namespace Gateway.Demo.Steps;

/// <summary>Step 5: a man of 22 and unsettled law: one officer answers, a second approves, and the request is met in part.</summary>
internal static class AssessedRequest
{
    private const string Case = "fb-2026-12";
    private const string Reasons = "Vi har uppgift om att han förvarar vapen åt ett nätverk.";

    public static async Task PlayAsync(Stage stage, StepReport report, CancellationToken ct)
    {
        await stage.As(Cast.SocialRegistrar).Records.DepositAsync(
            new DepositRequest { RecordId = "akt-22", Persons = { People.ManOf22.As(PersonRole.Subject) } },
            [
                new PlainSection("risk", "risk", ChildConcernAlert.Text("Han har berättat att han ombetts förvara ett vapen."))
                    { PersonIndexes = [0] },
                new PlainSection("insats", "social-measures", ChildConcernAlert.Text("Behandling sedan i våras.")) { PersonIndexes = [0] },
            ], ct);
        await ContactRequest.OpenCaseAsync(stage, Cast.InvestigationLeader, Case, "prevent-crime", People.ManOf22, ct);
        var police = stage.As(Cast.InvestigationLeader).Disclosures;
        var asked = await police.RequestAsync(await police.PrepareAsync(Request(), Encoding.UTF8.GetBytes(Reasons), ct), ct);
        foreach (var decision in asked.Decisions) report.Expect("Socialtjänsten", decision, Outcome.AwaitingAssessment, "osl-10-15a-26-1");
        report.Receipts(asked.Entries);

        var waiting = await WaitingAsync(stage, asked.RequestId, ct);
        var reasons = await stage.As(Cast.SocialAssessor).Disclosures.OpenReasonsAsync(waiting, ct);
        report.Expect(reasons is not null && Encoding.UTF8.GetString(reasons.Sections[0].Content.Span) == Reasons,
            $"polisens skäl nådde bedömaren förseglade; frågor: {string.Join(" ", waiting.Questions.Select(q => q.Text.Sv).Distinct())}");
        await AssessAsync(stage, report, waiting, ct);

        var collected = await police.CollectAsync(asked.RequestId, ct);
        report.Expect("Polismyndigheten", collected.Decisions[0], Outcome.Permit, "osl-10-15a-26-1");
        report.Expect(collected.Decisions[1].Outcome == Outcome.Deny
            && collected.Decisions[1].Provision is null, "det andra avsnittet: ett neutralt svar");
        report.Expect(collected.Release?.Sections is [{ Label.Category: "risk" }], "lämnat i del, sedan två tjänstemän prövat");
        report.Receipts(collected.Entries);
    }

    /// <summary>The waiting request, as the holder's assessor finds it.</summary>
    public static async Task<WaitingRequest> WaitingAsync(Stage stage, string requestId, CancellationToken ct) =>
        (await stage.As(Cast.SocialAssessor).Disclosures.ListWaitingAsync(ct)).Single(w => w.RequestId == requestId);

    private static async Task AssessAsync(Stage stage, StepReport report, WaitingRequest waiting, CancellationToken ct)
    {
        var assessment = new AssessRequest
        {
            RequestId = waiting.RequestId,
            RequestDigest = waiting.RequestDigest,
            Answers =
            {
                new Answer { Question = "disclosure-needed", Holds = true },
                new Answer { Question = "not-about-committed-offence", Holds = true },
                new Answer { Question = "secrecy-does-not-outweigh", Holds = true, SectionId = "risk" },
                new Answer { Question = "secrecy-does-not-outweigh", Holds = false, SectionId = "social-measures" },
            },
        };
        var first = await stage.As(Cast.SocialAssessor).Disclosures.AssessAsync(assessment, ct);
        report.Expect("Bedömaren", first.Decisions[0], Outcome.AwaitingAssessment, "osl-10-15a-26-1");
        var approval = new AssessRequest { RequestId = waiting.RequestId, RequestDigest = waiting.RequestDigest, Approve = true, Close = true };
        var second = await stage.As(Cast.SecondApprover).Disclosures.AssessAsync(approval, ct);
        report.Expect("Den andra beslutsfattaren", second.Decisions[0], Outcome.Permit, "osl-10-15a-26-1");
        report.Expect("Den andra beslutsfattaren", second.Decisions[1], Outcome.Deny, "osl-10-15a-26-1");
    }

    private static RequestRequest Request() => new()
    {
        HolderPartyId = "goteborg-socialtjanst",
        Subject = People.ManOf22,
        Categories = { new AskedCategory { Category = "risk" }, new AskedCategory { Category = "social-measures" } },
        Purpose = "prevent-crime",
        CaseId = Case,
        AssertedFacts =
        {
            new AssertedFact { Name = "needed-by-receiver", Holds = true },
            new AssertedFact { Name = "necessary-for-own-task", Holds = true },
        },
        ReasonsAnswers =
        {
            new Answer { Question = "necessary-own-task", Holds = true },
            new Answer { Question = "necessary-and-proportionate", Holds = true },
        },
        RegistrationNumber = "5000-K12-26",
    };
}
