using Gateway.Cli;
using Gateway.Client;
using Gateway.Crypto;
using Gateway.Protocol.V1;
using Gateway.Server.Tests.Keys;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A party's signing key is replaced by two of its registrars; what the earlier one signed opens, unless it was compromised.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SigningKeyTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-signing-").FullName;
    private RunningGateway _gateway = null!; // set before each test

    private KeyService.KeyServiceClient Keys => _gateway.Wire(Cast.Registrar).Keys;

    [SetUp]
    public async Task StartAsync() => _gateway = await RunningGateway.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Key_Replaced_WhatEitherSignedIsOpenedAndOnlyTheNewOneSigns()
    {
        var (before, read) = (await AssessedAsync(), await AssessedAsync());
        await VaultTown.CollectAsync(_gateway, read); // the receiver keeps the holder's key for minutes
        var earlier = _gateway.IdentityOf("soc").Signing.Public;
        await ReplaceAsync(isEarlierCompromised: false);
        var after = await AssessedAsync();
        foreach (var asked in (WaitingRequest[])[before, after])
            Assert.That((await VaultTown.CollectAsync(_gateway, asked)).Sections, Has.Count.EqualTo(1));

        var party = (await _gateway.Wire(Cast.Police).Directory.GetPartyAsync(new GetPartyRequest { PartyId = "soc" })).Party;
        Assert.That(EcPublicKey.FromJwk(party.EarlierSigningKeys.Single()), Is.EqualTo(earlier));
        Assert.That(EcPublicKey.FromJwk(party.SigningKey), Is.EqualTo(_gateway.IdentityOf("soc").Signing.Public));
    }

    [Test]
    public async Task Deposit_SignedByTheReplacedKey_IsRefused()
    {
        var old = _gateway.IdentityOf("soc").Signing;
        await ReplaceAsync(isEarlierCompromised: false);
        var deposit = new DepositRequest(Messages.Record(People.Adult()));
        var intake = EcPublicKey.FromJwk((await _gateway.Wire(Cast.Police).Directory.GetPartyAsync(new GetPartyRequest { PartyId = "soc" })).Party.IntakeKey);
        foreach (var (signer, isRefused) in ((SigningKey, bool)[])[(old, true), (_gateway.IdentityOf("soc").Signing, false)])
        {
            var section = Envelope.Seal("Uppgift."u8, new SectionLabel(deposit.RecordId, "avsnitt", "contact", 1, "soc"), signer, intake);
            var request = new DepositRequest(deposit) { Sections = { Envelopes.Wire(section, "contact") } };
            var call = () => _gateway.Wire(Cast.Registrar).Records.DepositAsync(request).ResponseAsync;
            if (isRefused) await Intake.RefusedAsync(call);
            else await call();
        }
    }

    [Test]
    public async Task Key_Compromised_WhatItSignedIsRefusedUntilItIsDepositedAnew()
    {
        var asked = await AssessedAsync();
        await ReplaceAsync(isEarlierCompromised: true);
        Assert.That(() => VaultTown.CollectAsync(_gateway, asked), Throws.InstanceOf<ReleaseRefusedException>().With.Message.Contains("not its holder's"));
        Assert.That((await VaultTown.CollectAsync(_gateway, await AssessedAsync())).Sections, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Key_FoundCompromisedAfterItsReplacement_IsTakenOffByTheNext()
    {
        var asked = await AssessedAsync();
        var first = _gateway.IdentityOf("soc").Signing.Public.KeyId;
        await ReplaceAsync(isEarlierCompromised: false);
        var between = await AssessedAsync();
        using var next = SigningKey.Generate();
        await Keys.ProposeSigningKeyAsync(new(Proposed(next)) { CompromisedKeyIds = { first } });
        await ApproveAsync(Cast.OtherRegistrar);
        Assert.That(() => VaultTown.CollectAsync(_gateway, asked), Throws.InstanceOf<ReleaseRefusedException>());
        Assert.That((await VaultTown.CollectAsync(_gateway, between)).Sections, Has.Count.EqualTo(1), "the key in between was not");
    }

    [Test]
    public async Task Proposal_NotProvedOrOfAKeyThatIsUsed_IsRefused()
    {
        var (good, others) = (Proposed("soc"), Proposed("skola"));
        (ProposeSigningKeyRequest Request, string Field)[] cases =
        [
            (new(good) { Proof = "" }, "proof"), (new(good) { Proof = others.Proof }, "proof"), (new(good) { SigningKey = others.SigningKey }, "proof"),
            (others, "proof"), (new(good) { SigningKey = "{}" }, "signing_key"), (new(good) { RegistrationNumber = "" }, "registration_number"),
            (Proposed(_gateway.IdentityOf("soc").Signing), "signing_key"),
            (new(good) { CompromisedKeyIds = { _gateway.IdentityOf("skola").Signing.Public.KeyId } }, "compromised_key_ids"),
        ];
        foreach (var (request, field) in cases)
        {
            var refused = await Refusal.OfAsync(() => Keys.ProposeSigningKeyAsync(request).ResponseAsync);
            Assert.That(Refusal.FieldsOf(refused), Is.EqualTo([field]), refused.Status.Detail);
        }
        await Keys.ProposeSigningKeyAsync(good);
    }

    [Test]
    public async Task Proposal_OfOneAlone_ChangesNothing()
    {
        await Keys.ProposeSigningKeyAsync(Proposed("soc"));
        var refused = await Refusal.OfAsync(() => ApproveAsync(Cast.Registrar));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
        Assert.That((await VaultTown.CollectAsync(_gateway, await AssessedAsync())).Sections, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Party_GivenAnEarlierKeyInTheDatabase_IsNoLongerTheOneRegistered()
    {
        using var thief = SigningKey.Generate();
        new GatewayFile(_gateway.Folder).Run($"UPDATE parties SET earlier_signing_keys = json_array('{thief.Public.ToJwk()}') WHERE id = 'soc'");
        var refused = await Refusal.OfAsync(() => _gateway.Wire(Cast.Police).Directory.GetPartyAsync(new GetPartyRequest { PartyId = "soc" }).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.Internal));
    }

    [Test]
    public async Task CommandLine_NewSigningApprovedAndAdopted_SignsWithTheNewKey()
    {
        using var created = PartyIdentity.Create(new Parties.PartyId("soc"), _folder);
        var (early, _) = await RunAsync("adopt-signing", "--party", "soc", "--identity", _folder);
        Assert.That(early, Is.EqualTo(1), "there is none yet");
        Assert.That((await RunAsync("new-signing", "--party", "soc", "--identity", _folder, "--number", "Dnr 1")).Code, Is.Zero);
        Assert.That((await RunAsync("adopt-signing", "--party", "soc", "--identity", _folder)).Code, Is.EqualTo(1), "it is not approved yet");
        await ApproveAsync(Cast.OtherRegistrar);
        var (adopted, said) = await RunAsync("adopt-signing", "--party", "soc", "--identity", _folder);
        Assert.That((adopted, said.Trim()), Is.EqualTo((0, "adopted")));

        using var now = PartyIdentity.Load(new Parties.PartyId("soc"), _folder);
        var party = (await _gateway.Wire(Cast.Police).Directory.GetPartyAsync(new GetPartyRequest { PartyId = "soc" })).Party;
        Assert.That(now.Signing.Public, Is.EqualTo(EcPublicKey.FromJwk(party.SigningKey)).And.Not.EqualTo(created.Signing.Public));
        Assert.That(Directory.GetFiles(_folder).Select(Path.GetFileName), Is.EquivalentTo(["recipient.pem", "signing.pem"]));
    }

    private async Task<WaitingRequest> AssessedAsync()
    {
        var asked = await VaultTown.AskedAsync(_gateway);
        await VaultTown.AssessAsync(_gateway, asked);
        return asked;
    }

    private async Task ReplaceAsync(bool isEarlierCompromised)
    {
        var next = SigningKey.Generate();
        string[] compromised = isEarlierCompromised ? [_gateway.IdentityOf("soc").Signing.Public.KeyId] : [];
        await Keys.ProposeSigningKeyAsync(new(Proposed(next)) { CompromisedKeyIds = { compromised } });
        await ApproveAsync(Cast.OtherRegistrar);
        _gateway.SignWith("soc", next);
    }

    private async Task ApproveAsync(Official officer)
    {
        var proposals = _gateway.Wire(officer).Proposals;
        var proposal = (await proposals.ListProposalsAsync(new ListProposalsRequest())).Proposals.Single();
        await proposals.ApproveProposalAsync(new ApproveProposalRequest { ProposalId = proposal.ProposalId, Digest = proposal.Digest });
    }

    /// <summary>A new key with its proof.</summary>
    public static ProposeSigningKeyRequest Proposed(string party)
    {
        using var key = SigningKey.Generate();
        return Proposed(key, party);
    }

    private static ProposeSigningKeyRequest Proposed(SigningKey key, string party = "soc") => new()
    {
        SigningKey = key.Public.ToJwk(), Proof = KeyPossession.Prove(party, key), RegistrationNumber = "Dnr 3",
    };

    private async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        var token = Path.Combine(Path.GetTempPath(), Path.GetFileName(_folder) + ".token");
        await File.WriteAllTextAsync(token, _gateway.TokenOf(Cast.Registrar));
        using var output = new StringWriter();
        var code = await GatewayCommand.InvokeAsync(
            ["keys", .. args, "--address", _gateway.Address, "--authority", _gateway.AuthorityFile, "--token", token], output, output);
        File.Delete(token);
        return (code, output.ToString());
    }
}
