using System.Collections.Concurrent;
using Gateway.Crypto;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>Parties, their public keys, and officers, as the gateway's directory knows them.</summary>
public sealed class DirectoryClient
{
    /// <summary>How long a party's keys are believed before the directory is asked again.</summary>
    public static readonly TimeSpan KeysAreKept = TimeSpan.FromMinutes(5);

    private readonly GatewayConnection _connection;
    private readonly Wire.DirectoryService.DirectoryServiceClient _client;
    private readonly ConcurrentDictionary<string, (Wire.Party Party, DateTimeOffset Until)> _known = new();

    internal DirectoryClient(GatewayConnection connection) =>
        (_connection, _client) = (connection, new Wire.DirectoryService.DirectoryServiceClient(connection.Invoker));

    /// <summary>Registers a party, which gave its public keys and the proof: <see cref="PartyIdentity.Register"/>.</summary>
    public Task<Wire.RegisterPartyResponse> RegisterPartyAsync(Wire.RegisterPartyRequest party, CancellationToken ct) =>
        _connection.CallAsync(o => _client.RegisterPartyAsync(party, o), ct);

    /// <summary>Registers or changes an officer.</summary>
    public Task<Wire.RegisterOfficerResponse> RegisterOfficerAsync(Wire.RegisterOfficerRequest officer, CancellationToken ct) =>
        _connection.CallAsync(o => _client.RegisterOfficerAsync(officer, o), ct);

    /// <summary>Records a decision that answers a statutory question beforehand.</summary>
    public Task<Wire.RecordStandingDecisionResponse> RecordStandingDecisionAsync(
        Wire.RecordStandingDecisionRequest decision, CancellationToken ct) =>
        _connection.CallAsync(o => _client.RecordStandingDecisionAsync(decision, o), ct);

    /// <summary>Says for which categories the party's own system answers, request by request.</summary>
    public Task<Wire.DeclareFulfilmentResponse> DeclareFulfilmentAsync(IEnumerable<string> categories, CancellationToken ct) =>
        _connection.CallAsync(o => _client.DeclareFulfilmentAsync(new Wire.DeclareFulfilmentRequest { Categories = { categories } }, o), ct);

    /// <summary>A party, from memory where it was asked for within <see cref="KeysAreKept"/>.</summary>
    public ValueTask<Wire.Party> GetPartyAsync(string partyId, CancellationToken ct) => GetPartyAsync(partyId, isAfresh: false, ct);

    private async ValueTask<Wire.Party> GetPartyAsync(string partyId, bool isAfresh, CancellationToken ct)
    {
        var now = _connection.Time.GetUtcNow();
        if (!isAfresh && _known.TryGetValue(partyId, out var known) && now < known.Until) return known.Party;
        var response = await _connection.CallAsync(o => _client.GetPartyAsync(new Wire.GetPartyRequest { PartyId = partyId }, o), ct);
        _known[partyId] = (response.Party, now + KeysAreKept);
        return response.Party;
    }

    /// <summary>The key that others seal to for the gateway to rewrap.</summary>
    /// <exception cref="EnvelopeException">The directory's key is not a key of the profile.</exception>
    public async ValueTask<EcPublicKey> IntakeKeyAsync(string partyId, CancellationToken ct) =>
        EcPublicKey.FromJwk((await GetPartyAsync(partyId, ct)).IntakeKey);

    /// <summary>The keys that the party's signatures verify with: the one it signs with first, then those it replaced.</summary>
    /// <param name="partyId">The party.</param>
    /// <param name="isAfresh">Asks the directory, whatever is kept: where a signature is by none of the kept keys, there may be a new one.</param>
    /// <param name="ct">Ends the asking.</param>
    /// <exception cref="EnvelopeException">A key of the directory's is not a key of the profile.</exception>
    public async ValueTask<IReadOnlyList<EcPublicKey>> SigningKeysAsync(string partyId, bool isAfresh, CancellationToken ct)
    {
        var party = await GetPartyAsync(partyId, isAfresh, ct);
        return [.. party.EarlierSigningKeys.Append(party.SigningKey).Reverse().Select(EcPublicKey.FromJwk)];
    }
}
