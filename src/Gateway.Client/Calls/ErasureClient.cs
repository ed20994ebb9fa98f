using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>Erasure (gallring) of what is the calling party's own: proposed here, approved through <see cref="ProposalClient"/>.</summary>
public sealed class ErasureClient
{
    private readonly GatewayConnection _connection;
    private readonly Wire.ErasureService.ErasureServiceClient _client;

    internal ErasureClient(GatewayConnection connection) =>
        (_connection, _client) = (connection, new Wire.ErasureService.ErasureServiceClient(connection.Invoker));

    /// <summary>What an erasure would take, as counts, and what holds it.</summary>
    public Task<Wire.PreviewErasureResponse> PreviewAsync(Wire.ErasureScope scope, CancellationToken ct) =>
        _connection.CallAsync(o => _client.PreviewErasureAsync(new Wire.PreviewErasureRequest { Scope = scope }, o), ct);

    /// <summary>Proposes it.</summary>
    public Task<Wire.ProposeErasureResponse> ProposeAsync(Wire.ErasureScope scope, string registrationNumber, CancellationToken ct)
    {
        var request = new Wire.ProposeErasureRequest { Scope = scope, RegistrationNumber = registrationNumber };
        return _connection.CallAsync(o => _client.ProposeErasureAsync(request, o), ct);
    }

    /// <summary>What was erased, the newest first, and whether files and backups are rid of it.</summary>
    public async Task<IReadOnlyList<Wire.Erasure>> ListAsync(CancellationToken ct) =>
        (await _connection.CallAsync(o => _client.ListErasuresAsync(new Wire.ListErasuresRequest(), o), ct)).Erasures;

    /// <summary>Keeps a record, or all about a person, from being erased; gives the hold's id.</summary>
    public async Task<string> HoldAsync(Wire.PlaceHoldRequest request, CancellationToken ct) =>
        (await _connection.CallAsync(o => _client.PlaceHoldAsync(request, o), ct)).HoldId;

    /// <summary>Lifts a hold.</summary>
    public Task LiftAsync(string holdId, string registrationNumber, CancellationToken ct)
    {
        var request = new Wire.LiftHoldRequest { HoldId = holdId, RegistrationNumber = registrationNumber };
        return _connection.CallAsync(o => _client.LiftHoldAsync(request, o), ct);
    }
}
