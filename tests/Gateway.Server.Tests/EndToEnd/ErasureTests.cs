using Gateway.Audit;
using Gateway.Protocol.V1;
using Gateway.Storage;
using Gateway.Storage.Log;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Erasure by two registrars: what is gone, who is told, what the log still says, and what it does not.</summary>
internal sealed class ErasureTests
{
    [Test]
    public async Task Erase_ARecord_ReleasesItNoMoreAndTellsWhoReceivedIt()
    {
        var (record, request) = await EndedAsync();
        var preview = await Gallring.PreviewAsync(Gallring.Of(record));
        Assert.That(preview.Counts, Is.EqualTo(new ErasureCounts { Sections = 1 }));
        Assert.That(preview.HeldBy, Is.Empty);
        Assert.That(preview.BackupDays, Is.EqualTo(30));

        await Gallring.ErasedAsync(Gallring.Of(record));
        Assert.That((await Inquiry.CollectAsync(request)).Release, Is.Null);
        var told = (await Emergency.OpenAsync(Cast.Police, request)).Single();
        Assert.That((told.Kind, told.Cause, told.CounterpartPartyId), Is.EqualTo((FollowUpKind.ErasureInstruction, "contact", "soc")));
        await Town.Wire(Cast.Police).FollowUps.CompleteFollowUpAsync(
            new CompleteFollowUpRequest { FollowUpId = told.FollowUpId, Outcome = FollowUpOutcome.Done });
        await RefusedAsync(StatusCode.NotFound, () => Gallring.PreviewAsync(Gallring.Of(record)));
        await RefusedAsync(StatusCode.NotFound, () => Town.Wire(Cast.Registrar).Records.WithdrawSectionAsync(
            new WithdrawSectionRequest { RecordId = record, SectionId = "avsnitt" }).ResponseAsync);
    }

    [Test]
    public async Task Erase_OneSection_LeavesTheOthers()
    {
        var record = Messages.Record(People.Adult());
        await Town.As(Cast.Registrar).Records.DepositAsync(record, [Messages.Section("risk", id: "ett"), Messages.Section("family", id: "tva")], default);
        await Gallring.ErasedAsync(new ErasureScope { Section = new SectionName { RecordId = record.RecordId, SectionId = "ett" } });
        Assert.That(SectionsOf(record.RecordId), Is.EqualTo(["tva"]));
        Assert.That((await Gallring.PreviewAsync(Gallring.Of(record.RecordId))).Counts.Sections, Is.EqualTo(1));
    }

    [Test]
    public async Task Deposit_OfWhatWasErased_IsRefusedAndALaterVersionIsNot()
    {
        var record = Messages.Record(People.Adult());
        var sealedRecord = new DepositRequest(record)
        {
            Sections = { await Town.As(Cast.Registrar).Sealer.SealAsync(record.RecordId, Messages.Section("family"), default) },
        };
        await Town.Wire(Cast.Registrar).Records.DepositAsync(sealedRecord);
        await Gallring.ErasedAsync(Gallring.Of(record.RecordId));
        await RefusedAsync(StatusCode.AlreadyExists, () => Town.Wire(Cast.Registrar).Records.DepositAsync(sealedRecord).ResponseAsync);
        await Town.As(Cast.Registrar).Records.DepositAsync(record, [Messages.Section("family") with { Version = 2 }], default);
        Assert.That(SectionsOf(record.RecordId), Is.EqualTo(["avsnitt"]));
    }

    [Test]
    public async Task Erase_ALargeSection_TakesItsChunks()
    {
        using var attachment = await Attachment.DepositedAsync();
        var request = await attachment.ReleasedAsync();
        await attachment.DownloadAsync(Cast.Police, request);
        await Inquiry.CloseAsync(request);
        Assert.That(Chunks(), Has.Count.EqualTo(3));
        await Gallring.ErasedAsync(Gallring.Of(attachment.Record.RecordId));
        await RefusedAsync(StatusCode.NotFound, () => attachment.DownloadAsync(Cast.Police, request));
        await Until.TrueAsync(() => Task.FromResult(Chunks().Count == 0));

        IReadOnlyList<string> Chunks() => new GatewayFile(Town.Gateway.Folder).Column(
            $"SELECT upload FROM chunks JOIN uploads ON uploads.id = chunks.upload WHERE record = '{attachment.Record.RecordId}'");
    }

    [Test]
    public async Task Proposal_OfAnErasure_IsReadByRegistrarsAloneAndNamesThePerson()
    {
        var person = await Inquiry.HeldAsync("family");
        var proposal = await Gallring.ProposedAsync(Town.Gateway, Gallring.Of(person));
        Assert.That(proposal.Content, Does.Contain(person.PersonalNumber).And.Contain("Gallring 7"));
        Assert.That(await Gallring.ReadAsync(Town.Gateway, Cast.Assessor, proposal.ProposalId), Is.Null);
        await RefusedAsync(StatusCode.PermissionDenied, () => Town.Wire(Cast.Registrar).Proposals.ApproveProposalAsync(
            new ApproveProposalRequest { ProposalId = proposal.ProposalId, Digest = proposal.Digest }).ResponseAsync);
        Assert.That((await Gallring.PreviewAsync(Gallring.Of(person))).Counts.Sections, Is.EqualTo(1), "nothing is done by one");
    }

    [Test]
    public async Task Entry_OfAnErasure_SaysHowMuchAndNothingOfWhat()
    {
        var (record, _) = await EndedAsync();
        var proposed = await Town.Wire(Cast.Registrar).Erasures.ProposeErasureAsync(
            new ProposeErasureRequest { Scope = Gallring.Of(record), RegistrationNumber = "Gallring 8" });
        var proposal = await Gallring.ReadAsync(Town.Gateway, Cast.OtherRegistrar, proposed.ProposalId);
        var carriedOut = (await Gallring.ApproveAsync(Town.Gateway, proposal!)).Receipts.Single().View.ToStringUtf8();
        Assert.That(carriedOut, Does.Contain("Gallring 8").And.Contain("\"sections\":1").And.Contain(proposed.ProposalId).And.Contain("goneFromBackupsBy"));
        foreach (var view in new[] { carriedOut, proposed.Receipts.Single().View.ToStringUtf8() })
            Assert.That(view, Does.Not.Contain(record).And.Not.Contain("avsnitt"));
        var listed = (await Town.Wire(Cast.Registrar).Erasures.ListErasuresAsync(new ListErasuresRequest())).Erasures[0];
        Assert.That(carriedOut, Does.Contain(listed.ErasureId).And.Contain(listed.GoneFromBackupsBy));
        Assert.That(listed.Scope, Is.EqualTo("record"));
    }

    [Test]
    public async Task Erase_WhatWasErasedInTheMeantime_CannotBeCarriedOut()
    {
        var record = Messages.Record(People.Adult());
        await Town.As(Cast.Registrar).Records.DepositAsync(record, [Messages.Section("family")], default);
        var (first, second) = (await Gallring.ProposedAsync(Town.Gateway, Gallring.Of(record.RecordId)), await Gallring.ProposedAsync(Town.Gateway, Gallring.Of(record.RecordId)));
        await Gallring.ApproveAsync(Town.Gateway, first);
        await RefusedAsync(StatusCode.FailedPrecondition, () => Gallring.ApproveAsync(Town.Gateway, first));
        await RefusedAsync(StatusCode.NotFound, () => Gallring.ApproveAsync(Town.Gateway, second));
    }

    [Test]
    public async Task Scope_OfAnotherParty_IsTheNeutralNotFound()
    {
        var record = Messages.Record(People.Adult());
        await Town.As(Cast.Registrar).Records.DepositAsync(record, [Messages.Section("family")], default);
        var others = await RefusedAsync(StatusCode.NotFound, () => OfSchoolAsync(Gallring.Of(record.RecordId)));
        var nobodys = await RefusedAsync(StatusCode.NotFound, () => OfSchoolAsync(Gallring.Of("finns-inte")));
        await RefusedAsync(StatusCode.NotFound, () => OfSchoolAsync(Gallring.Of(record.Persons[0].Subject, logDetails: true)));
        Assert.That(others.Status, Is.EqualTo(nobodys.Status));
        await RefusedAsync(StatusCode.NotFound, () => Town.Wire(Cast.HeadTeacher).Erasures.PlaceHoldAsync(
            new PlaceHoldRequest { RecordId = record.RecordId, RegistrationNumber = "Dnr 1" }).ResponseAsync);
        var hold = await Gallring.HoldAsync(new PlaceHoldRequest { RecordId = record.RecordId });
        await RefusedAsync(StatusCode.NotFound, () => Town.Wire(Cast.HeadTeacher).Erasures.LiftHoldAsync(
            new LiftHoldRequest { HoldId = hold, RegistrationNumber = "Dnr 1" }).ResponseAsync);
        Assert.That(SectionsOf(record.RecordId), Is.EqualTo(["avsnitt"]));
    }

    [Test]
    public async Task Erasure_OfARecordThatConcernsTheRegistrar_IsNeitherLookedAtProposedReadNorApproved()
    {
        var record = Messages.Record(People.Adult());
        await Town.As(Cast.Registrar).Records.DepositAsync(record, [Messages.Section("family")], default);
        var concerned = await Newcomer.AtAsync("soc", "registrar", o => o.Subject = record.Persons[0].Subject);
        var erasures = Town.Wire(concerned).Erasures;
        await RefusedAsync(StatusCode.PermissionDenied, () => erasures.PreviewErasureAsync(
            new PreviewErasureRequest { Scope = Gallring.Of(record.RecordId) }).ResponseAsync);
        await RefusedAsync(StatusCode.PermissionDenied, () => erasures.ProposeErasureAsync(
            new ProposeErasureRequest { Scope = Gallring.Of(record.RecordId), RegistrationNumber = "Gallring 9" }).ResponseAsync);
        var hold = await Gallring.HoldAsync(new PlaceHoldRequest { RecordId = record.RecordId });
        await RefusedAsync(StatusCode.PermissionDenied, () => erasures.LiftHoldAsync(
            new LiftHoldRequest { HoldId = hold, RegistrationNumber = "Dnr 1" }).ResponseAsync);
        await Gallring.LiftAsync(hold);
        var proposal = await Gallring.ProposedAsync(Town.Gateway, Gallring.Of(record.RecordId));
        Assert.That(await Gallring.ReadAsync(Town.Gateway, concerned, proposal.ProposalId), Is.Null);
        await RefusedAsync(StatusCode.PermissionDenied, () => Town.Wire(concerned).Proposals.ApproveProposalAsync(
            new ApproveProposalRequest { ProposalId = proposal.ProposalId, Digest = proposal.Digest }).ResponseAsync);
    }

    [Test]
    public async Task Preview_OfSomebodyWhomTheHolderWasNeverShown_TellsOfNoRequestAndIsLogged()
    {
        var asked = People.Adult();
        await Inquiry.AskAsync(Messages.Contact(asked, "")); // refused on what was supplied: no case
        var size = await Town.Gateway.LogSizeAsync();
        foreach (var person in new[] { asked, People.Adult() })
            await RefusedAsync(StatusCode.NotFound, () => Town.Wire(Cast.Registrar).Erasures.ProposeErasureAsync(
                new ProposeErasureRequest { Scope = Gallring.Of(person), RegistrationNumber = "Gallring 10" }).ResponseAsync);
        Assert.That(new GatewayFile(Town.Gateway.Folder).KindsFrom(size), Has.Exactly(2).EqualTo(EntryKind.AuditLookup));
    }

    [Test]
    public async Task Log_AfterErasures_VerifiesEntryByEntry()
    {
        var person = await Inquiry.HeldAsync("family");
        await Gallring.ErasedAsync(Gallring.Of(person, logDetails: true));
        await using var database = SqliteDatabase.OpenReadOnly(Town.Gateway.Folder);
        var found = await LogVerifier.VerifyAsync(new StoredTiles(new SqlLogStore(database)), null, null, default);
        Assert.That(found.Fault?.Message, Is.Null);
        await Town.As(Cast.Registrar).CheckLogAsync(default);
    }

    /// <summary>A record that the police received contact data of, under a request that is closed.</summary>
    private static async Task<(string Record, string Request)> EndedAsync()
    {
        var (record, request) = await CorrectionTests.ReceivedAsync();
        await Inquiry.CloseAsync(request);
        return (record.RecordId, request);
    }

    private static Task OfSchoolAsync(ErasureScope scope) => Town.Wire(Cast.HeadTeacher).Erasures.ProposeErasureAsync(
        new ProposeErasureRequest { Scope = scope, RegistrationNumber = "Dnr 1" }).ResponseAsync;

    private static IReadOnlyList<string> SectionsOf(string record) => new GatewayFile(Town.Gateway.Folder).Column(
        $"SELECT DISTINCT section FROM record_sections WHERE record = '{record}' AND erased_at IS NULL");

    private static async Task<RpcException> RefusedAsync(StatusCode status, Func<Task> call)
    {
        var refused = await Refusal.OfAsync(call);
        Assert.That(refused.StatusCode, Is.EqualTo(status), refused.Status.Detail);
        return refused;
    }
}
