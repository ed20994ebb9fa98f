using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>What was sent to the wrong receiver.</summary>
public sealed class IncidentClient
{
    private readonly GatewayConnection _connection;
    private readonly Wire.IncidentService.IncidentServiceClient _client;

    internal IncidentClient(GatewayConnection connection) =>
        (_connection, _client) = (connection, new Wire.IncidentService.IncidentServiceClient(connection.Invoker));

    /// <summary>Reports it, and stops it at its receiver at once.</summary>
    public Task<Wire.ReportIncidentResponse> ReportAsync(Wire.ReportIncidentRequest request, CancellationToken ct) =>
        _connection.CallAsync(o => _client.ReportIncidentAsync(request, o), ct);

    /// <summary>What a report to the supervisory authority says of it: JSON in Swedish.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(string incident, string justification, CancellationToken ct)
    {
        var request = new Wire.GetIncidentReportRequest { IncidentId = incident, Justification = justification };
        return (await _connection.CallAsync(o => _client.GetIncidentReportAsync(request, o), ct)).ReportJson.Memory;
    }
}
