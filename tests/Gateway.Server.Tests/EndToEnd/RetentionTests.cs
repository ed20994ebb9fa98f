using Gateway.Audit;
using Gateway.Cli;
using Gateway.Parties;
using Gateway.Protocol.V1;
using Gateway.Records.Retention;
using Gateway.Server.Hosting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PartyId = Gateway.Parties.PartyId;
using RetentionCount = Gateway.Protocol.V1.RetentionCount;
using Subject = Gateway.Protocol.V1.Subject;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>
/// Retention from the rule to the swept files: what one party's rule takes is in no file any more, the other's is, and whoever verifies the log is
/// told from where on details are there.
/// </summary>
internal sealed class RetentionTests
{
    private RunningGateway _gateway = null!; // set before each test
    private Subject _person = null!;
    private long _first;

    private RetentionService.RetentionServiceClient Retention => _gateway.Wire(Cast.Registrar).Retention;

    [SetUp]
    public async Task StartAsync()
    {
        _gateway = await RunningGateway.StartAsync();
        _person = People.Adult();
        _first = await OldEntries.LogAsync(_gateway, EntryKind.Request, 800, _person);
        await OldEntries.LogAsync(_gateway, EntryKind.Alert, 800, _person);
        await OldEntries.LogAsync(_gateway, EntryKind.Request, 700, People.Adult());
        await OldEntries.RuleAsync(_gateway, "request", 750);
    }

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task Erase_ByTwoRegistrars_LeavesNothingOfItInTheFilesAndAllOfTheOthers()
    {
        var preview = await Retention.PreviewRetentionAsync(new PreviewRetentionRequest());
        var day = SwedishTime.DayOf(TimeProvider.System.GetUtcNow().AddDays(-800)).ToString("yyyy-MM-dd");
        Assert.That(preview.Counts, Is.EqualTo(new[] { new RetentionCount { Kind = "request", Days = 750, Details = 1, Oldest = day, Newest = day } }));
        var proposed = await Retention.ProposeRetentionErasureAsync(new ProposeRetentionErasureRequest { RegistrationNumber = "Gallring 12" });
        var (own, kept) = (Marks("soc", _first, _first), Marks("polisen", _first, _first + 2).Union(Marks("soc", _first + 1, _first + 2)).ToDictionary());
        Assert.That(new RawFiles(_gateway.Folder).Found(own), Is.EquivalentTo(own.Keys), "it can be found");
        var approval = await OldEntries.ApproveAsync(_gateway, proposed.ProposalId);
        Assert.That(approval, Does.Contain("Gallring 12").And.Contain("\"details\":1").And.Not.Contain(_person.PersonalNumber));

        await Until.TrueAsync(IsSweptAsync);
        Assert.That(new RawFiles(_gateway.Folder).Found(own), Is.Empty);
        Assert.That(new RawFiles(_gateway.Folder).Found(kept), Is.EquivalentTo(kept.Keys));
        var erasure = (await Retention.ListRetentionErasuresAsync(new ListRetentionErasuresRequest())).Erasures.Single();
        var part = erasure.Parts.Single();
        Assert.That((erasure.RegistrationNumber, part.Kind, part.Erased, part.Held, part.FirstKept), Is.EqualTo(("Gallring 12", "request", 1, 0, _first + 2)));
        var swept = (await _gateway.Wire(Cast.Registrar).Erasures.ListErasuresAsync(new ListErasuresRequest())).Erasures.Single();
        Assert.That((swept.ErasureId, swept.Scope, swept.Counts.LogDetails), Is.EqualTo((erasure.ErasureId, "log-details", 1)));
        Assert.That((await _gateway.Wire(Cast.Police).Retention.ListRetentionErasuresAsync(new ListRetentionErasuresRequest())).Erasures, Is.Empty);
    }

    [Test]
    public async Task Hold_OnThePerson_KeepsTheDetailAndIsCounted()
    {
        await _gateway.Wire(Cast.Registrar).Erasures.PlaceHoldAsync(new PlaceHoldRequest { Subject = _person, RegistrationNumber = "Dnr 1" });
        var preview = await Retention.PreviewRetentionAsync(new PreviewRetentionRequest());
        Assert.That((preview.Counts[0].Details, preview.Counts[0].Held), Is.EqualTo((0, 1)));
        var refused = await Refusal.OfAsync(() => Retention.ProposeRetentionErasureAsync(
            new ProposeRetentionErasureRequest { RegistrationNumber = "Gallring 1" }).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
    }

    [Test]
    public async Task Start_AfterAKillBetweenApprovalAndErasure_CarriesItOut()
    {
        // As it lies in the database once it is approved, and with nobody who carries it out before the process ends.
        await using (var work = await _gateway.Part<Storage.SqliteDatabase>().BeginAsync(default))
        {
            var cut = new RetentionCut(EntryKind.Request, 750, TimeProvider.System.GetUtcNow().AddDays(-750), _first + 1);
            await _gateway.Part<IRetentionStore>().AddAsync(work, new RetentionRun(
                new string('a', 32), new PartyId("soc"), "Gallring 13", TimeProvider.System.GetUtcNow(), 0, null, [new Records.Retention.RetentionCount(cut)]).Prove(_gateway.Part<SubjectPseudonyms>()), default);
            await _gateway.Part<Storage.SqliteDatabase>().CommitAsync(work);
        }
        var own = Marks("soc", _first, _first);
        await _gateway.StopAsync();
        Assert.That(new RawFiles(_gateway.Folder).Found(own), Is.EquivalentTo(own.Keys));
        await _gateway.StartAgainAsync();
        await Until.TrueAsync(IsSweptAsync);
        Assert.That(new RawFiles(_gateway.Folder).Found(own), Is.Empty);
    }

    [Test]
    public async Task Verify_OfAPrunedLog_SaysFromWhereOnDetailsAreThere()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-pruned-").FullName;
        string[] address = ["--url", _gateway.Address, "--authority", _gateway.AuthorityFile, "--token", Path.Combine(folder, "token")];
        await File.WriteAllTextAsync(address[^1], _gateway.TokenOf(Cast.Police));
        Assert.That((await RunAsync(["log", "verify", .. address])).Says, Does.Contain("lead to the signed root").And.Not.Contain("nothing proves it"));
        await EraseAsync();

        var line = $"  soc: `request` from entry {_first + 2} on, of ";
        var export = Path.Combine(folder, "export");
        foreach (var command in (string[][])[["log", "verify", .. address], ["log", "verify", "--data", _gateway.Folder],
            ["log", "export", "--data", _gateway.Folder, "--out", export], ["log", "verify", "--tiles", export]])
        {
            var (exit, says) = await RunAsync(command);
            Assert.That((exit, says), Is.EqualTo((0, says)));
            Assert.That(says, Does.Contain("the log says, and nothing proves it: details earlier than these are erased").And.Contain(line), string.Join(' ', command));
        }
        Assert.That((await RunAsync(["log", "verify", "--data", _gateway.Folder])).Says, Does.Contain("detail erased by its party: 1 views\n  of these by retention: 1 of `request` of soc"));
        await File.AppendAllTextAsync(Path.Combine(export, "details"), "soc request 5\n");
        var (spoilt, told) = await RunAsync(["log", "verify", "--tiles", export]);
        Assert.That(spoilt, Is.EqualTo(1));
        Assert.That(told, Does.Contain("lead to the signed root").And.EndWith("found wanting: `details`, which says what was erased of the log, is damaged\n"));
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task LegalPages_OverErasedDetails_GoOn()
    {
        await EraseAsync();
        var wire = _gateway.Wire(Cast.Reviewer);
        var ownCase = Messages.Case(Cast.Reviewer, _person, "child-protection");
        await wire.Cases.OpenCaseAsync(ownCase);
        var from = TimeProvider.System.GetUtcNow().AddDays(-801);
        var search = new SearchRequest
        {
            CaseId = ownCase.CaseId, Justification = "Klagomål.", From = Timestamp.FromDateTimeOffset(from), Until = Timestamp.FromDateTimeOffset(from.AddDays(2)),
        };
        var found = (await Jurist.SearchAsync(wire, search)).SelectMany(s => s.Entries).Select(e => (e.Access.Index, IsErased: e.Access.Detail.IsEmpty)).ToList();
        Assert.That(found, Is.EquivalentTo(new[] { (_first, true), (_first + 1, false) }), "found by time and kind; the alert's detail is there");
        var statement = new GetDisclosureStatementRequest { Index = _first, CaseId = ownCase.CaseId, Justification = "Intyg." };
        Assert.That((await Refusal.OfAsync(() => wire.Legal.GetDisclosureStatementAsync(statement).ResponseAsync)).StatusCode, Is.EqualTo(StatusCode.NotFound));
        var extract = await wire.Legal.GetRegisterExtractAsync(
            new GetRegisterExtractRequest { Subject = _person, CaseId = ownCase.CaseId, Justification = "Begäran." });
        Assert.That(extract.Withheld.Sum(w => w.Count), Is.GreaterThan(0), "the alert, and nothing of the request");
        var day = SwedishTime.DayOf(TimeProvider.System.GetUtcNow().AddDays(-750)).ToString("yyyy-MM-dd");
        Assert.That(extract.CopyText, Does.Contain($"Detaljer från tiden före {day} är gallrade och visas inte."), "whoever asks is told so");
        var proof = TlogProof.Parse((await wire.Audit.GetReceiptAsync(new GetReceiptRequest { Index = _first })).Proof);
        Assert.That(proof.Index, Is.EqualTo(_first));
    }

    private async Task EraseAsync()
    {
        var proposed = await Retention.ProposeRetentionErasureAsync(new ProposeRetentionErasureRequest { RegistrationNumber = "Gallring 12" });
        await OldEntries.ApproveAsync(_gateway, proposed.ProposalId);
        await Until.TrueAsync(IsSweptAsync);
    }

    private async Task<bool> IsSweptAsync() =>
        (await _gateway.Wire(Cast.Registrar).Erasures.ListErasuresAsync(new ListErasuresRequest())).Erasures.SingleOrDefault()?.SweptAt is not null;

    /// <summary>Bytes of a party's views of some entries, each long enough to be nobody else's.</summary>
    private Dictionary<string, byte[]> Marks(string party, long from, long until) => new GatewayFile(_gateway.Folder)
        .Column($"SELECT hex(substr(sealed, 40, 48)) FROM log_views WHERE party = '{party}' AND idx BETWEEN {from} AND {until}")
        .Select((hex, i) => ($"{party} {from + i}", Convert.FromHexString(hex))).ToDictionary();

    private async Task<(int Exit, string Says)> RunAsync(string[] args)
    {
        var vkey = (await File.ReadAllTextAsync(Path.Combine(_gateway.Folder, Installation.LogKeyFile))).Trim();
        var output = new StringWriter();
        var exit = await GatewayCommand.InvokeAsync(args[1] == "export" ? args : [.. args, "--vkey", vkey], output, output);
        return (exit, output.ToString());
    }
}
