using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>
/// How long the calling party keeps the details of its own log entries, and their erasure when that time has passed; what is proposed here is
/// approved through <see cref="ProposalClient"/>.
/// </summary>
public sealed class RetentionClient
{
    private readonly GatewayConnection _connection;
    private readonly Wire.RetentionService.RetentionServiceClient _client;

    internal RetentionClient(GatewayConnection connection) =>
        (_connection, _client) = (connection, new Wire.RetentionService.RetentionServiceClient(connection.Invoker));

    /// <summary>The rules that are in force; a kind without one is kept.</summary>
    public async Task<IReadOnlyList<Wire.RetentionRule>> RulesAsync(CancellationToken ct) =>
        (await _connection.CallAsync(o => _client.ListRetentionRulesAsync(new Wire.ListRetentionRulesRequest(), o), ct)).Rules;

    /// <summary>Proposes rules, each in the place of the kind's earlier one, 0 days to withdraw it; gives the proposal's id.</summary>
    public async Task<string> ProposeRulesAsync(IEnumerable<Wire.RetentionRule> rules, string registrationNumber, CancellationToken ct)
    {
        var request = new Wire.ProposeRetentionRulesRequest { Rules = { rules }, RegistrationNumber = registrationNumber };
        return (await _connection.CallAsync(o => _client.ProposeRetentionRulesAsync(request, o), ct)).ProposalId;
    }

    /// <summary>What is past its time now, as counts per kind.</summary>
    public Task<Wire.PreviewRetentionResponse> PreviewAsync(CancellationToken ct) =>
        _connection.CallAsync(o => _client.PreviewRetentionAsync(new Wire.PreviewRetentionRequest(), o), ct);

    /// <summary>Proposes to erase what is past its time now and free of holds.</summary>
    public Task<Wire.ProposeRetentionErasureResponse> ProposeAsync(string registrationNumber, CancellationToken ct)
    {
        var request = new Wire.ProposeRetentionErasureRequest { RegistrationNumber = registrationNumber };
        return _connection.CallAsync(o => _client.ProposeRetentionErasureAsync(request, o), ct);
    }

    /// <summary>Such erasures, the newest first, and how far each has come.</summary>
    public async Task<IReadOnlyList<Wire.RetentionErasure>> ListAsync(CancellationToken ct) =>
        (await _connection.CallAsync(o => _client.ListRetentionErasuresAsync(new Wire.ListRetentionErasuresRequest(), o), ct)).Erasures;
}
