using Google.Protobuf;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>Acts that take two officers of the calling party: what one proposed, another reads and approves.</summary>
public sealed class ProposalClient
{
    private readonly GatewayConnection _connection;
    private readonly Wire.ProposalService.ProposalServiceClient _client;

    internal ProposalClient(GatewayConnection connection) =>
        (_connection, _client) = (connection, new Wire.ProposalService.ProposalServiceClient(connection.Invoker));

    /// <summary>What waits, the oldest first.</summary>
    public async Task<IReadOnlyList<Wire.Proposal>> ListAsync(CancellationToken ct) =>
        (await _connection.CallAsync(o => _client.ListProposalsAsync(new Wire.ListProposalsRequest(), o), ct)).Proposals;

    /// <summary>Approves a proposal, which carries it out.</summary>
    /// <param name="proposalId">Which.</param>
    /// <param name="digest">Digest of the content that the officer read.</param>
    /// <param name="ct">Withdraws the call.</param>
    public Task<Wire.ApproveProposalResponse> ApproveAsync(string proposalId, ReadOnlyMemory<byte> digest, CancellationToken ct)
    {
        var request = new Wire.ApproveProposalRequest { ProposalId = proposalId, Digest = ByteString.CopyFrom(digest.Span) };
        return _connection.CallAsync(o => _client.ApproveProposalAsync(request, o), ct);
    }

    /// <summary>Takes a proposal back.</summary>
    public Task<Wire.WithdrawProposalResponse> WithdrawAsync(string proposalId, CancellationToken ct) =>
        _connection.CallAsync(o => _client.WithdrawProposalAsync(new Wire.WithdrawProposalRequest { ProposalId = proposalId }, o), ct);
}
