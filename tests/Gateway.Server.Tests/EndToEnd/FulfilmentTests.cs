using System.Buffers.Text;
using System.Security.Cryptography;
using Gateway.Client;
using Gateway.Crypto;
using Gateway.Protocol.V1;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using SealedSection = Gateway.Protocol.V1.SealedSection;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>
/// What the holder's own system answers: decided as ever, sealed past the gateway, wrapped only for a release that is in the log. The
/// server of these tests knows that social services answer for contact data themselves.
/// </summary>
internal sealed class FulfilmentTests
{
    private static RunningGateway s_gateway = null!;

    private static DisclosureService.DisclosureServiceClient SocialSystem => s_gateway.Wire(Cast.SocialSystem).Disclosures;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        s_gateway = await RunningGateway.StartAsync();
        await s_gateway.Wire(Cast.Registrar).Directory.DeclareFulfilmentAsync(new DeclareFulfilmentRequest { Categories = { "contact" } });
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await s_gateway.DisposeAsync();

    [Test]
    public async Task Fulfil_AfterTheOfficersAnswer_ReachesTheAskerAndNobodyElse()
    {
        var (id, answer) = await OwnSystem.AskedAsync(s_gateway);
        answer.Sections.Clear();
        var section = Messages.Section("contact", "Telefon 070-174 06 05");
        var fulfilment = await s_gateway.As(Cast.SocialSystem).Disclosures.FulfilAsync(answer, [section], default);
        Assert.That(fulfilment.Decisions[0].Outcome, Is.EqualTo(Outcome.AwaitingAssessment));
        Assert.That(fulfilment.Delivered, Is.Empty);
        Assert.That((await CollectAsync(id)).Fulfilled, Is.Empty);

        await OwnSystem.AssessAsync(s_gateway, answer, Cast.Assessor);
        Assert.That((await CollectAsync(id)).Fulfilled, Is.Empty, "permitted, but nothing is logged as released");
        await fulfilment.GoOnAsync(default);
        Assert.That(fulfilment.Delivered, Is.EqualTo(["contact"]));

        var collected = await CollectAsync(id);
        Assert.That(collected.Decisions[0].Outcome, Is.EqualTo(Outcome.Permit));
        Assert.That(collected.Release, Is.Null, "nothing of it was the gateway's to wrap");
        Assert.That(collected.Fulfilled.Single().Sections.Single().Content.ToArray(), Is.EqualTo(section.Content.ToArray()));
        // Collected once more it is decided and logged once more, and the same envelope comes.
        Assert.That((await CollectAsync(id)).Fulfilled, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Fulfil_OfAPersonInHiding_NeedsASecondOfficer()
    {
        var (id, answer) = await OwnSystem.AskedAsync(s_gateway, ProtectedIdentity.ProtectedRegistration);
        await SocialSystem.FulfilAsync(answer);
        await OwnSystem.AssessAsync(s_gateway, answer, Cast.Assessor);
        Assert.That((await SocialSystem.FulfilAsync(answer)).Released, Is.Empty);
        await OwnSystem.AssessAsync(s_gateway, answer, Cast.Approver, approve: true);
        var released = await SocialSystem.FulfilAsync(answer);
        Assert.That(released.Released, Is.EqualTo(["contact"]));
        Assert.That((await CollectAsync(id)).Fulfilled, Is.Empty, "released in the log, not yet delivered");
    }

    [Test]
    public async Task Request_OfACategoryTheHolderAnswersItself_IsAnsweredAlikeWhoeverItIsAbout()
    {
        var held = await HeldAsync("contact");
        var waits = await AskAsync(People.Adult());
        Assert.That(waits.Decisions[0].Outcome, Is.EqualTo(Outcome.AwaitingAssessment));
        Assert.That(waits.Decisions[0].Provision.Id, Is.EqualTo("lub-4"));
        Assert.That((await AskAsync(held)).Decisions, Is.EqualTo(waits.Decisions));
        Assert.That((await AskAsync(await HeldAsync("social-measures", ProtectedIdentity.ProtectedRegistration))).Decisions, Is.EqualTo(waits.Decisions));
    }

    [Test]
    public async Task Fulfil_WhereOnlyExistenceIsAskedFor_TellsItAndReleasesNothing()
    {
        var (id, answer) = await OwnSystem.AskedAsync(s_gateway, existenceOnly: true);
        await SocialSystem.FulfilAsync(answer);
        Assert.That((await CollectAsync(id)).Extent, Is.EqualTo(AnswerExtent.Neutral));
        await OwnSystem.AssessAsync(s_gateway, answer, Cast.Assessor);
        Assert.That((await SocialSystem.FulfilAsync(answer)).Released, Is.Empty);
        var collected = await CollectAsync(id);
        Assert.That(collected.Extent, Is.EqualTo(AnswerExtent.ExistsOnly));
        Assert.That(collected.Release, Is.Null);
        Assert.That(collected.Fulfilled, Is.Empty);
    }

    [Test]
    public async Task Fulfil_UnfitAnswer_NamesTheFieldAndChangesNothing()
    {
        var (id, answer) = await OwnSystem.AskedAsync(s_gateway);
        var sealer = s_gateway.As(Cast.SocialSystem).Sealer;
        var toTheGateway = await sealer.SealAsync(id, Messages.Section("contact", id: "contact"), default);
        await RefusedAsync(With(toTheGateway), StatusCode.InvalidArgument);
        await RefusedAsync(With(sealer.SealToSelf(new string('0', 32), Messages.Section("contact"))), StatusCode.InvalidArgument);
        await RefusedAsync(With(sealer.SealToSelf(id, Messages.Section("family"))), StatusCode.InvalidArgument);
        var police = s_gateway.As(Cast.Police).Sealer.SealToSelf(id, Messages.Section("contact"));
        await RefusedAsync(With(police), StatusCode.InvalidArgument);
        var aboutAnother = new FulfilRequest(answer) { Persons = { People.Adult().As(PersonRole.Witness) } };
        aboutAnother.Persons.RemoveAt(0);
        await RefusedAsync(aboutAnother, StatusCode.InvalidArgument);
        var nothing = With();
        await RefusedAsync(nothing, StatusCode.InvalidArgument);
        await RefusedAsync(new FulfilRequest(answer) { RequestDigest = Google.Protobuf.ByteString.Empty }, StatusCode.FailedPrecondition);
        Assert.That((await CollectAsync(id)).Fulfilled, Is.Empty);

        FulfilRequest With(params SealedSection[] sections)
        {
            var changed = new FulfilRequest(answer);
            changed.Sections.Clear();
            changed.Sections.AddRange(sections);
            return changed;
        }
    }

    [Test]
    public async Task Fulfil_ByAnotherPartyOrWithoutTheRole_IsRefused()
    {
        var (_, answer) = await OwnSystem.AskedAsync(s_gateway);
        var strangers = await Refusal.OfAsync(() => s_gateway.Wire(Cast.HeadTeacher).Disclosures.FulfilAsync(answer).ResponseAsync);
        Assert.That(strangers.StatusCode, Is.EqualTo(StatusCode.NotFound));
        var worker = await Refusal.OfAsync(() => s_gateway.Wire(Cast.SocialWorker).Disclosures.FulfilAsync(answer).ResponseAsync);
        Assert.That(worker.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
    }

    [Test]
    public async Task Deliver_WhatIsNotLogged_IsRefused()
    {
        var (id, answer) = await OwnSystem.AskedAsync(s_gateway);
        await SocialSystem.FulfilAsync(answer);
        var key = s_gateway.IdentityOf("polisen").Recipient.Public.ToJwk();
        var early = new DeliverRequest { RequestId = id, Sections = { OwnSystem.Wrapped(s_gateway, answer, key, RandomNumberGenerator.GetBytes(32)) } };
        var refused = await Refusal.OfAsync(() => SocialSystem.DeliverAsync(early).ResponseAsync);
        Assert.That(refused.Status.Detail, Does.Contain("its release is not logged"));
    }

    [Test]
    public async Task Deliver_AnotherWrapThanWasLogged_IsRefused()
    {
        var right = await OwnSystem.DeliverableAsync(s_gateway);
        var (_, other) = await OwnSystem.AskedAsync(s_gateway);
        var police = s_gateway.IdentityOf("polisen").Recipient.Public.ToJwk();
        SealedSection[] wrong =
        [
            OwnSystem.Wrapped(s_gateway, other, police, RandomNumberGenerator.GetBytes(32)), // another ciphertext
            WithWrap(right.Sections[0], s_gateway.IdentityOf("skola").Recipient.Public, null), // another's key
            WithWrap(right.Sections[0], EcPublicKey.FromJwk(police), new byte[32]), // bound to nothing that is logged
        ];
        foreach (var section in wrong)
        {
            var deliver = new DeliverRequest { RequestId = right.RequestId, Sections = { section } };
            Assert.That((await Refusal.OfAsync(() => SocialSystem.DeliverAsync(deliver).ResponseAsync)).StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        }
        await SocialSystem.DeliverAsync(right);
        Assert.That((await Refusal.OfAsync(() => SocialSystem.DeliverAsync(right).ResponseAsync)).StatusCode, Is.EqualTo(StatusCode.InvalidArgument), "once");
        Assert.That((await CollectAsync(right.RequestId)).Fulfilled, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Report_WrongData_TakesBackWhatWasDeliveredAndTellsWhoCollectedIt()
    {
        var uncollected = await OwnSystem.DeliverableAsync(s_gateway);
        await SocialSystem.DeliverAsync(uncollected);
        var report = new ReportWrongDataRequest { RequestId = uncollected.RequestId };
        var size = await s_gateway.LogSizeAsync();
        await SocialSystem.ReportWrongDataAsync(report);
        await using (var database = new SqliteConnection($"Data Source={Directory.GetFiles(s_gateway.Folder, "*.db").Single()}"))
        {
            await database.OpenAsync();
            await using var views = database.CreateCommand();
            views.CommandText = "SELECT party FROM log_views WHERE idx >= @size";
            views.Parameters.AddWithValue("@size", size);
            Assert.That(await views.ExecuteScalarAsync(), Is.EqualTo("soc"), "the asker has no view of it");
        }
        Assert.That((await CollectAsync(uncollected.RequestId)).Fulfilled, Is.Empty, "taken back before anybody had it, and nobody is told");

        var collected = await OwnSystem.DeliverableAsync(s_gateway);
        await SocialSystem.DeliverAsync(collected);
        Assert.That((await CollectAsync(collected.RequestId)).Fulfilled, Has.Count.EqualTo(1));
        await SocialSystem.ReportWrongDataAsync(new ReportWrongDataRequest { RequestId = collected.RequestId });
        Assert.That((await CollectAsync(collected.RequestId)).Fulfilled, Is.Empty);
        var told = (await s_gateway.Wire(Cast.Police).FollowUps.ListFollowUpsAsync(new ListFollowUpsRequest())).FollowUps;
        Assert.That(told.Where(f => f.Kind == FollowUpKind.Correction).Select(f => f.Reference), Is.EqualTo([collected.RequestId]));
    }

    [Test]
    public async Task Collect_WhenTheOfficersTrainingHasRunOut_HandsOutNothing()
    {
        var right = await OwnSystem.DeliverableAsync(s_gateway);
        await SocialSystem.DeliverAsync(right);
        await s_gateway.Wire(Cast.Operator).Directory.RegisterOfficerAsync(new RegisterOfficerRequest(Cast.Registration(Cast.Police)) { TrainingValidUntil = Cast.Day(-1) });
        Assert.That((await CollectAsync(right.RequestId)).Fulfilled, Is.Empty);
        await s_gateway.Wire(Cast.Operator).Directory.RegisterOfficerAsync(Cast.Registration(Cast.Police));
        Assert.That((await CollectAsync(right.RequestId)).Fulfilled, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Declare_UnknownCategory_NamesTheField()
    {
        var refused = await Refusal.OfAsync(() => s_gateway.Wire(Cast.Registrar).Directory.DeclareFulfilmentAsync(
            new DeclareFulfilmentRequest { Categories = { "no-such-category" } }).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
    }

    /// <summary>The section with another header on its wrap: that is all the gateway can see of it.</summary>
    private static SealedSection WithWrap(SealedSection section, EcPublicKey recipient, byte[]? partyInfo)
    {
        var parsed = Gateway.Crypto.SealedSection.Parse(section.Envelope.Span, section.Signature);
        var wrap = parsed.Recipients[0] with { KeyId = recipient.KeyId };
        if (partyInfo is not null) wrap = wrap with { PartyInfo = Base64Url.EncodeToString(partyInfo) };
        return new SealedSection(section) { Envelope = Google.Protobuf.ByteString.CopyFrom(parsed.WithRecipients(wrap).ToEnvelopeJson()) };
    }

    private static Task<Answered> CollectAsync(string id) => s_gateway.As(Cast.Police).Disclosures.CollectAsync(id, default);

    private static async Task<RequestResponse> AskAsync(Subject person)
    {
        var opened = Messages.Case(Cast.Police, person);
        await s_gateway.Wire(Cast.Police).Cases.OpenCaseAsync(opened);
        return await s_gateway.Wire(Cast.Police).Disclosures.RequestAsync(Messages.Contact(person, opened.CaseId));
    }

    private static async Task<Subject> HeldAsync(string category, ProtectedIdentity protection = ProtectedIdentity.None)
    {
        var person = People.Adult();
        await s_gateway.As(Cast.Registrar).Records.DepositAsync(Messages.Record(person, protection), [Messages.Section(category)], default);
        return person;
    }

    private static async Task RefusedAsync(FulfilRequest answer, StatusCode status)
    {
        var size = await s_gateway.LogSizeAsync();
        var refused = await Refusal.OfAsync(() => SocialSystem.FulfilAsync(answer).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(status), refused.Status.Detail);
        Assert.That(await s_gateway.LogSizeAsync(), Is.EqualTo(size + (status == StatusCode.InvalidArgument ? 0 : 1)));
    }
}
