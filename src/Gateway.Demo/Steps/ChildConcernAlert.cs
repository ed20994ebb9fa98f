using System.Text;
using Gateway.Client;
using Gateway.Protocol.V1;

namespace Gateway.Demo.Steps;

/// <summary>Step 1: the police push a child-concern report; the investigation file stays behind, and the sender is told why.</summary>
internal static class ChildConcernAlert
{
    /// <summary>The alert of step 1, which step 2 goes on with.</summary>
    public static PushRequest Pushed { get; private set; } = new();

    /// <summary>Its id.</summary>
    public static string AlertId { get; private set; } = "";

    public static async Task PlayAsync(Stage stage, StepReport report, CancellationToken ct)
    {
        var police = stage.As(Cast.PoliceSystem).Alerts;
        Pushed = await police.PrepareAsync(Alert(Cast.InvestigationLeader), Sections(), ct);
        var answer = await police.PushAsync(Pushed, ct);
        AlertId = answer.AlertId;

        foreach (var decision in answer.Decisions.Take(3)) report.Expect("Polismyndigheten", decision, Outcome.Permit, "sol-19-1");
        report.Expect("Polismyndigheten", answer.Decisions[3], Outcome.Deny, "sol-19-1");
        report.Expect(answer.Decisions.Take(3).All(d => d.Duty), "det som lämnas är en skyldighet; utredningen stannar hos polisen");
        report.Expect(AlertId.Length == 32, "larmet är lagrat för socialtjänsten");
        report.Receipts(await stage.As(Cast.PoliceSystem).Receipts.VerifyAsync(answer.Receipts, ct));
    }

    /// <summary>
    /// A report about a girl in the car of an intoxicated father, assessed by the leader of the investigation: its suspicion is under
    /// 18:1.
    /// </summary>
    public static PushRequest Alert(Player assessedBy) => new()
    {
        ReceiverPartyId = "goteborg-socialtjanst",
        AssessedBy = assessedBy.Id,
        Purpose = "child-protection",
        Trigger = Trigger.Immediate,
        ClaimedProvisions = { "sol-19-1" },
        Persons = { People.Girl.As(PersonRole.Subject), People.Father.As(PersonRole.Suspect) },
        Answers = { new Answer { Question = "child-at-risk", Holds = true } },
        Urgency = AlertUrgency.Immediate,
        RegistrationNumber = "5000-K1-26",
    };

    public static IReadOnlyList<PlainSection> Sections() =>
    [
        new("child", "identity", Text("Flickan, 6 år, satt i baksätet.")) { PersonIndexes = [0] },
        new("event", "event", Text("Bilen stoppades klockan 22.40; fadern körde påverkad.")) { PersonIndexes = [0, 1] },
        new("suspicion", "suspicion", Text("Misstanke om rattfylleri, drograttfylleri.")) { PersonIndexes = [0, 1] },
        new("file", "investigation", Text("Förhör och analysbesked.")) { PersonIndexes = [1] },
    ];

    public static ReadOnlyMemory<byte> Text(string text) => Encoding.UTF8.GetBytes(text);
}
