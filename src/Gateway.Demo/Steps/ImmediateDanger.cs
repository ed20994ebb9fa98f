using Gateway.Protocol.V1;

namespace Gateway.Demo.Steps;

/// <summary>
/// Step 12: in immediate danger what the law allows opens at once, before a case is opened; two lawyers review it afterwards. The
/// ground is the plain duty of step 3, with the holder's standing decision.
/// </summary>
internal static class ImmediateDanger
{
    public static async Task PlayAsync(Stage stage, StepReport report, CancellationToken ct)
    {
        var police = stage.As(Cast.PoliceInvestigator).Disclosures;
        var urgent = new RequestRequest
        {
            HolderPartyId = "goteborg-socialtjanst",
            Subject = People.Witness,
            Categories = { new AskedCategory { Category = "contact" } },
            Purpose = "intervene-now",
            ClaimedProvisions = { "lub-4" },
            AssertedFacts = { new AssertedFact { Name = "needed-in-law-enforcement", Holds = true } },
            ImmediateDanger = true,
        };
        var answer = await police.RequestAsync(await police.PrepareAsync(urgent, default, ct), ct);
        report.Expect("Socialtjänsten", answer.Decisions[0], Outcome.Permit, "lub-4");
        report.Expect(answer.Release?.Sections.Count == 1, "polisen har fått kontaktuppgiften utan ärende");
        report.Expect(answer.Decisions[0].Obligations.Any(o => o.Code == "post-review"), "villkor: granskas i efterhand");
        report.Receipts(answer.Entries);

        var without = new RequestRequest(urgent) { ImmediateDanger = false };
        var refused = await police.RequestAsync(await police.PrepareAsync(without, default, ct), ct);
        report.Expect("Samma begäran utan fara", refused.Decisions[0], Outcome.Deny, "");

        foreach (var lawyer in new[] { Cast.PoliceReviewer, Cast.Reviewer })
        {
            var followUps = stage.As(lawyer).FollowUps;
            var review = (await followUps.ListAsync(ct)).Single(f => f.Reference == answer.RequestId && f.Kind == FollowUpKind.PostReview);
            var hours = (review.DueAt - review.MadeAt).ToTimeSpan().TotalHours;
            report.Say($"{lawyer.Id} ska granska inom {hours:0} timmar; annars går det vidare av sig självt");
            report.Receipts(await followUps.CompleteAsync(
                new CompleteFollowUpRequest { FollowUpId = review.FollowUpId, Outcome = FollowUpOutcome.Justified, RegistrationNumber = "G-2026-1" },
                    ct));
        }
    }
}
