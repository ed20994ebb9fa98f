using Gateway.Client;
using Gateway.Protocol.V1;

namespace Gateway.Demo.Steps;

/// <summary>Step 4: data of significance for investigating a robbery, as the holder assesses; and the same for theft, which falls short.</summary>
internal static class CommittedOffence
{
    private const string Case = "fu-2026-81";

    public static async Task PlayAsync(Stage stage, StepReport report, CancellationToken ct)
    {
        await stage.As(Cast.SocialRegistrar).Records.DepositAsync(
            new DepositRequest { RecordId = "akt-misstankt", Persons = { People.RobberySuspect.As(PersonRole.Subject) } },
            [
                new PlainSection("insats", "social-measures", ChildConcernAlert.Text("Boende på Hisingen sedan mars.")) { PersonIndexes = [0] },
                new PlainSection("familj", "family", ChildConcernAlert.Text("Bror med egen kontakt.")) { PersonIndexes = [0] },
            ], ct);
        await ContactRequest.OpenCaseAsync(stage, Cast.InvestigationLeader, Case, "investigate-crime", People.RobberySuspect, ct);
        var police = stage.As(Cast.InvestigationLeader).Disclosures;

        var asked = await police.RequestAsync(await police.PrepareAsync(Request("brb-8-5-1"), default, ct), ct);
        foreach (var decision in asked.Decisions) report.Expect("Socialtjänsten", decision, Outcome.AwaitingAssessment, "osl-10-23");
        var waiting = await AssessedRequest.WaitingAsync(stage, asked.RequestId, ct);
        var assessed = await stage.As(Cast.SocialAssessor).Disclosures.AssessAsync(new AssessRequest
        {
            RequestId = asked.RequestId,
            RequestDigest = waiting.RequestDigest,
            Answers =
            {
                new Answer { Question = "of-significance", Holds = true, SectionId = "social-measures" },
                new Answer { Question = "of-significance", Holds = false, SectionId = "family" },
            },
            Close = true,
        }, ct);
        report.Expect("Socialtjänstens bedömare", assessed.Decisions[0], Outcome.Permit, "osl-10-23");
        report.Expect("Socialtjänstens bedömare", assessed.Decisions[1], Outcome.Deny, "osl-10-23");
        var collected = await police.CollectAsync(asked.RequestId, ct);
        report.Expect(collected.Release?.Sections is [{ Label.Category: "social-measures" }], "rån, 8 kap. 5 §: polisen får det som har betydelse");
        report.Receipts(collected.Entries);

        var theft = await police.RequestAsync(await police.PrepareAsync(Request("brb-8-1-1"), default, ct), ct);
        report.Expect("Socialtjänsten (stöld, 8 kap. 1 §)", theft.Decisions[0], Outcome.Deny, "osl-10-23");
        report.Expect(theft.Release is null && theft.Decisions[0].Needs.Any(n => n.Code == "offence-minimum"), "straffskalan börjar för lågt");
        report.Receipts(theft.Entries);
    }

    private static RequestRequest Request(string offence) => new()
    {
        HolderPartyId = "goteborg-socialtjanst",
        Subject = People.RobberySuspect,
        Categories = { new AskedCategory { Category = "social-measures" }, new AskedCategory { Category = "family" } },
        Purpose = "investigate-crime",
        CaseId = Case,
        ClaimedProvisions = { "osl-10-23" },
        Offence = new AskedOffence { Code = offence },
    };
}
