using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Storage;
using Gateway.Storage.Enforcement;
using Gateway.Storage.Log;

namespace Gateway.Tests.Enforcement;

/// <summary>The gate and what it reads, on a real database in a folder of its own, with four parties registered.</summary>
internal sealed class TestGate : IAsyncDisposable
{
    public static readonly PartyId Police = new("polisen");
    public static readonly PartyId Social = new("soc");
    public static readonly PartyId School = new("grundskolan");
    public static readonly PartyId Operator = new("driften");
    public static readonly DateTimeOffset At = new(2026, 11, 22, 13, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Day = new(2026, 11, 22);

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-gate-").FullName;

    private TestGate()
    {
        Database = SqliteDatabase.Open(_folder);
        var store = new SqlLogStore(Database);
        Log = new AuditLog(Database, store, new LogSigner("log.example", new byte[32]), Time);
        Parties = new SqlPartyStore(Database);
        FollowUpRows = new SqlFollowUpStore(Database);
        RecipientKeys = new SqlRecipientKeyStore(Database);
        Registers = new PolicyInformationPoint(Parties, Cases, Consents, Pseudonyms);
        Gate = new PolicyEnforcementPoint(Log, LogKeys, InForce, RecipientKeys, Time);
        Register = new PartyDirectory(Gate, Registers, Parties, new OperatorParty(Operator));
        FollowUps = new FollowUps(Gate, Registers, FollowUpRows, new FollowUpTimes(TimeSpan.FromHours(1), TimeSpan.FromDays(3)));
    }

    public ManualTime Time { get; } = new(At);

    public CatalogueInForce InForce { get; } = new(ActiveCatalogue.Embedded);

    public SubjectPseudonyms Pseudonyms { get; } = new(new byte[32]);

    public LogKeys LogKeys { get; } = new(new HeldKeys());

    public SqliteDatabase Database { get; }

    public AuditLog Log { get; }

    public SqlPartyStore Parties { get; }

    public SqlCaseStore Cases { get; } = new();

    public SqlConsentStore Consents { get; } = new();

    public SqlFollowUpStore FollowUpRows { get; }

    public SqlRecipientKeyStore RecipientKeys { get; }

    public PolicyInformationPoint Registers { get; }

    public PolicyEnforcementPoint Gate { get; }

    public PartyDirectory Register { get; }

    public FollowUps FollowUps { get; }

    public static async Task<TestGate> OpenAsync()
    {
        var gate = new TestGate();
        await gate.DoAsync(async work =>
        {
            foreach (var (id, kind, of) in ((PartyId, PartyKind, string)[])[(Police, PartyKind.Police, ""), (Social, PartyKind.SocialServices, "staden"),
                (School, PartyKind.MunicipalSchool, "staden"), (Operator, PartyKind.MunicipalityOther, "")])
                await gate.Parties.AddPartyAsync(work, gate.Registers.Prove(Party(id, kind, of)), default);
        });
        return gate;
    }

    public static Party Party(PartyId id, PartyKind kind, string of = "") => new()
    {
        Id = id, Kind = kind, Name = $"{id}", ParentOrganisation = of, IntakeKey = "1", RecipientKey = "2", SigningKey = "3",
        RecipientKeyUntil = Day,
    };

    /// <summary>An officer with valid training whose own person is known.</summary>
    public static Officer Officer(PartyId party, string id, params string[] roles) => new()
    {
        Party = party, Id = id, Roles = roles, TrainingValidUntil = Day, Person = new byte[32],
    };

    /// <summary>Registers an officer; answers it as a caller.</summary>
    public async Task<Caller> CallerAsync(Officer officer, int assurance = 3)
    {
        await DoAsync(work => Parties.SaveOfficerAsync(work, officer, default));
        return new Caller(officer.Party, officer.Id, assurance);
    }

    public Task<Caller> CallerAsync(PartyId party, string id, params string[] roles) => CallerAsync(Officer(party, id, roles));

    /// <summary>A person's pseudonym.</summary>
    public ReadOnlyMemory<byte> Person(string id) => Pseudonyms.Of(Subject.Of(Social, id));

    /// <summary>Runs something in a work of its own and commits it.</summary>
    public async Task DoAsync(Func<IWork, ValueTask> change)
    {
        await using var work = await Database.BeginAsync(default);
        await change(work);
        await Database.CommitAsync(work);
    }

    /// <summary>The same with an answer.</summary>
    public async Task<T> DoAsync<T>(Func<IWork, ValueTask<T>> read)
    {
        await using var work = await Database.BeginAsync(default);
        var answer = await read(work);
        await Database.CommitAsync(work);
        return answer;
    }

    /// <summary>How many entries the log has.</summary>
    public async Task<long> SizeAsync() => (await Log.CheckpointAsync(default)).Size;

    /// <summary>The view of a receipt.</summary>
    public static JsonObject View(Receipt receipt) => JsonNode.Parse(receipt.View.Span)!.AsObject();

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
