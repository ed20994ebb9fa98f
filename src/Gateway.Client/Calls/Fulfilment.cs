using Gateway.Crypto;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>
/// The answer of a party's own system to one request: sealed to the party itself until the release is in the log, and only then wrapped
/// for the receiver (design §5). Not safe for concurrent use.
/// </summary>
public sealed class Fulfilment
{
    private readonly GatewayConnection _connection;
    private readonly Wire.DisclosureService.DisclosureServiceClient _client;
    private readonly SectionSealer _sealer;
    private readonly ReceiptVerifier _receipts;
    private readonly Wire.FulfilRequest _request;
    private readonly IReadOnlyList<SealedAttachment> _attachments;
    private readonly ChunkUploader _uploads;

    internal Fulfilment(GatewayConnection connection, Wire.DisclosureService.DisclosureServiceClient client, SectionSealer sealer,
        ReceiptVerifier receipts, Wire.FulfilRequest request, IReadOnlyList<SealedAttachment> attachments, ChunkUploader uploads) =>
        (_connection, _client, _sealer, _receipts, _request, _attachments, _uploads) =
            (connection, client, sealer, receipts, request, attachments, uploads);

    /// <summary>The decision on each category asked for, when it was last decided.</summary>
    public IReadOnlyList<Wire.SectionDecision> Decisions { get; private set; } = [];

    /// <summary>The entries of that decision, proven.</summary>
    public IReadOnlyList<ProvenEntry> Entries { get; private set; } = [];

    /// <summary>Categories that were delivered.</summary>
    public IReadOnlyList<string> Delivered { get; private set; } = [];

    /// <summary>Has it decided, again after officers have answered, and delivers what was logged as released.</summary>
    /// <exception cref="ReceiptRefusedException">A receipt proves nothing; nothing is delivered.</exception>
    /// <exception cref="GatewayException">The call failed; it can be made again.</exception>
    public async Task GoOnAsync(CancellationToken ct)
    {
        var response = await _connection.CallAsync(o => _client.FulfilAsync(_request, o), ct);
        Entries = await _receipts.VerifyAsync(response.Receipts, ct);
        Decisions = response.Decisions;
        if (response.Released.Count == 0) return;
        foreach (var attachment in _attachments.Where(a => response.Released.Contains(a.Section.Category)))
            await _uploads.UploadAsync(attachment, new Wire.UploadStart { RequestId = _request.RequestId }, ct);
        var recipient = EcPublicKey.FromJwk(response.RecipientKey);
        var partyInfo = Envelope.ReleasePartyInfo(Entries.Select(e => e.LeafHash));
        var released = _request.Sections.Where(s => response.Released.Contains(s.Category)).Select(s => _sealer.TurnTo(s, recipient, partyInfo));
        var delivery = new Wire.DeliverRequest { RequestId = _request.RequestId, Sections = { released } };
        var delivered = await _connection.CallAsync(o => _client.DeliverAsync(delivery, o), ct);
        await _receipts.VerifyAsync(delivered.Receipts, ct);
        Delivered = [.. response.Released];
    }
}
