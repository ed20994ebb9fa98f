using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>
/// Keys of the gateway and of parties. What changes one is proposed here, and approved by another officer through
/// <see cref="ProposalClient"/>.
/// </summary>
public sealed class KeyClient
{
    private readonly GatewayConnection _connection;
    private readonly Wire.KeyService.KeyServiceClient _client;

    internal KeyClient(GatewayConnection connection) =>
        (_connection, _client) = (connection, new Wire.KeyService.KeyServiceClient(connection.Invoker));

    /// <summary>The keys there are, without anything secret.</summary>
    public async Task<IReadOnlyList<Wire.Key>> ListAsync(CancellationToken ct) =>
        (await _connection.CallAsync(o => _client.ListKeysAsync(new Wire.ListKeysRequest(), o), ct)).Keys;

    /// <summary>Proposes a new generation of a party's keys; gives the proposal's id.</summary>
    public async Task<string> ProposeRotationAsync(string party, string registrationNumber, CancellationToken ct)
    {
        var request = new Wire.ProposeRotatePartyKeysRequest { PartyId = party, RegistrationNumber = registrationNumber };
        return (await _connection.CallAsync(o => _client.ProposeRotatePartyKeysAsync(request, o), ct)).ProposalId;
    }

    /// <summary>Proposes the end of a party's earlier intake keys; gives the proposal's id.</summary>
    public async Task<string> ProposeRetirementAsync(string party, string registrationNumber, CancellationToken ct)
    {
        var request = new Wire.ProposeRetirePartyKeysRequest { PartyId = party, RegistrationNumber = registrationNumber };
        return (await _connection.CallAsync(o => _client.ProposeRetirePartyKeysAsync(request, o), ct)).ProposalId;
    }

    /// <summary>Proposes that everything is wrapped by the current version of the vault's key; gives the proposal's id.</summary>
    public async Task<string> ProposeVaultKeyAsync(string registrationNumber, CancellationToken ct)
    {
        var request = new Wire.ProposeRotateVaultKeyRequest { RegistrationNumber = registrationNumber };
        return (await _connection.CallAsync(o => _client.ProposeRotateVaultKeyAsync(request, o), ct)).ProposalId;
    }

    /// <summary>Proposes another key that signs the log's checkpoints; gives the proposal's id.</summary>
    public async Task<string> ProposeLogKeyAsync(string registrationNumber, CancellationToken ct)
    {
        var request = new Wire.ProposeRotateLogKeyRequest { RegistrationNumber = registrationNumber };
        return (await _connection.CallAsync(o => _client.ProposeRotateLogKeyAsync(request, o), ct)).ProposalId;
    }

    /// <summary>Proposes another recipient key for the caller's party (<see cref="PartyIdentity.Propose"/>); gives the proposal's id.</summary>
    public async Task<string> ProposeRecipientKeyAsync(Wire.ProposeRecipientKeyRequest request, CancellationToken ct) =>
        (await _connection.CallAsync(o => _client.ProposeRecipientKeyAsync(request, o), ct)).ProposalId;

    /// <summary>Proposes another signing key for the caller's party (<see cref="PartyIdentity.ProposeSigning"/>); gives the proposal's id.</summary>
    public async Task<string> ProposeSigningKeyAsync(Wire.ProposeSigningKeyRequest request, CancellationToken ct) =>
        (await _connection.CallAsync(o => _client.ProposeSigningKeyAsync(request, o), ct)).ProposalId;

    /// <summary>Takes a recipient key of the caller's party out of use, at once and for good.</summary>
    public Task<Wire.RevokeRecipientKeyResponse> RevokeAsync(string keyId, bool isCompromised, string registrationNumber, CancellationToken ct)
    {
        var request = new Wire.RevokeRecipientKeyRequest { KeyId = keyId, Compromised = isCompromised, RegistrationNumber = registrationNumber };
        return _connection.CallAsync(o => _client.RevokeRecipientKeyAsync(request, o), ct);
    }

    /// <summary>Everything that was released under a recipient key and that the caller may know of, the oldest first.</summary>
    public async Task<IReadOnlyList<Wire.KeyRelease>> ReleasesAsync(string keyId, CancellationToken ct)
    {
        List<Wire.KeyRelease> releases = [];
        var request = new Wire.ListReleasesOfKeyRequest { KeyId = keyId };
        do
        {
            var page = await _connection.CallAsync(o => _client.ListReleasesOfKeyAsync(request, o), ct);
            releases.AddRange(page.Releases);
            request.After = page.Next;
        }
        while (request.After.Length > 0);
        return releases;
    }
}
