using Gateway.Audit;
using Gateway.Client;
using Gateway.Crypto;
using Gateway.Protocol.V1;
using Gateway.Server.Tests.Keys;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A recipient key is proved, replaced by two, revoked by one; nothing is wrapped for one that may not be used.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RecipientKeyTests : IAsyncDisposable
{
    private static readonly Official OtherRegistrar = new("polisen", "sten", "19710113", "registrar");

    private RunningGateway _gateway = null!;

    private string CurrentKey => _gateway.IdentityOf("polisen").Recipient.Public.KeyId;

    private KeyService.KeyServiceClient Keys => _gateway.Wire(Cast.Police).Keys;

    [SetUp]
    public async Task StartAsync()
    {
        _gateway = await RunningGateway.StartAsync();
        await _gateway.Wire(Cast.Operator).Directory.RegisterOfficerAsync(Cast.Registration(OtherRegistrar));
    }

    public async ValueTask DisposeAsync() => await _gateway.DisposeAsync();

    /// <summary>A party that was registered on the common server, its registrar and its recipient key.</summary>
    public static async Task<(Official Registrar, string Key)> RegisteredAsync()
    {
        var id = Town.Name("part");
        await Town.Wire(Cast.Operator).Directory.RegisterPartyAsync(Town.Gateway.WithKeys(new Party { PartyId = id, Name = "Ny", Kind = PartyKind.Customs }));
        return (await Newcomer.AtAsync(id, "registrar"), Town.Gateway.IdentityOf(id).Recipient.Public.KeyId);
    }

    [Test]
    public async Task Key_Replaced_CountsAtOnceAndTheEarlierOneOpensWhatWasReleasedUnderIt()
    {
        var earlier = CurrentKey;
        var (before, after) = (await AssessedAsync(), await AssessedAsync());
        var old = (await CollectAsync(before)).Release;
        await ReplaceAsync();
        var fresh = (await CollectAsync(after)).Release;
        Assert.That((old.RecipientKeyThumbprint, fresh.RecipientKeyThumbprint), Is.EqualTo((earlier, CurrentKey)));
        Assert.That(CurrentKey, Is.Not.EqualTo(earlier));
        foreach (var release in new[] { old, fresh })
            Assert.That((await _gateway.As(Cast.Police).Releases.OpenAsync(release, CancellationToken.None)).Sections, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Replacement_ByOneAlone_ChangesNothing()
    {
        var earlier = CurrentKey;
        var identity = _gateway.Renew("polisen");
        var proposed = await Keys.ProposeRecipientKeyAsync(identity.Propose(Cast.DayIn(months: 12), "Dnr 1"));
        var proposals = _gateway.Wire(Cast.Police).Proposals;
        var proposal = (await proposals.ListProposalsAsync(new ListProposalsRequest())).Proposals.Single();
        Assert.That(proposal.ProposalId, Is.EqualTo(proposed.ProposalId));
        var refused = await Refusal.OfAsync(() => proposals.ApproveProposalAsync(
            new ApproveProposalRequest { ProposalId = proposal.ProposalId, Digest = proposal.Digest }).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
        Assert.That((await CollectAsync(await AssessedAsync())).Release.RecipientKeyThumbprint, Is.EqualTo(earlier));
    }

    [Test]
    public async Task Key_NotProvedOrOutOfTime_IsRefused()
    {
        var identity = _gateway.Renew("polisen");
        var good = identity.Propose(Cast.DayIn(months: 12), "Dnr 1");
        using var others = new PartyIdentity(new Parties.PartyId("soc"), identity.Recipient, identity.Signing);
        (ProposeRecipientKeyRequest Request, string Field)[] cases =
        [
            (new(good) { Proof = "" }, "proof"), (new(good) { ValidUntil = Cast.Day(months: 11) }, "proof"),
            (new(good) { Proof = others.Propose(Cast.DayIn(months: 12), "").Proof }, "proof"),
            (new(good) { RecipientKey = _gateway.IdentityOf("soc").Recipient.Public.ToJwk() }, "proof"),
            (identity.Propose(Cast.DayIn(months: 25), "Dnr 1"), "valid_until"), (identity.Propose(Cast.DayIn(months: -1), "Dnr 1"), "valid_until"),
        ];
        foreach (var (request, field) in cases)
        {
            var refused = await Refusal.OfAsync(() => Keys.ProposeRecipientKeyAsync(request).ResponseAsync);
            Assert.That(Refusal.FieldsOf(refused), Is.EqualTo([field]), refused.Status.Detail);
        }
        await Keys.ProposeRecipientKeyAsync(good);
    }

    [Test]
    public async Task Party_WithoutAProofOfItsKey_IsNotRegistered()
    {
        var good = _gateway.WithKeys(new Party { PartyId = "tullen", Name = "Tullverket", Kind = PartyKind.Customs });
        var late = _gateway.IdentityOf("tullen").Register(good.Party, Cast.DayIn(months: 25));
        var directory = _gateway.Wire(Cast.Operator).Directory;
        foreach (var (request, field) in ((RegisterPartyRequest, string)[])[
            (new(good) { RecipientKeyProof = "" }, "recipient_key_proof"),
            (new(good) { RecipientKeyProof = _gateway.WithKeys(new Party { PartyId = "soc" }).RecipientKeyProof }, "recipient_key_proof"),
            (late, "party.recipient_key_valid_until")])
        {
            var refused = await Refusal.OfAsync(() => directory.RegisterPartyAsync(request).ResponseAsync);
            Assert.That(Refusal.FieldsOf(refused), Is.EqualTo([field]), refused.Status.Detail);
        }
        await directory.RegisterPartyAsync(good);
    }

    [Test]
    public async Task Key_OfAnother_IsNotRegisteredAgain()
    {
        var polisen = _gateway.IdentityOf("polisen");
        using var signing = SigningKey.Generate();
        using var thief = new PartyIdentity(new Parties.PartyId("tullen"), polisen.Recipient, signing);
        var request = thief.Register(new Party { Name = "Tullverket", Kind = PartyKind.Customs }, Cast.DayIn(months: 12));
        var refused = await Refusal.OfAsync(() => _gateway.Wire(Cast.Operator).Directory.RegisterPartyAsync(request).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.AlreadyExists));
    }

    [Test]
    public async Task Key_Revoked_NothingIsReleasedUntilItIsReplaced()
    {
        var asked = await AssessedAsync();
        await RevokeAsync(CurrentKey, compromised: false);
        var size = await _gateway.LogSizeAsync();
        var refused = await Refusal.OfAsync(() => CollectAsync(asked));
        Assert.That((refused.StatusCode, refused.Status.Detail.Contains("recipient key of `polisen` is revoked", StringComparison.Ordinal)),
            Is.EqualTo((StatusCode.FailedPrecondition, true)), refused.Status.Detail);
        var kinds = new GatewayFile(_gateway.Folder).KindsFrom(size);
        Assert.That(kinds, Is.EqualTo([EntryKind.Request, EntryKind.Request, EntryKind.Request, EntryKind.Request, EntryKind.Refusal]), "decided and logged");

        // Who writes to the database does not bring it back.
        new GatewayFile(_gateway.Folder).Run("UPDATE parties SET recipient_key_revoked = '' WHERE id = 'polisen'");
        Assert.That((await Refusal.OfAsync(() => CollectAsync(asked))).StatusCode, Is.EqualTo(StatusCode.Internal));
        new GatewayFile(_gateway.Folder).Run("UPDATE parties SET recipient_key_revoked = 'Withdrawn' WHERE id = 'polisen'");

        await ReplaceAsync();
        Assert.That((await CollectAsync(asked)).Release.RecipientKeyThumbprint, Is.EqualTo(CurrentKey));
    }

    [Test]
    public async Task Alert_ForAKeyThatIsRevoked_IsNotOpened()
    {
        var push = Messages.Concern(People.Child());
        push.IdempotencyKey = Town.Name("key-of-an-alert");
        var alert = (await _gateway.As(Cast.Police).Alerts.PushAsync(push, [Messages.Section("event")], CancellationToken.None)).AlertId;
        await _gateway.Wire(Cast.Registrar).Keys.RevokeRecipientKeyAsync(
            new RevokeRecipientKeyRequest { KeyId = _gateway.IdentityOf("soc").Recipient.Public.KeyId });
        var refused = await Refusal.OfAsync(() => _gateway.Wire(Cast.SocialWorker).Alerts.OpenAsync(new OpenRequest { AlertId = alert }).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition), refused.Status.Detail);
        Assert.That((await _gateway.Wire(Cast.Police).Alerts.TrackAsync(new TrackRequest { AlertId = alert })).State, Is.Not.EqualTo(AlertState.Opened));
    }

    [Test]
    public async Task Fulfilment_WrappedForAKeyThatIsRevokedSince_IsNeitherDeliveredNorHandedOver()
    {
        await _gateway.Wire(Cast.Registrar).Directory.DeclareFulfilmentAsync(new DeclareFulfilmentRequest { Categories = { "contact" } });
        var (delivered, late) = (await OwnSystem.DeliverableAsync(_gateway), await OwnSystem.DeliverableAsync(_gateway));
        var system = _gateway.Wire(Cast.SocialSystem).Disclosures;
        await system.DeliverAsync(delivered);
        Assert.That((await CollectAsync(delivered.RequestId)).Fulfilled, Has.Count.EqualTo(1));
        await RevokeAsync(CurrentKey, compromised: true);
        await ReplaceAsync();
        foreach (var call in (Func<Task>[])[() => system.DeliverAsync(late).ResponseAsync, () => CollectAsync(delivered.RequestId)])
        {
            var refused = await Refusal.OfAsync(call);
            Assert.That((refused.StatusCode, refused.Status.Detail.Contains("revoked since", StringComparison.Ordinal)),
                Is.EqualTo((StatusCode.FailedPrecondition, true)), refused.Status.Detail);
        }
    }

    [Test]
    public async Task Revocation_IsByTheKeysPartyAloneAndNeverTakenBack()
    {
        var (key, others) = (CurrentKey, await Refusal.OfAsync(() => RevokeAsync(_gateway.IdentityOf("soc").Recipient.Public.KeyId, compromised: true)));
        Assert.That(others.StatusCode, Is.EqualTo(StatusCode.NotFound));
        await RevokeAsync(key, compromised: false);
        await RevokeAsync(key, compromised: true);
        foreach (var compromised in new[] { false, true })
            Assert.That((await Refusal.OfAsync(() => RevokeAsync(key, compromised))).StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
    }

    [Test]
    public async Task Key_Compromised_EveryReleaseThatItOpensIsListed()
    {
        var requests = new List<string>();
        for (var i = 0; i < 2; i++) requests.Add(await AssessedAsync());
        foreach (var request in requests) await CollectAsync(request);
        var never = await AssessedAsync();
        var key = CurrentKey;
        await RevokeAsync(key, compromised: true);
        await Refusal.OfAsync(() => CollectAsync(never));
        await ReplaceAsync();
        await CollectAsync(never);

        var own = await Keys.ListReleasesOfKeyAsync(new ListReleasesOfKeyRequest { KeyId = key });
        Assert.That(own.Releases.Select(r => r.Reference), Is.EqualTo(requests));
        Assert.That(own.Releases.Select(r => $"{r.HolderPartyId} {r.ReceiverPartyId} {r.Kind} {string.Join(',', r.Categories)}").Distinct(),
            Is.EqualTo(["soc polisen request contact"]));
        Assert.That((own.Next, own.Receipts.Count), Is.EqualTo(("", 1)));
    }

    [Test]
    public async Task Releases_OfAKey_AreToldToAReviewerAsFarAsItsPartyDisclosedThem()
    {
        await CollectAsync(await AssessedAsync());
        var asked = new ListReleasesOfKeyRequest { KeyId = CurrentKey };
        Assert.That((await _gateway.Wire(Cast.Reviewer).Keys.ListReleasesOfKeyAsync(asked)).Releases, Has.Count.EqualTo(1));
        Assert.That((await _gateway.Wire(Cast.PoliceReviewer).Keys.ListReleasesOfKeyAsync(asked)).Releases, Is.Empty, "the police disclosed nothing");
        var registrar = await Refusal.OfAsync(() => _gateway.Wire(Cast.HeadTeacher).Keys.ListReleasesOfKeyAsync(asked).ResponseAsync);
        Assert.That(registrar.StatusCode, Is.EqualTo(StatusCode.NotFound), "a registrar of another party");
    }

    private async Task<string> AssessedAsync()
    {
        var asked = await VaultTown.AskedAsync(_gateway);
        await VaultTown.AssessAsync(_gateway, asked);
        return asked.RequestId;
    }

    private async Task<CollectResponse> CollectAsync(string request) =>
        await _gateway.Wire(Cast.Police).Disclosures.CollectAsync(new CollectRequest { RequestId = request });

    private async Task RevokeAsync(string key, bool compromised) =>
        await Keys.RevokeRecipientKeyAsync(new RevokeRecipientKeyRequest { KeyId = key, Compromised = compromised, RegistrationNumber = "Dnr 2" });

    private async Task ReplaceAsync()
    {
        await Keys.ProposeRecipientKeyAsync(_gateway.Renew("polisen").Propose(Cast.DayIn(months: 12), "Dnr 3"));
        var proposals = _gateway.Wire(OtherRegistrar).Proposals;
        var proposal = (await proposals.ListProposalsAsync(new ListProposalsRequest())).Proposals.Single();
        await proposals.ApproveProposalAsync(new ApproveProposalRequest { ProposalId = proposal.ProposalId, Digest = proposal.Digest });
    }
}
