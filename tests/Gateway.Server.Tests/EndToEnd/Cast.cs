using Gateway.Parties;
using Gateway.Protocol.V1;
using Party = Gateway.Protocol.V1.Party;
using PartyKind = Gateway.Protocol.V1.PartyKind;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The parties and officers that every server of these tests knows.</summary>
internal static class Cast
{
    public static Official Operator { get; } = new("gateway-drift", "operator", "");

    /// <summary>Who approves what the operator proposes.</summary>
    public static Official OtherOperator { get; } = new("gateway-drift", "driftchef", "19710111", "operator");

    public static Official Police { get; } = new("polisen", "berg", "19710101", "investigator", "investigation-leader", "registrar");

    public static Official Leader { get; } = new("polisen", "ek", "19710102", "investigator", "investigation-leader");

    public static Official SocialWorker { get; } = new("soc", "lund", "19710103", "case-worker");

    public static Official Assessor { get; } = new("soc", "dahl", "19710104", "case-worker", "assessor");

    public static Official Approver { get; } = new("soc", "noren", "19710105", "case-worker", "assessor");

    /// <summary>Who approves what the registrar proposes.</summary>
    public static Official OtherRegistrar { get; } = new("soc", "holm", "19710112", "registrar");

    public static Official Registrar { get; } = new("soc", "alm", "19710106", "registrar", "decision-maker", "assessor");

    /// <summary>Social services' own system.</summary>
    public static Official SocialSystem { get; } = new("soc", "verksamhetssystem", "19710110", "system");

    public static Official Reviewer { get; } = new("soc", "lind", "19710107", "legal-reviewer");

    public static Official PoliceReviewer { get; } = new("polisen", "rask", "19710109", "legal-reviewer");

    /// <summary>An officer of a third party, for whom nothing between the police and social services is.</summary>
    public static Official HeadTeacher { get; } = new("skola", "rektor", "19710108", "head-teacher", "assessor", "registrar");

    private static IReadOnlyList<Official> Officers { get; } =
        [OtherOperator, Police, Leader, SocialWorker, Assessor, Approver, Registrar, OtherRegistrar, SocialSystem, Reviewer, PoliceReviewer, HeadTeacher];

    private static IReadOnlyList<Party> Parties { get; } =
    [
        new() { PartyId = "polisen", Kind = PartyKind.Police, Name = "Polismyndigheten" },
        new() { PartyId = "soc", Kind = PartyKind.SocialServices, Name = "Socialtjänsten", ParentOrganisation = "kommunen" },
        new() { PartyId = "skola", Kind = PartyKind.MunicipalSchool, Name = "Grundskolan", ParentOrganisation = "kommunen" },
    ];

    /// <summary>Registers them with a server that has just been started for the first time.</summary>
    public static async Task RegisterAsync(RunningGateway gateway)
    {
        foreach (var party in Parties) await gateway.Wire(Operator).Directory.RegisterPartyAsync(gateway.WithKeys(party));
        foreach (var officer in Officers) await gateway.Wire(Operator).Directory.RegisterOfficerAsync(Registration(officer));
    }

    /// <summary>How an officer is registered; a test changes what it is about.</summary>
    public static RegisterOfficerRequest Registration(Official officer) => new()
    {
        PartyId = officer.Party,
        OfficerId = officer.Id,
        Subject = People.Born(officer.Born),
        TrainingValidUntil = Day(months: 6),
        Roles = { officer.Roles },
    };

    /// <summary>A day so many months from today.</summary>
    public static string Day(int months) => DayIn(months).ToString("yyyy-MM-dd");

    /// <summary>The same as a value.</summary>
    public static DateOnly DayIn(int months) => SwedishTime.DayOf(TimeProvider.System.GetUtcNow()).AddMonths(months);
}
