using Gateway.Client;
using Gateway.Protocol.V1;

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
        var marks = ErasureMarks.Of(_gateway.Folder);
        Assert.That(Files.Found(marks), Is.EquivalentTo(marks.Keys));
        await Gallring.ApproveAsync(_gateway, proposal);
        await Until.TrueAsync(IsSweptAsync);
        Assert.That(Files.Found(marks), Is.Empty);
    }

    [Test]
    public async Task Erase_TheWholeParty_LeavesWhatIsTheOthers()
    {
        await KnownAsync();
        var own = ErasureMarks.Of(_gateway.Folder);
        await _gateway.As(Cast.HeadTeacher).Records.DepositAsync(Messages.Record(People.Adult()), [Section("schooling")], default);
        var others = ErasureMarks.Of(_gateway.Folder, "skola");
        await Gallring.ErasedAsync(_gateway, new ErasureScope { WholeParty = true, LogDetails = true });
        await Until.TrueAsync(IsSweptAsync);
        Assert.That(Files.Found(own), Is.Empty);
        Assert.That(Files.Found(others), Is.EquivalentTo(others.Keys));
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

    /// <summary>Long enough for pages of its own.</summary>
    private static PlainSection Section(string category) => Messages.Section(category, new string('x', 9000));
}
