using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Records.Erasure;
using Gateway.Records.Retention;
using Gateway.Storage;
using Gateway.Storage.Enforcement;
using Gateway.Storage.Erasure;
using Gateway.Storage.Retention;
using Gateway.Storage.Review;
using Gateway.Tests.Enforcement;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Records.Retention;

/// <summary>A gate with entries of years, two registrars at social services, and all that prunes their details, in parts of three views.</summary>
internal sealed class PrunedHouse : IAsyncDisposable
{
    private Caller _proposer = new(default, "", 0); // both are registered before they are used
    private Caller _approver = new(default, "", 0);

    private PrunedHouse(TestGate gate)
    {
        Gate = gate;
        Store = new SqlRetentionStore(gate.Database);
        Rules = new RetentionRules(gate.Registers, Store);
        Scan = new DetailScan(gate.Database, Store, gate.Pseudonyms) { Part = 3 };
        Erasures = new RetentionErasures(gate.Gate, gate.Registers, Store, Scan, new SqlErasureStore(gate.Database), new BackupTime(30));
        Proposals = new Proposals(gate.Gate, gate.Registers, new SqlProposalStore(gate.Database), gate.LogKeys, new Dictionary<string, Func<JsonObject, ITwoPersonAct>>
        {
            [RetentionRules.Act] = Rules.ActOf, [RetentionErasures.Act] = Erasures.ActOf,
        }, new OperatorParty(Operator));
    }

    public TestGate Gate { get; }

    public SqlRetentionStore Store { get; }

    public RetentionRules Rules { get; }

    public DetailScan Scan { get; }

    public RetentionErasures Erasures { get; }

    public Proposals Proposals { get; }

    public Caller Registrar => _proposer;

    public static async Task<PrunedHouse> OpenAsync()
    {
        var house = new PrunedHouse(await TestGate.OpenAsync());
        house._proposer = await house.Gate.CallerAsync(Social, "alm", "registrar");
        house._approver = await house.Gate.CallerAsync(Social, "holm", "registrar");
        return house;
    }

    /// <summary>Logs an act between social services and the police so many days ago, with an entry for each of these persons; empty names nobody.</summary>
    /// <returns>The index of its first entry.</returns>
    public async Task<long> LogAsync(EntryKind kind, double daysAgo, params string[] persons)
    {
        Gate.Time.Now = At - TimeSpan.FromDays(daysAgo);
        var first = await Gate.SizeAsync();
        await Gate.Gate.RecordAsync(Social, Police, Social, (_, _) => ValueTask.FromResult<IReadOnlyList<EntryDraft>>([.. persons.Select(person => new EntryDraft
        {
            Kind = kind, Holder = Social, Counterpart = Police, Subject = person.Length > 0 ? Gate.Person(person) : default,
            HolderView = new JsonObject { ["about"] = "vittnesmål" }, CounterpartView = new JsonObject { ["about"] = "fråga" },
        })]), default);
        Gate.Time.Now = At;
        return first;
    }

    /// <summary>Sets a rule by both registrars; null withdraws it.</summary>
    public async Task SetAsync(EntryKind kind, int? days) =>
        await ApproveAsync((await Rules.ProposeAsync(Proposals, _proposer, [(kind, days)], "Gallring 1", default)).Id);

    /// <summary>Proposes to erase what is past its time; answers the proposal's id.</summary>
    public async Task<string> ProposeAsync() => (await Erasures.ProposeAsync(Proposals, _proposer, "Gallring 2", default)).Id;

    /// <summary>The other registrar reads and approves.</summary>
    public Task<IReadOnlyList<Receipt>> ApproveAsync(string id) => ApproveAsync(_approver, id);

    public async Task<IReadOnlyList<Receipt>> ApproveAsync(Caller caller, string id)
    {
        var read = (await Proposals.ListAsync(caller, default)).Single(p => p.Row.Id == id);
        return await Proposals.ApproveAsync(caller, id, Proposal.DigestOf(read.Content), default);
    }

    /// <summary>Proposed, approved and carried out.</summary>
    public async Task EraseAsync()
    {
        await ApproveAsync(await ProposeAsync());
        var (done, failures) = await Erasures.SweepAsync(default);
        Assert.That((done, failures), Is.EqualTo((1, Array.Empty<Exception>())));
    }

    /// <summary>The counts of a look, as <c>kind details+held</c>.</summary>
    public async Task<string> PreviewAsync() => string.Join(' ', (await Erasures.PreviewAsync(_proposer, default)).Scope.Counts
        .Select(c => $"{c.Cut.Kind.Word()} {c.Free}+{c.Held}"));

    /// <summary>Indices below one of a party's details that are there.</summary>
    public async Task<string> LeftAsync(PartyId party, long below)
    {
        await using var connection = await Gate.Database.OpenReaderAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT idx FROM log_views WHERE party = '{party}' AND idx < {below} AND length(sealed) > 0 ORDER BY idx";
        await using var rows = await command.ExecuteReaderAsync();
        List<long> left = [];
        while (await rows.ReadAsync()) left.Add(rows.GetInt64(0));
        return string.Join(' ', left);
    }

    /// <summary>The detail of an entry, as social services have it.</summary>
    public async Task<JsonObject> DetailAsync(long index)
    {
        var found = await new SqlViewStore(Gate.Database).FindAsync(Social, index, default);
        using var key = await Gate.LogKeys.LeaseAsync(Social, default);
        return found!.Entry.Open(key.Keys).ToObject();
    }

    /// <summary>Runs statements within a work of their own.</summary>
    public Task RunAsync(string sql) => Gate.DoAsync(async work =>
    {
        var command = SqlWork.Of(work).Connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    });

    public ValueTask DisposeAsync() => Gate.DisposeAsync();
}
