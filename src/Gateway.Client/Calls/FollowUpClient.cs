using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>What the party still has to do after decisions.</summary>
public sealed class FollowUpClient
{
    private readonly GatewayConnection _connection;
    private readonly Wire.FollowUpService.FollowUpServiceClient _client;
    private readonly ReceiptVerifier _receipts;

    internal FollowUpClient(GatewayConnection connection, ReceiptVerifier receipts) =>
        (_connection, _client, _receipts) = (connection, new Wire.FollowUpService.FollowUpServiceClient(connection.Invoker), receipts);

    /// <summary>What is open, the most urgent first.</summary>
    public async Task<IReadOnlyList<Wire.FollowUp>> ListAsync(CancellationToken ct) =>
        (await _connection.CallAsync(o => _client.ListFollowUpsAsync(new Wire.ListFollowUpsRequest(), o), ct)).FollowUps;

    /// <summary>Says what came of one; gives the proven entries.</summary>
    /// <exception cref="ReceiptRefusedException">A receipt proves nothing.</exception>
    public async Task<IReadOnlyList<ProvenEntry>> CompleteAsync(Wire.CompleteFollowUpRequest completed, CancellationToken ct)
    {
        var response = await _connection.CallAsync(o => _client.CompleteFollowUpAsync(completed, o), ct);
        return await _receipts.VerifyAsync(response.Receipts, ct);
    }
}
