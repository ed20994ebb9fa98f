namespace Gateway.Records;

/// <summary>What a holder's own system sealed for one request, and how far it has come.</summary>
/// <param name="Section">The section, as decisions see it: its record is the request, its id the category.</param>
public sealed record StoredFulfilment(StoredSection Section)
{
    /// <summary>The release that was logged for it; null before there is one.</summary>
    public FulfilmentRelease? Release { get; init; }

    /// <summary>The envelope with the receiver as its one recipient; empty until the holder has delivered it.</summary>
    public ReadOnlyMemory<byte> Envelope { get; init; }

    /// <summary>Whether the asker can have it.</summary>
    public bool IsDelivered => !Envelope.IsEmpty;
}

/// <summary>A logged release of what the holder wraps itself.</summary>
/// <param name="Entries">Ids of the entries, in the order that the wrap binds.</param>
/// <param name="RecipientKeyId">The one key that the entries commit to, RFC 7638 thumbprint in base64url.</param>
/// <param name="PartyInfo">The <c>apv</c> that the holder's wrap has to bear.</param>
/// <param name="SealedSalt">The salts of its entries' commitments, sealed under the asker's log key.</param>
/// <param name="At">When it was decided.</param>
public sealed record FulfilmentRelease(
    IReadOnlyList<string> Entries, string RecipientKeyId, ReadOnlyMemory<byte> PartyInfo, ReadOnlyMemory<byte> SealedSalt, DateTimeOffset At);
