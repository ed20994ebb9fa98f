using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>The log for those who check it (design §6). What it gives is not yet verified: <see cref="CheckpointMemory"/> does that.</summary>
public sealed class AuditClient
{
    private readonly GatewayConnection _connection;
    private readonly Wire.AuditService.AuditServiceClient _client;

    internal AuditClient(GatewayConnection connection) =>
        (_connection, _client) = (connection, new Wire.AuditService.AuditServiceClient(connection.Invoker));

    /// <summary>Every access to one person in the calling party's views.</summary>
    public Task<Wire.ListAccessesResponse> ListAccessesAsync(Wire.ListAccessesRequest request, CancellationToken ct) =>
        _connection.CallAsync(o => _client.ListAccessesAsync(request, o), ct);

    /// <summary>The newest checkpoint, as a signed note.</summary>
    public async Task<string> GetCheckpointAsync(CancellationToken ct) =>
        (await _connection.CallAsync(o => _client.GetCheckpointAsync(new Wire.GetCheckpointRequest(), o), ct)).Checkpoint;

    /// <summary>The log's verifier key as the server tells it: to be shown, never to be pinned.</summary>
    public async Task<string> GetVerifierKeyAsync(CancellationToken ct) =>
        (await _connection.CallAsync(o => _client.GetCheckpointAsync(new Wire.GetCheckpointRequest(), o), ct)).Vkey;

    /// <summary>How that key came to count: signed notes, oldest first. <see cref="LogKeyMemory"/> checks them.</summary>
    public async ValueTask<IReadOnlyList<string>> SuccessionsAsync(CancellationToken ct) =>
        (await _connection.CallAsync(o => _client.GetCheckpointAsync(new Wire.GetCheckpointRequest(), o), ct)).Successions;

    /// <summary>Hashes that show one size of the log to extend another (RFC 6962 §2.1.2).</summary>
    public async ValueTask<IReadOnlyList<byte[]>> ConsistencyProofAsync(long oldSize, long newSize, CancellationToken ct)
    {
        var request = new Wire.GetConsistencyProofRequest { OldSize = oldSize, NewSize = newSize };
        var response = await _connection.CallAsync(o => _client.GetConsistencyProofAsync(request, o), ct);
        return [.. response.Hashes.Select(h => h.ToByteArray())];
    }

    /// <summary>An entry's proof against the newest checkpoint, with the cosignatures it has by now.</summary>
    public async Task<string> GetReceiptAsync(long index, CancellationToken ct) =>
        (await _connection.CallAsync(o => _client.GetReceiptAsync(new Wire.GetReceiptRequest { Index = index }, o), ct)).Proof;
}
