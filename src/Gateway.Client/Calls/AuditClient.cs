using Gateway.Audit;
using Gateway.Audit.Witnesses;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>The log for those who check it (design §6). What it gives is not yet verified: <see cref="CheckpointMemory"/> does that.</summary>
public sealed class AuditClient
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

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

    /// <summary>An entry's proof against the newest checkpoint that witnesses have cosigned; the newest of all before they have.</summary>
    public async Task<string> GetReceiptAsync(long index, CancellationToken ct) =>
        (await _connection.CallAsync(o => _client.GetReceiptAsync(new Wire.GetReceiptRequest { Index = index }, o), ct)).Proof;

    /// <summary>
    /// Waits until a receipt's entry is proven against a checkpoint that as many witnesses of the party's own policy have cosigned as it asks for.
    /// Whose log it is, and that it was not forked, <see cref="PartyClient.CosignedReceiptAsync"/> looks at too.
    /// </summary>
    /// <param name="receipt">Of any call.</param>
    /// <param name="policy">The party has it from elsewhere than the gateway.</param>
    /// <param name="within">How long to wait; zero looks once.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="ReceiptRefusedException">Not within that time, or what is cosigned does not hold the entry.</exception>
    public async Task<TlogProof> CosignedReceiptAsync(Wire.Receipt receipt, WitnessPolicy policy, TimeSpan within, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(policy);
        var (index, leafHash) = (Read(receipt.Proof).Index, MerkleTree.LeafHash(receipt.Leaf.Span));
        var began = _connection.Time.GetTimestamp();
        while (true)
        {
            var proof = Read(await GetReceiptAsync(index, ct));
            if (policy.IsCosigned(proof.Checkpoint))
                return proof.Index == index && proof.Includes(leafHash)
                    ? proof
                    : throw new ReceiptRefusedException("the cosigned log does not hold the receipt's leaf");
            var left = within - _connection.Time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero) throw new ReceiptRefusedException($"no quorum of witnesses cosigned the log within {within}");
            await Task.Delay(left < Pause ? left : Pause, _connection.Time, ct);
        }
    }

    private static TlogProof Read(string proof)
    {
        try
        {
            return TlogProof.Parse(proof);
        }
        catch (FormatException e)
        {
            throw new ReceiptRefusedException(e.Message, e);
        }
    }
}
