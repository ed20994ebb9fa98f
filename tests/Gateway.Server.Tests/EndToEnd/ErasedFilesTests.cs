using Gateway.Client;
using Gateway.Protocol.V1;
using Microsoft.Data.Sqlite;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>
/// What was erased is in no file of the database: neither its pages, free ones included, nor the write-ahead log. Each mark is found before, so
/// that the search can fail.
/// </summary>
internal sealed class ErasedFilesTests
{
    private RunningGateway _gateway = null!;

    private RawFiles Files => new(_gateway.Folder);

    [SetUp]
    public async Task StartAsync() => _gateway = await RunningGateway.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task Erase_APerson_LeavesNothingOfItInTheFiles()
    {
        var person = await KnownAsync();
        var proposal = await Gallring.ProposedAsync(_gateway, Gallring.Of(person, logDetails: true));
        var marks = Marks();
        Assert.That(Files.Found(marks), Is.EquivalentTo(marks.Keys));
        await Gallring.ApproveAsync(_gateway, proposal);
        await Until.TrueAsync(IsSweptAsync);
        Assert.That(Files.Found(marks), Is.Empty);
    }

    [Test]
    public async Task Erase_TheWholeParty_LeavesWhatIsTheOthers()
    {
        await KnownAsync();
        var own = Marks();
        await _gateway.As(Cast.HeadTeacher).Records.DepositAsync(Messages.Record(People.Adult()), [Section("schooling")], default);
        var others = Marks("skola");
        await Gallring.ErasedAsync(_gateway, new ErasureScope { WholeParty = true, LogDetails = true });
        await Until.TrueAsync(IsSweptAsync);
        Assert.That(Files.Found(own), Is.Empty);
        Assert.That(Files.Found(others), Is.EquivalentTo(others.Keys));
    }

    [Test]
    public async Task Kill_RightAfterTheAcknowledgement_IsMadeUpAtTheNextStart()
    {
        var person = await KnownAsync();
        var proposal = await Gallring.ProposedAsync(_gateway, Gallring.Of(person, logDetails: true));
        var marks = Marks();
        Dictionary<string, byte[]> atTheKill;
        // Somebody who reads keeps the log from being emptied, so that the process dies between the acknowledgement and the sweep.
        await using (var reader = new SqliteConnection($"Data Source={Path.Combine(_gateway.Folder, "gateway.db")};Mode=ReadOnly;Pooling=False"))
        {
            await reader.OpenAsync();
            await using var reading = reader.BeginTransaction(deferred: true);
            Assert.That(new SqliteCommand("SELECT COUNT(*) FROM record_sections", reader, reading).ExecuteScalar(), Is.EqualTo(1));
            await Gallring.ApproveAsync(_gateway, proposal);
            atTheKill = Files.Copy();
            Assert.That(await IsSweptAsync(), Is.False);
            Assert.That(Files.Found(marks), Is.Not.Empty);
        }
        await _gateway.StopAsync();
        Files.Restore(atTheKill);
        Assert.That(Files.Found(marks), Is.Not.Empty);

        await _gateway.StartAgainAsync();
        await Until.TrueAsync(IsSweptAsync);
        Assert.That(Files.Found(marks), Is.Empty);
    }

    /// <summary>A person whom social services alone know: a record, a consent, a closed case, a hold that was lifted.</summary>
    private async Task<Subject> KnownAsync()
    {
        var person = People.Adult();
        await _gateway.As(Cast.Registrar).Records.DepositAsync(Messages.Record(person), [Section("family")], default);
        await _gateway.Wire(Cast.SocialWorker).Consents.RecordConsentAsync(ConsentTests.Consent(person));
        var opened = Messages.Case(Cast.SocialWorker, person, "child-protection");
        await _gateway.Wire(Cast.SocialWorker).Cases.OpenCaseAsync(opened);
        await _gateway.Wire(Cast.SocialWorker).Cases.CloseCaseAsync(new CloseCaseRequest { CaseId = opened.CaseId });
        var hold = await _gateway.Wire(Cast.Registrar).Erasures.PlaceHoldAsync(new PlaceHoldRequest { Subject = person, RegistrationNumber = "Dnr 1" });
        await _gateway.Wire(Cast.Registrar).Erasures.LiftHoldAsync(new LiftHoldRequest { HoldId = hold.HoldId, RegistrationNumber = "Dnr 2" });
        return person;
    }

    private async Task<bool> IsSweptAsync() =>
        (await _gateway.Wire(Cast.Registrar).Erasures.ListErasuresAsync(new ListErasuresRequest())).Erasures.Single().SweptAt is not null;

    /// <summary>Bytes of a party's rows, each long enough to be nobody else's.</summary>
    private Dictionary<string, byte[]> Marks(string party = "soc")
    {
        var file = new GatewayFile(_gateway.Folder);
        string[] columns = ["substr(envelope, 900, 48)", "content_key", "substr(sealed_facts, 9, 48)", "facts_digest", "ciphertext_digest"];
        Dictionary<string, byte[]> marks = [];
        foreach (var column in columns) Add(column, $"SELECT hex({column}) FROM record_sections WHERE holder = '{party}'");
        Add("pseudonym", $"SELECT hex(person) FROM record_persons WHERE holder = '{party}'");
        Add("view", $"SELECT hex(substr(sealed, 40, 48)) FROM log_views WHERE party = '{party}' AND subject IS NOT NULL");
        Add("proposal", $"SELECT hex(substr(sealed_content, 9, 48)) FROM proposals WHERE party = '{party}'");
        Assert.That(marks, Has.Count.GreaterThan(columns.Length));
        return marks;

        void Add(string name, string sql)
        {
            foreach (var hex in file.Column(sql)) marks.Add($"{name} {marks.Count}", Convert.FromHexString(hex));
        }
    }

    /// <summary>Long enough for pages of its own.</summary>
    private static PlainSection Section(string category) => Messages.Section(category, new string('x', 9000));
}
