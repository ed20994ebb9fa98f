using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gateway.Crypto;
using Gateway.Parties;

namespace Gateway.Audit;

/// <summary>
/// One party's view of an entry, sealed under that party's log keys: salt (32) ‖ length (4, big-endian) ‖ canonical JSON, filled
/// up to a multiple of 512 bytes so that the length does not tell the outcome. The entry's id is the associated data.
/// </summary>
public sealed record SealedView
{
    private const int SaltSize = 32;
    private const int Step = 512;

    private SealedView(PartyId party, ReadOnlyMemory<byte> box, OpenedView opened) => (Party, Box, Opened) = (party, box, opened);

    /// <summary>Whose log keys open it.</summary>
    public PartyId Party { get; }

    /// <summary>The pseudonym that this party finds the entry by; empty where it may not. Not in the leaf.</summary>
    public ReadOnlyMemory<byte> Subject { get; init; }

    /// <summary>See <see cref="SealedBox"/>.</summary>
    public ReadOnlyMemory<byte> Box { get; }

    /// <summary>What was sealed, for the receipts that go out with the commit. Not stored.</summary>
    internal OpenedView Opened { get; }

    /// <summary>Seals a view under a fresh salt.</summary>
    internal static SealedView Seal(PartyId party, string entryId, EntryView view, BoxKeys logKeys)
    {
        var opened = new OpenedView(RandomNumberGenerator.GetBytes(SaltSize), view.Json);
        var json = view.Json.Span;
        var used = SaltSize + 4 + json.Length;
        var plaintext = new byte[(used + Step - 1) / Step * Step];
        opened.Salt.Span.CopyTo(plaintext);
        BinaryPrimitives.WriteInt32BigEndian(plaintext.AsSpan(SaltSize), json.Length);
        json.CopyTo(plaintext.AsSpan(SaltSize + 4));
        return new SealedView(party, SealedBox.Seal(logKeys, plaintext, Encoding.ASCII.GetBytes(entryId)), opened);
    }

    /// <summary>Opens the view and checks it against what the leaf committed to.</summary>
    /// <exception cref="EnvelopeException">Another key or entry, or the view is not the one that was logged.</exception>
    internal static OpenedView Open(
        ReadOnlySpan<byte> box, string entryId, BoxKeys logKeys, ReadOnlySpan<byte> commitment)
    {
        var plaintext = SealedBox.Open(logKeys, box, Encoding.ASCII.GetBytes(entryId));
        var length = plaintext.Length < SaltSize + 4 ? -1 : BinaryPrimitives.ReadInt32BigEndian(plaintext.AsSpan(SaltSize));
        if (length < 0 || length > plaintext.Length - SaltSize - 4)
            throw new EnvelopeException("the view is not laid out as one");
        var opened = new OpenedView(plaintext.AsMemory(0, SaltSize), plaintext.AsMemory(SaltSize + 4, length));
        return commitment.SequenceEqual(opened.Commitment())
            ? opened
            : throw new EnvelopeException("the view is not the one that was logged");
    }
}
