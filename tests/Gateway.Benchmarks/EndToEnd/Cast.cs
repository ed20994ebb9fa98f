using System.Security.Cryptography.X509Certificates;
using Gateway.Audit;
using Gateway.Client;
using Gateway.Protocol.V1;
using PartyId = Gateway.Parties.PartyId;
using SwedishTime = Gateway.Parties.SwedishTime;

namespace Gateway.Benchmarks.EndToEnd;

/// <summary>
/// Who takes part in the measured request, and what must be true before it: the social services hold a witness's contact data and
/// have decided beforehand (lub-4) that nothing exceptional speaks against telling the police.
/// </summary>
internal sealed class Cast : IDisposable
{
    private const string Case = "fu-2026-1";

    private static readonly (string Party, string Officer) Operator = ("gateway-drift", "operator");
    private static readonly (string Party, string Officer) Registrar = ("goteborg-socialtjanst", "registrator");

    private readonly string _folder;
    private readonly Uri _server;
    private readonly X509Certificate2 _authority;
    private readonly HttpClient _http;

    public Cast(string folder, Uri server, X509Certificate2 authority)
    {
        (_folder, _server, _authority) = (folder, server, authority);
        _http = new HttpClient(Asker.HandlerFor(authority)) { BaseAddress = server };
    }

    /// <summary>The officer who asks.</summary>
    public static (string Party, string Officer) Investigator { get; } = ("polisen", "utredare");

    /// <summary>A test number that Skatteverket publishes: nobody's.</summary>
    private static Subject Witness => new() { PersonalNumber = "198501012390" };

    private static ConcernedPerson Concerned => new()
    {
        Subject = Witness, Role = PersonRole.Witness, ProtectedIdentity = ProtectedIdentity.None,
    };

    /// <summary>The request that is measured.</summary>
    public static RequestRequest Request { get; } = new()
    {
        HolderPartyId = Registrar.Party,
        Subject = Witness,
        Categories = { new AskedCategory { Category = "contact" } },
        Purpose = "investigate-crime",
        CaseId = Case,
        ClaimedProvisions = { "lub-4" },
        AssertedFacts = { new AssertedFact { Name = "needed-in-law-enforcement", Holds = true } },
        RegistrationNumber = "5000-K1-26",
    };

    /// <summary>Registers all, deposits a section of about one kilobyte, decides beforehand, opens the case.</summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        var log = NoteVerifier.Parse((await File.ReadAllTextAsync(Path.Combine(_folder, "server", "log.vkey"), ct)).Trim());
        using var police = PartyIdentity.Create(new PartyId(Investigator.Party), Path.Combine(_folder, "police"));
        using var social = PartyIdentity.Create(new PartyId(Registrar.Party), Path.Combine(_folder, "social"));
        await using var operating = Connect(Operator);
        await RegisterAsync(operating, police, PartyKind.Police, ["investigator"], ("198501022399", Investigator.Officer), ct);
        await RegisterAsync(operating, social, PartyKind.SocialServices, ["registrar", "decision-maker"], ("197901022389", Registrar.Officer), ct);

        await using (var connection = Connect(Registrar))
        {
            using var state = ClientState.Open(Path.Combine(_folder, "social", "state.db"));
            var holder = new PartyClient(connection, social, state, log);
            await holder.Records.DepositAsync(
                new DepositRequest { RecordId = "akt-1", Persons = { Concerned } },
                [new PlainSection("kontakt", "contact", new byte[1024]) { PersonIndexes = [0] }], ct);
            await connection.Directory.RecordStandingDecisionAsync(new RecordStandingDecisionRequest
            {
                StandingDecisionId = "stallningstagande-1", ProvisionId = "lub-4", Question = "no-exceptional-reasons",
                Categories = { "contact" }, ReceiverPartyId = Investigator.Party, ValidUntil = DayIn(months: 3), RegistrationNumber = "SN-2026-1",
            }, ct);
        }

        await using var asking = Connect(Investigator);
        using var asked = ClientState.Open(Path.Combine(_folder, "police", "state.db"));
        await new PartyClient(asking, police, asked, log).Cases.OpenAsync(new OpenCaseRequest
        {
            CaseId = Case, Kind = CaseKind.PreliminaryInvestigation, Purpose = Request.Purpose, Subject = Witness, OfficerIds = { Investigator.Officer },
        }, ct);
    }

    public void Dispose() => _http.Dispose();

    private static async Task RegisterAsync(
        GatewayConnection operating, PartyIdentity identity, PartyKind kind, string[] roles, (string Person, string Id) officer, CancellationToken ct)
    {
        var id = identity.Id.ToString();
        var party = new Protocol.V1.Party { PartyId = id, Kind = kind, Name = id };
        await operating.Directory.RegisterPartyAsync(identity.Register(party, SwedishTime.DayOf(TimeProvider.System.GetUtcNow()).AddYears(1)), ct);
        await operating.Directory.RegisterOfficerAsync(new RegisterOfficerRequest
        {
            PartyId = id, OfficerId = officer.Id, Subject = new Subject { PersonalNumber = officer.Person }, Roles = { roles },
            TrainingValidUntil = DayIn(months: 6),
        }, ct);
    }

    private static string DayIn(int months) => SwedishTime.DayOf(TimeProvider.System.GetUtcNow()).AddMonths(months).ToString("yyyy-MM-dd");

    private GatewayConnection Connect((string Party, string Officer) who) => new(new GatewayConnectionOptions
    {
        Address = _server, Authority = _authority, Token = async ct => await Asker.TokenAsync(_http, who, ct),
    });
}
