using System.Security.Cryptography;
using System.Text;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

internal sealed class RestingSectionTests
{
    private static readonly byte[] _bound = SHA256.HashData("leaf"u8);
    private readonly TestSections _with = new();
    private PartyKeys _holder = null!;

    [SetUp]
    public void TakeKeys() => _holder = new PartyKeys("holder", AgreementKey.FromPkcs8(_with.Intake.ExportPkcs8()), new byte[32]);

    [TearDown]
    public void LetGo() => _holder.Dispose();

    [OneTimeTearDown]
    public void DisposeKeys() => _with.Dispose();

    [Test]
    public void RewrapFor_WhatWasStored_OpensForTheRecipientWithTheSendersSignature()
    {
        var section = _with.Seal();
        var released = Stored(RestingSection.Of(section, _holder)).RewrapFor(_with.Receiver.Public, _bound, _holder);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Envelope.Open(released, _with.Receiver, _bound), Is.EqualTo("klartext"u8.ToArray()));
            Assert.That(Envelope.IsSignedBy(released, _with.Sender.Public), Is.True);
            Assert.That(released.CiphertextDigest.ToArray(), Is.EqualTo(section.CiphertextDigest.ToArray()));
        }
    }

    [Test]
    public void ToEnvelopeJson_HasNoRecipient_SoThatTheIntakeKeyAloneOpensNothingStored()
    {
        var resting = RestingSection.Of(_with.Seal(), _holder);
        var stored = Encoding.UTF8.GetString(resting.ToEnvelopeJson());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stored, Does.Contain("\"recipients\":[]"));
            Assert.That(() => SealedSection.Parse(resting.ToEnvelopeJson(), resting.Signature), Throws.TypeOf<EnvelopeException>());
            Assert.That(resting.ContentKey.Length, Is.EqualTo(65));
        }
    }

    [Test]
    public void Of_SealedToAnotherKey_IsRefused()
    {
        using var other = new PartyKeys("holder", AgreementKey.Generate(), new byte[32]);
        Assert.That(() => RestingSection.Of(_with.Seal(), other), Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void Parse_EnvelopeWithARecipient_IsRefused()
    {
        var section = _with.Seal();
        var key = RestingSection.Of(section, _holder).ContentKey;
        Assert.That(() => RestingSection.Parse(section.ToEnvelopeJson(), section.Signature, key),
            Throws.TypeOf<EnvelopeException>().With.Message.Contains("no recipients"));
    }

    [Test]
    public void RewrapFor_ContentKeyOfAnotherVersion_IsRefused()
    {
        var old = _with.Seal();
        var correction = Envelope.Seal(
            "rättat"u8, TestSections.Label with { Version = TestSections.Label.Version + 1 }, _with.Sender, _with.Intake.Public);
        var taken = RestingSection.Of(correction, _holder);
        var moved = RestingSection.Parse(taken.ToEnvelopeJson(), taken.Signature, RestingSection.Of(old, _holder).ContentKey);
        Assert.That(() => moved.RewrapFor(_with.Receiver.Public, _bound, _holder), Throws.TypeOf<EnvelopeException>());
    }

    [TestCase("another holder", 0)]
    [TestCase("holder", 1)]
    public void RewrapFor_AnotherPartysStorageKey_IsRefused(string party, byte logKey)
    {
        using var other = new PartyKeys(party, AgreementKey.FromPkcs8(_with.Intake.ExportPkcs8()), Enumerable.Repeat(logKey, 32).ToArray());
        var stored = Stored(RestingSection.Of(_with.Seal(), _holder));
        Assert.That(() => stored.RewrapFor(_with.Receiver.Public, _bound, other), Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void RewrapFor_EveryByteOfTheContentKeyFlipped_IsRefused()
    {
        var taken = RestingSection.Of(_with.Seal(), _holder);
        for (var i = 0; i < taken.ContentKey.Length; i++)
        {
            var flipped = taken.ContentKey.ToArray();
            flipped[i] ^= 1;
            var stored = RestingSection.Parse(taken.ToEnvelopeJson(), taken.Signature, flipped);
            Assert.That(() => stored.RewrapFor(_with.Receiver.Public, _bound, _holder), Throws.TypeOf<EnvelopeException>().Or.TypeOf<KeysUnavailableException>(), $"byte {i}");
        }
    }

    private static RestingSection Stored(RestingSection taken) =>
        RestingSection.Parse(taken.ToEnvelopeJson(), taken.Signature, taken.ContentKey);
}
