using Gateway.Client;
using Gateway.Protocol.V1;

namespace Gateway.Demo.Steps;

/// <summary>Step 7: refused on the ground claimed, with the one that holds on the facts supplied.</summary>
internal static class WrongGround
{
    public static async Task PlayAsync(Stage stage, StepReport report, CancellationToken ct)
    {
        await ContactRequest.OpenCaseAsync(stage, Cast.PoliceInvestigator, "fb-2026-40", "prevent-crime", People.TravellerOf27, ct);
        var police = stage.As(Cast.PoliceInvestigator).Disclosures;
        var request = new RequestRequest
        {
            HolderPartyId = "goteborg-samordning",
            Subject = People.TravellerOf27,
            Categories = { new AskedCategory { Category = "concern-report" } },
            Purpose = "prevent-crime",
            CaseId = "fb-2026-40",
            ClaimedProvisions = { "lob-2" },
            AssertedFacts = { new AssertedFact { Name = "needed-in-law-enforcement", Holds = true } },
        };
        var answer = await police.RequestAsync(await police.PrepareAsync(request, default, ct), ct);
        report.Expect("Samordningsfunktionen (scenario 40)", answer.Decisions[0], Outcome.Deny, "lob-2");
        report.Expect(answer.Decisions[0].Alternative?.Id == "lub-6", $"i stället: {answer.Decisions[0].Alternative?.Citation}");
        report.Receipts(answer.Entries);

        var security = stage.As(Cast.SecurityOfficer);
        var pushed = await security.Alerts.PushAsync(new PushRequest
        {
            ReceiverPartyId = "goteborg-socialtjanst",
            AssessedBy = Cast.SecurityOfficer.Id,
            Purpose = "prevent-terrorist-offence",
            Trigger = Trigger.OwnInitiative,
            ClaimedProvisions = { "osl-35-10c" },
            Persons = { People.TravellerOf27.As(PersonRole.Subject) },
            Answers = { new Answer { Question = "can-help-prevent", Holds = true }, new Answer { Question = "disclosure-outweighs", Holds = true } },
            Urgency = AlertUrgency.Ordinary,
        }, [new PlainSection("travel", "risk", ChildConcernAlert.Text("Biljett bokad.")) { PersonIndexes = [0] }], ct);
        var decision = pushed.Decisions[0];
        report.Expect("Säkerhetspolisen (scenario 7)", decision, Outcome.Deny, "osl-35-10c");
        report.Expect(decision.Alternative?.Id == "osl-35-10a" && decision.AlternativeReceiver == PartyKind.Police,
            $"i stället: {decision.Alternative?.Citation}, till Polismyndigheten");
        report.Expect(pushed.AlertId.Length == 0, "inget larm är lagrat");
    }
}
