using Gateway.Client;
using Gateway.Protocol.V1;
using SwedishTime = Gateway.Parties.SwedishTime;

namespace Gateway.Demo.Steps;

/// <summary>Step 3: contact data of a witness under a plain duty; what it leaves to assess a standing decision answers.</summary>
internal static class ContactRequest
{
    public const string Case = "fu-2026-77";

    public static async Task PlayAsync(Stage stage, StepReport report, CancellationToken ct)
    {
        await DepositAsync(stage, ct);
        var decided = await stage.ConnectionOf(Cast.SocialRegistrar).Directory.RecordStandingDecisionAsync(new RecordStandingDecisionRequest
        {
            StandingDecisionId = "stallningstagande-2026-4",
            ProvisionId = "lub-4",
            Question = "no-exceptional-reasons",
            Categories = { "contact" },
            ReceiverPartyId = "polisen",
            ValidUntil = SwedishTime.DayOf(TimeProvider.System.GetUtcNow()).AddMonths(3).ToString("yyyy-MM-dd"),
            RegistrationNumber = "SN-2026-900",
        }, ct);
        report.Receipts(await stage.As(Cast.SocialRegistrar).Receipts.VerifyAsync(decided.Receipts, ct));
        await OpenCaseAsync(stage, Cast.PoliceInvestigator, Case, "investigate-crime", People.Witness, ct);

        var police = stage.As(Cast.PoliceInvestigator).Disclosures;
        var answer = await police.RequestAsync(await police.PrepareAsync(Request(People.Witness, Case), default, ct), ct);
        report.Expect("Socialtjänsten", answer.Decisions[0], Outcome.Permit, "lub-4");
        report.Expect("Socialtjänsten", answer.Decisions[1], Outcome.Deny, "lub-4");
        report.Expect(answer.Release?.Sections is [{ Label.Category: "contact" }], "polisen har fått kontaktuppgiften och ingenting annat");
        report.Receipts(answer.Entries);
    }

    /// <summary>A request for contact data, and for more than the duty covers.</summary>
    public static RequestRequest Request(Subject subject, string caseId) => new()
    {
        HolderPartyId = "goteborg-socialtjanst",
        Subject = subject,
        Categories = { new AskedCategory { Category = "contact" }, new AskedCategory { Category = "social-measures" } },
        Purpose = "investigate-crime",
        CaseId = caseId,
        ClaimedProvisions = { "lub-4" },
        AssertedFacts = { new AssertedFact { Name = "needed-in-law-enforcement", Holds = true } },
        RegistrationNumber = "5000-K77-26",
    };

    public static async Task OpenCaseAsync(Stage stage, Player officer, string id, string purpose, Subject subject, CancellationToken ct) =>
        await stage.As(officer).Cases.OpenAsync(new OpenCaseRequest
        {
            CaseId = id, Kind = CaseKind.PreliminaryInvestigation, Purpose = purpose, Subject = subject, OfficerIds = { officer.Id },
        }, ct);

    private static async Task DepositAsync(Stage stage, CancellationToken ct)
    {
        var social = stage.As(Cast.SocialRegistrar).Records;
        await social.DepositAsync(Record("akt-vittne", People.Witness.As(PersonRole.Witness)),
        [
            new PlainSection("kontakt", "contact", ChildConcernAlert.Text("Telefon 070-174 06 05")) { PersonIndexes = [0] },
            new PlainSection("insats", "social-measures", ChildConcernAlert.Text("Samtalskontakt sedan maj.")) { PersonIndexes = [0] },
        ], ct);
        // Somebody in hiding: that there is a record is known here, where the person lives is not.
        await social.DepositAsync(Record("akt-skyddad", People.Protected.As(PersonRole.Subject, ProtectedIdentity.ProtectedRegistration)),
            [new PlainSection("insats", "social-measures", ChildConcernAlert.Text("Skyddat boende.")) { PersonIndexes = [0] }], ct);
        await social.DepositAsync(Record("akt-annat", People.NothingHeld.As(PersonRole.Subject)),
            [new PlainSection("familj", "family", ChildConcernAlert.Text("Två barn.")) { PersonIndexes = [0] }], ct);
    }

    private static DepositRequest Record(string id, ConcernedPerson person) => new() { RecordId = id, Persons = { person } };
}
