using System.Text;
using Gateway.Client;
using Gateway.Crypto;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Server.Tests.Client;

public sealed class DisclosureClientTests
{
    private static readonly byte[] Reasons = Encoding.UTF8.GetBytes("KANARIEFAGEL-7391");
    private static readonly Wire.RequestRequest Asked = new() { HolderPartyId = "malmo-soc", Purpose = "crime-prevention" };

    private TwoParties _parties = null!; // set before each test
    private StubGateway _gateway = null!; // set before each test
    private GatewayConnection _connection = null!; // set before each test
    private DisclosureClient _disclosures = null!; // set before each test

    [SetUp]
    public async Task SetUp()
    {
        _parties = new TwoParties();
        _gateway = await StubGateway.StartAsync(_parties);
        _connection = _gateway.Connect();
        _disclosures = new PartyClient(_connection, _parties.Receiver, _parties.State, SqliteLog.Signer.Verifier).Disclosures;
    }

    [TearDown]
    public async Task TearDown()
    {
        await _connection.DisposeAsync();
        await _gateway.DisposeAsync();
        await _parties.DisposeAsync();
    }

    [Test]
    public async Task PrepareAsync_WithReasons_SealsThemToTheHolderUnderTheKeyOfTheRequest()
    {
        var prepared = await _disclosures.PrepareAsync(Asked, Reasons, CancellationToken.None);
        var sealedReasons = SealedSection.Parse(prepared.Reasons.Envelope.Span, prepared.Reasons.Signature);

        Assert.That(sealedReasons.Label, Is.EqualTo(new SectionLabel(prepared.IdempotencyKey, "reasons", "suspicion", 1, "polisen-syd")));
        Assert.That(Envelope.Open(sealedReasons, _parties.Intake, Envelope.DepositPartyInfo(sealedReasons.Label)), Is.EqualTo(Reasons));
        Assert.That(Envelope.IsSignedBy(sealedReasons, _parties.Receiver.Signing.Public));
    }

    [Test]
    public async Task PrepareAsync_WithoutReasons_SendsNone()
    {
        var prepared = await _disclosures.PrepareAsync(Asked, default, CancellationToken.None);
        Assert.That(prepared.Reasons, Is.Null);
        Assert.That(prepared.IdempotencyKey, Does.Match("^[0-9a-f]{32}$"));
    }

    [Test]
    public async Task RequestAsync_Permit_OpensWhatWasReleased()
    {
        var release = await _parties.ReleaseAsync();
        _gateway.Answer = new Wire.RequestResponse { RequestId = "r-1", Release = release, Receipts = { release.Receipts } };
        var prepared = await _disclosures.PrepareAsync(Asked, default, CancellationToken.None);
        var answered = await _disclosures.RequestAsync(prepared, CancellationToken.None);

        Assert.That(_gateway.Requests.Single(), Is.EqualTo(prepared));
        Assert.That(answered.Release?.Sections.Select(s => Encoding.UTF8.GetString(s.Content.Span)), Is.EqualTo(new[] { "klartext" }));
        Assert.That((answered.RequestId, answered.IsClosed, answered.Entries.Count), Is.EqualTo(("r-1", false, 2)));
    }

    [Test]
    public async Task RequestAsync_NothingReleased_GivesTheProvenEntries()
    {
        var release = await _parties.ReleaseAsync();
        _gateway.Answer = new Wire.RequestResponse { RequestId = "r-1", Receipts = { release.Receipts } };
        var answered = await _disclosures.RequestAsync(Asked, CancellationToken.None);
        Assert.That(answered.Release, Is.Null);
        Assert.That(answered.Entries, Has.Count.EqualTo(2));
    }

    [Test]
    public void RequestAsync_AnswerNotLogged_IsRefused()
    {
        _gateway.Answer = new Wire.RequestResponse { RequestId = "r-1" };
        Assert.That(() => _disclosures.RequestAsync(Asked, CancellationToken.None), Throws.InstanceOf<ReceiptRefusedException>());
    }

    [Test]
    public async Task CollectAsync_ReleaseWithAChangedProof_IsRefused()
    {
        var release = await _parties.ReleaseAsync();
        _gateway.Answer = new Wire.RequestResponse { Release = release.Clone(), Receipts = { release.Receipts } };
        Assert.That((await _disclosures.CollectAsync("r-1", CancellationToken.None)).IsClosed);

        _gateway.Answer.Release.Receipts.RemoveAt(1);
        Assert.That(() => _disclosures.CollectAsync("r-1", CancellationToken.None), Throws.InstanceOf<ReleaseRefusedException>());
    }

    [Test]
    public async Task OpenReasonsAsync_OfAWaitingRequest_GivesThemOrNothing()
    {
        var reasons = await _disclosures.OpenReasonsAsync(new Wire.WaitingRequest { Reasons = await _parties.ReleaseAsync() }, CancellationToken.None);
        Assert.That(reasons?.Sections, Has.Count.EqualTo(1));
        Assert.That(await _disclosures.OpenReasonsAsync(new Wire.WaitingRequest(), CancellationToken.None), Is.Null);
    }
}
