using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>Keeps records ready at the gateway, sealed to the party's own intake key.</summary>
public sealed class RecordClient
{
    private readonly GatewayConnection _connection;
    private readonly Wire.RecordService.RecordServiceClient _client;
    private readonly SectionSealer _sealer;
    private readonly ReceiptVerifier _receipts;
    private readonly ChunkUploader _uploads;

    internal RecordClient(GatewayConnection connection, SectionSealer sealer, ReceiptVerifier receipts, ChunkUploader uploads)
    {
        (_connection, _client) = (connection, new Wire.RecordService.RecordServiceClient(connection.Invoker));
        (_sealer, _receipts, _uploads) = (sealer, receipts, uploads);
    }

    /// <summary>
    /// Uploads the chunks of an attachment, before the deposit that it belongs to. A broken connection is taken up again where it broke;
    /// called again after a restart it goes on with what has arrived.
    /// </summary>
    /// <exception cref="GatewayException">It was refused, or broke again and again without getting on.</exception>
    public Task UploadAsync(SealedAttachment attachment, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        return _uploads.UploadAsync(attachment, new Wire.UploadStart { RecordId = attachment.Label.Record }, ct);
    }

    /// <summary>Takes a section back; gives the proven entries.</summary>
    /// <exception cref="ReceiptRefusedException">A receipt proves nothing.</exception>
    public async Task<IReadOnlyList<ProvenEntry>> WithdrawAsync(Wire.WithdrawSectionRequest withdrawn, CancellationToken ct)
    {
        var response = await _connection.CallAsync(o => _client.WithdrawSectionAsync(withdrawn, o), ct);
        return await _receipts.VerifyAsync(response.Receipts, ct);
    }

    /// <summary>Seals the sections into the record and stores it; gives the proven entries.</summary>
    /// <exception cref="ReceiptRefusedException">A receipt proves nothing.</exception>
    public Task<IReadOnlyList<ProvenEntry>> DepositAsync(
        Wire.DepositRequest record, IReadOnlyList<PlainSection> sections, CancellationToken ct) => DepositAsync(record, sections, [], ct);

    /// <summary>The same with large sections, whose chunks are uploaded first.</summary>
    /// <param name="record">The record, without sections.</param>
    /// <param name="sections">Sections to seal into it.</param>
    /// <param name="attachments">Sections that were sealed into files.</param>
    /// <param name="ct">Withdraws the call; what was uploaded stays.</param>
    /// <exception cref="ReceiptRefusedException">A receipt proves nothing.</exception>
    public async Task<IReadOnlyList<ProvenEntry>> DepositAsync(Wire.DepositRequest record, IReadOnlyList<PlainSection> sections,
        IReadOnlyList<SealedAttachment> attachments, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(sections);
        ArgumentNullException.ThrowIfNull(attachments);
        foreach (var attachment in attachments) await UploadAsync(attachment, ct);
        var deposit = record.Clone();
        foreach (var section in sections) deposit.Sections.Add(await _sealer.SealAsync(deposit.RecordId, section, ct));
        deposit.Sections.AddRange(attachments.Select(a => a.Section));
        var response = await _connection.CallAsync(o => _client.DepositAsync(deposit, o), ct);
        return await _receipts.VerifyAsync(response.Receipts, ct);
    }
}
