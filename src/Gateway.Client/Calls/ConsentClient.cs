using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>The consents that the party has recorded.</summary>
public sealed class ConsentClient
{
    private readonly GatewayConnection _connection;
    private readonly Wire.ConsentService.ConsentServiceClient _client;
    private readonly ReceiptVerifier _receipts;

    internal ConsentClient(GatewayConnection connection, ReceiptVerifier receipts) =>
        (_connection, _client, _receipts) = (connection, new Wire.ConsentService.ConsentServiceClient(connection.Invoker), receipts);

    /// <summary>Records a consent; gives the proven entries.</summary>
    /// <exception cref="ReceiptRefusedException">A receipt proves nothing.</exception>
    public async Task<IReadOnlyList<ProvenEntry>> RecordAsync(Wire.RecordConsentRequest consent, CancellationToken ct)
    {
        var response = await _connection.CallAsync(o => _client.RecordConsentAsync(consent, o), ct);
        return await _receipts.VerifyAsync(response.Receipts, ct);
    }

    /// <summary>Revokes a consent; gives the proven entries.</summary>
    /// <exception cref="ReceiptRefusedException">A receipt proves nothing.</exception>
    public async Task<IReadOnlyList<ProvenEntry>> RevokeAsync(string consentId, CancellationToken ct)
    {
        var response = await _connection.CallAsync(o => _client.RevokeConsentAsync(new Wire.RevokeConsentRequest { ConsentId = consentId }, o), ct);
        return await _receipts.VerifyAsync(response.Receipts, ct);
    }
}
