using System.Text;
using Gateway.Client;
using Gateway.Protocol.V1;

namespace Gateway.Demo.Steps;

/// <summary>
/// Step 13: where somebody in hiding is, never lies in the gateway. The holder's own system seals it straight to the receiver, after
/// two officers have answered and the release is in the log.
/// </summary>
internal static class FulfilledRequest
{
    private const string Case = "fu-2026-78";
    private const string Whereabouts = "Nås genom ombud, telefon 070-174 06 47";

    public static async Task PlayAsync(Stage stage, StepReport report, CancellationToken ct)
    {
        var declared = await stage.ConnectionOf(Cast.SocialRegistrar).Directory.DeclareFulfilmentAsync(["contact"], ct);
        report.Receipts(await stage.As(Cast.SocialRegistrar).Receipts.VerifyAsync(declared.Receipts, ct));
        await ContactRequest.OpenCaseAsync(stage, Cast.PoliceInvestigator, Case, "investigate-crime", People.Protected, ct);
        var police = stage.As(Cast.PoliceInvestigator).Disclosures;
        var request = ContactRequest.Request(People.Protected, Case);
        request.Categories.RemoveAt(1);
        var asked = await police.RequestAsync(await police.PrepareAsync(request, default, ct), ct);
        report.Expect("Socialtjänsten", asked.Decisions[0], Outcome.AwaitingAssessment, "lub-4");

        var waiting = (await stage.As(Cast.SocialSystem).Disclosures.ListWaitingAsync(ct)).Single(w => w.RequestId == asked.RequestId);
        report.Expect(waiting.ToFulfil is ["contact"], "verksamhetssystemet ser att det ska svara");
        var fulfilment = await stage.As(Cast.SocialSystem).Disclosures.FulfilAsync(new FulfilRequest
        {
            RequestId = asked.RequestId, RequestDigest = waiting.RequestDigest,
            Persons = { People.Protected.As(PersonRole.Subject, ProtectedIdentity.ProtectedRegistration) },
        }, [new PlainSection("contact", "contact", ChildConcernAlert.Text(Whereabouts)) { PersonIndexes = [0] }], ct);
        report.Expect("Verksamhetssystemet", fulfilment.Decisions[0], Outcome.AwaitingAssessment, "lub-4");
        report.Expect(fulfilment.Delivered.Count == 0, "ingenting är lämnat, och gatewayen kan inte öppna det");

        var answers = new AssessRequest { RequestId = asked.RequestId, RequestDigest = waiting.RequestDigest };
        answers.Answers.Add(new Answer { Question = "no-exceptional-reasons", Holds = true });
        await stage.As(Cast.SocialAssessor).Disclosures.AssessAsync(answers, ct);
        await stage.As(Cast.SecondApprover).Disclosures.AssessAsync(
            new AssessRequest { RequestId = asked.RequestId, RequestDigest = waiting.RequestDigest, Approve = true }, ct);
        await fulfilment.GoOnAsync(ct);
        report.Expect(fulfilment.Delivered is ["contact"], "två tjänstemän har prövat; beslutet står i loggen, sedan förseglas nyckeln till polisen");
        report.Receipts(fulfilment.Entries);

        var collected = await police.CollectAsync(asked.RequestId, ct);
        report.Expect("Polismyndigheten", collected.Decisions[0], Outcome.Permit, "lub-4");
        report.Expect(collected.Fulfilled is [{ Sections: [var section] }] && Encoding.UTF8.GetString(section.Content.Span) == Whereabouts,
            "polisen öppnar det som förseglats direkt till den");
        report.Receipts(collected.Entries);
    }
}
