using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>The log for legal staff. Each call is in the log before it shows anything.</summary>
public sealed class LegalClient
{
    private readonly GatewayConnection _connection;
    private readonly Wire.LegalService.LegalServiceClient _client;

    internal LegalClient(GatewayConnection connection) =>
        (_connection, _client) = (connection, new Wire.LegalService.LegalServiceClient(connection.Invoker));

    /// <summary>
    /// Searches the calling party's views, step by step, to the end: where the gateway stops at its bound of one call, the next goes on.
    /// </summary>
    public async IAsyncEnumerable<Wire.SearchResponse> SearchAsync(
        Wire.SearchRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (goesOn, next) = (true, request.Clone());
        while (goesOn)
        {
            await foreach (var step in GatewayConnection.StreamAsync(o => _client.Search(next, o), ct))
            {
                yield return step;
                (goesOn, next.AfterIndex) = (!step.Complete, step.LastIndex);
            }
        }
    }

    /// <summary>A person's register extract, for the reviewer to decide on.</summary>
    public Task<Wire.GetRegisterExtractResponse> GetRegisterExtractAsync(Wire.GetRegisterExtractRequest request, CancellationToken ct) =>
        _connection.CallAsync(o => _client.GetRegisterExtractAsync(request, o), ct);

    /// <summary>Decides that a request or alert is no longer kept secret from the person.</summary>
    public Task EndSecrecyAsync(string reference, string registrationNumber, CancellationToken ct)
    {
        var request = new Wire.EndSecrecyRequest { Reference = reference, RegistrationNumber = registrationNumber };
        return _connection.CallAsync(o => _client.EndSecrecyAsync(request, o), ct);
    }

    /// <summary>A statement of what one entry released: JSON in Swedish.</summary>
    public async Task<ReadOnlyMemory<byte>> GetDisclosureStatementAsync(Wire.GetDisclosureStatementRequest request, CancellationToken ct) =>
        (await _connection.CallAsync(o => _client.GetDisclosureStatementAsync(request, o), ct)).StatementJson.Memory;

    /// <summary>A month's statistics.</summary>
    public Task<Wire.GetStatisticsResponse> GetStatisticsAsync(Wire.GetStatisticsRequest request, CancellationToken ct) =>
        _connection.CallAsync(o => _client.GetStatisticsAsync(request, o), ct);

    /// <summary>Starts a log review of what the calling party's officers did.</summary>
    public Task<Wire.StartReviewResponse> StartReviewAsync(Wire.StartReviewRequest request, CancellationToken ct) =>
        _connection.CallAsync(o => _client.StartReviewAsync(request, o), ct);
}
