using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>Keeps records ready at the gateway, sealed to the party's own intake key.</summary>
public sealed class RecordClient
{
    private readonly GatewayConnection _connection;
    private readonly Wire.RecordService.RecordServiceClient _client;
    private readonly SectionSealer _sealer;
    private readonly ReceiptVerifier _receipts;

    internal RecordClient(GatewayConnection connection, SectionSealer sealer, ReceiptVerifier receipts)
    {
        (_connection, _client) = (connection, new Wire.RecordService.RecordServiceClient(connection.Invoker));
        (_sealer, _receipts) = (sealer, receipts);
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
    public async Task<IReadOnlyList<ProvenEntry>> DepositAsync(
        Wire.DepositRequest record, IReadOnlyList<PlainSection> sections, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(sections);
        var deposit = record.Clone();
        foreach (var section in sections) deposit.Sections.Add(await _sealer.SealAsync(deposit.RecordId, section, ct));
        var response = await _connection.CallAsync(o => _client.DepositAsync(deposit, o), ct);
        return await _receipts.VerifyAsync(response.Receipts, ct);
    }
}
