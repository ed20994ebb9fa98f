using System.Security.Cryptography;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

internal sealed class SealedBoxTests
{
    private static readonly BoxKeys Key = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(5000)]
    public void Open_WhatWasSealed_GivesItBack(int size)
    {
        var plaintext = RandomNumberGenerator.GetBytes(size);
        var box = SealedBox.Seal(Key, plaintext, "what"u8);
        Assert.That(SealedBox.Open(Key, box, "what"u8), Is.EqualTo(plaintext));
        Assert.That(box, Has.Length.EqualTo(size + 33));
    }

    [Test]
    public void Seal_SamePlaintextTwice_GivesDifferentBoxes()
    {
        var first = SealedBox.Seal(Key, "a"u8, ""u8);
        Assert.That(SealedBox.Seal(Key, "a"u8, ""u8), Is.Not.EqualTo(first));
    }

    [Test]
    public void Open_AnyByteChanged_IsRefused()
    {
        var box = SealedBox.Seal(Key, "secret"u8, "what"u8);
        for (var i = 0; i < box.Length; i++)
        {
            var changed = box.ToArray();
            changed[i] ^= 1;
            Assert.That(() => SealedBox.Open(Key, changed, "what"u8),
                Throws.TypeOf<EnvelopeException>().Or.TypeOf<KeysUnavailableException>(), $"byte {i}");
        }
    }

    [Test]
    public void Open_CutAnywhere_IsRefused()
    {
        var box = SealedBox.Seal(Key, "secret"u8, "what"u8);
        for (var size = 0; size < box.Length; size++)
            Assert.That(() => SealedBox.Open(Key, box.AsSpan(0, size), "what"u8),
                Throws.TypeOf<EnvelopeException>(), $"{size} bytes");
    }

    [Test]
    public void Open_OtherAssociatedData_IsRefused()
    {
        var box = SealedBox.Seal(Key, "secret"u8, "row 1"u8);
        Assert.That(() => SealedBox.Open(Key, box, "row 2"u8), Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void Open_OtherKey_IsRefused()
    {
        var box = SealedBox.Seal(Key, "secret"u8, "what"u8);
        Assert.That(() => SealedBox.Open(new BoxKeys(new byte[32]), box, "what"u8), Throws.TypeOf<EnvelopeException>());
    }

    [TestCase(16)]
    [TestCase(24)]
    public void Seal_ShorterKey_IsRefused(int size) =>
        Assert.That(() => new BoxKeys(new byte[size]), Throws.ArgumentException);
}
