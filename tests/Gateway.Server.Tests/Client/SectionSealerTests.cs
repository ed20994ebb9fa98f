using System.Text;
using Gateway.Client;
using Gateway.Crypto;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Server.Tests.Client;

public sealed class SectionSealerTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("klartext");
    private TwoParties _parties = null!; // set before each test
    private AgreementKey _otherIntake = null!; // set before each test

    [SetUp]
    public void SetUp() => (_parties, _otherIntake) = (new TwoParties(), AgreementKey.Generate());

    [TearDown]
    public async Task TearDown()
    {
        _otherIntake.Dispose();
        await _parties.DisposeAsync();
    }

    [Test]
    public async Task SealAsync_Section_IsSealedToTheIntakeKeyAndSignedByTheParty()
    {
        var section = new PlainSection("contact", "contact", Content) { Version = 2, Marks = ["committed-offence"], PersonIndexes = [0, 1] };
        var wire = await Sealer().SealAsync("rec-1", section, CancellationToken.None);
        var parsed = Parse(wire);

        Assert.That(parsed.Label, Is.EqualTo(new SectionLabel("rec-1", "contact", "contact", 2, "malmo-soc")));
        Assert.That(Envelope.IsSignedBy(parsed, _parties.Holder.Signing.Public));
        Assert.That(Envelope.Open(parsed, _parties.Intake, Envelope.DepositPartyInfo(parsed.Label)), Is.EqualTo(Content));
        Assert.That((wire.Marks.Single(), wire.PersonIndexes.Count, wire.Version), Is.EqualTo(("committed-offence", 2, 2)));
    }

    [Test]
    public async Task OpenOwn_WhatThePartySealed_GivesItBack()
    {
        var wire = await Sealer().SealAsync("rec-1", new PlainSection("contact", "contact", Content), CancellationToken.None);
        Assert.That(Sealer().OpenOwn(wire), Is.EqualTo(Content));
    }

    [Test]
    public async Task OpenOwn_WhatAnotherPartySealed_IsRefused()
    {
        var wire = await Sealer().SealAsync("rec-1", new PlainSection("contact", "contact", Content), CancellationToken.None);
        Assert.That(() => Sealer(_parties.Receiver).OpenOwn(wire), Throws.InstanceOf<EnvelopeException>().With.Message.Contains("not signed"));
    }

    [Test]
    public async Task SealReasonsAsync_ForAHolder_IsSealedToTheHoldersIntakeKeyAndNotTheAskers()
    {
        var wire = await Sealer(_parties.Receiver).SealReasonsAsync("key-0123456789abcdef", Content, "malmo-soc", CancellationToken.None);
        var parsed = Parse(wire);

        Assert.That(parsed.Label, Is.EqualTo(new SectionLabel("key-0123456789abcdef", "reasons", "suspicion", 1, "polisen-syd")));
        Assert.That(Envelope.Open(parsed, _parties.Intake, Envelope.DepositPartyInfo(parsed.Label)), Is.EqualTo(Content));
        Assert.That(parsed.For(_otherIntake.Public.KeyId), Is.Null);
    }

    [Test]
    public void SealAsync_CodeWithTextInIt_IsRefused() => Assert.That(
        () => Sealer().SealAsync("Anna Andersson", new PlainSection("contact", "contact", Content), CancellationToken.None).AsTask(),
        Throws.InstanceOf<EnvelopeException>());

    private SectionSealer Sealer(PartyIdentity? party = null) => new(
        party ?? _parties.Holder,
        (id, _) => ValueTask.FromResult(id == "malmo-soc" ? _parties.Intake.Public : _otherIntake.Public));

    private static SealedSection Parse(Wire.SealedSection wire) => SealedSection.Parse(wire.Envelope.Span, wire.Signature);
}
