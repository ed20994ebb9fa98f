using Gateway.Protocol.V1;

namespace Gateway.Demo;

/// <summary>An officer who plays.</summary>
/// <param name="Party">The party.</param>
/// <param name="Id">The officer's id.</param>
/// <param name="Person">The officer's own test personal number.</param>
/// <param name="Roles">Role codes.</param>
internal sealed record Player(string Party, string Id, string Person, params string[] Roles);

/// <summary>The parties and officers of the demonstration. Authorities, organisation numbers and the municipality are the real ones.</summary>
internal static class Cast
{
    public const string Operator = "gateway-drift";

    public static Player Operating { get; } = new(Operator, "operator", "");

    public static Player PoliceSystem { get; } = new("polisen", "larmsystem", "196801029288", "system");

    public static Player PoliceInvestigator { get; } = new("polisen", "utredare.berg", "196801249290", "investigator");

    public static Player InvestigationLeader { get; } = new("polisen", "fuledare.ek", "196802149283", "investigator", "investigation-leader");

    public static Player SecurityOfficer { get; } = new("sakerhetspolisen", "handlaggare.frost", "197201079295", "investigator", "assessor");

    public static Player SocialWorker { get; } = new("goteborg-socialtjanst", "handlaggare.lund", "197201189268", "case-worker");

    public static Player SocialAssessor { get; } = new("goteborg-socialtjanst", "enhetschef.dahl", "197202249285", "case-worker", "assessor");

    public static Player SecondApprover { get; } = new("goteborg-socialtjanst", "enhetschef.noren", "198801012397", "case-worker", "assessor");

    public static Player SocialRegistrar { get; } = new("goteborg-socialtjanst", "registrator.alm", "197901022389", "registrar", "decision-maker");

    public static Player SocialDuty { get; } = new("goteborg-socialtjanst", "socialjouren", "197901032396", "case-worker", "duty-contact");

    /// <summary>The municipality's lawyer, appointed by the social services board to review its log.</summary>
    public static Player Reviewer { get; } = new("goteborg-socialtjanst", "jurist.lind", "198501022381", "legal-reviewer");

    public static Player PoliceReviewer { get; } = new("polisen", "jurist.rask", "197007219293", "legal-reviewer");

    /// <summary>The case management system of the social services, with the person whose number stands for it.</summary>
    public static Player SocialSystem { get; } = new("goteborg-socialtjanst", "verksamhetssystem", "197601139343", "system");

    public static Player CoordinationRegistrar { get; } =
        new("goteborg-samordning", "samordnare.vik", "198501022399", "registrar", "case-worker", "assessor");

    public static IReadOnlyList<Player> Officers { get; } =
    [
        PoliceSystem, PoliceInvestigator, InvestigationLeader, SecurityOfficer, SocialWorker, SocialAssessor, SecondApprover, SocialRegistrar,
        SocialDuty, Reviewer, PoliceReviewer, SocialSystem, CoordinationRegistrar,
    ];

    public static IReadOnlyList<Party> Parties { get; } =
    [
        new() { PartyId = "polisen", Kind = PartyKind.Police, Name = "Polismyndigheten", OrganisationNumber = "2021000076" },
        new() { PartyId = "sakerhetspolisen", Kind = PartyKind.SecurityPolice, Name = "Säkerhetspolisen" },
        new() { PartyId = "kriminalvarden", Kind = PartyKind.PrisonService, Name = "Kriminalvården", OrganisationNumber = "2021000225" },
        Municipal("goteborg-socialtjanst", PartyKind.SocialServices, "Göteborgs kommun, socialtjänst", "socialjouren"),
        Municipal("goteborg-skola", PartyKind.MunicipalSchool, "Göteborgs kommun, grundskola", ""),
        Municipal("goteborg-samordning", PartyKind.MunicipalityOther, "Göteborgs kommun, samordningsfunktion", ""),
        Municipal("goteborg-jurist", PartyKind.MunicipalityOther, "Göteborgs kommun, juridik", ""),
        new() { PartyId = "vgr-psykiatri", Kind = PartyKind.HealthCare, Name = "Västra Götalandsregionen, psykiatri",
            ParentOrganisation = "vastra-gotalandsregionen" },
    ];

    private static Party Municipal(string id, PartyKind kind, string name, string duty) => new()
    {
        PartyId = id, Kind = kind, Name = name, ParentOrganisation = "goteborgs-kommun", MunicipalityCode = "1480", DutyContact = duty,
    };
}
