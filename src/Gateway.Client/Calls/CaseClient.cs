using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>The party's cases: the ground of every need-to-know.</summary>
public sealed class CaseClient
{
    private readonly GatewayConnection _connection;
    private readonly Wire.CaseService.CaseServiceClient _client;
    private readonly ReceiptVerifier _receipts;

    internal CaseClient(GatewayConnection connection, ReceiptVerifier receipts) =>
        (_connection, _client, _receipts) = (connection, new Wire.CaseService.CaseServiceClient(connection.Invoker), receipts);

    /// <summary>Opens a case; gives the proven entries.</summary>
    /// <exception cref="ReceiptRefusedException">A receipt proves nothing.</exception>
    public async Task<IReadOnlyList<ProvenEntry>> OpenAsync(Wire.OpenCaseRequest opened, CancellationToken ct)
    {
        var response = await _connection.CallAsync(o => _client.OpenCaseAsync(opened, o), ct);
        return await _receipts.VerifyAsync(response.Receipts, ct);
    }

    /// <summary>Closes a case; gives the proven entries.</summary>
    /// <exception cref="ReceiptRefusedException">A receipt proves nothing.</exception>
    public async Task<IReadOnlyList<ProvenEntry>> CloseAsync(Wire.CloseCaseRequest closed, CancellationToken ct)
    {
        var response = await _connection.CallAsync(o => _client.CloseCaseAsync(closed, o), ct);
        return await _receipts.VerifyAsync(response.Receipts, ct);
    }
}
