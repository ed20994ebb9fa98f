using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Gateway.Audit;
using Gateway.Client;
using Gateway.Parties;
using Gateway.Protocol.V1;

namespace Gateway.Demo;

/// <summary>The running system: the server process, and each party with its own keys, state and credentials.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, PartyIdentity> _identities = new();
    private readonly ConcurrentDictionary<Player, (GatewayConnection Connection, ClientState State, PartyClient Client)> _clients = new();
    private readonly X509Certificate2 _authority;
    private readonly Tokens _tokens;

    private Stage(string folder, ServerProcess server)
    {
        (Folder, Server) = (folder, server);
        _authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(DataFolder, "ca.pem"));
        Log = NoteVerifier.Parse(File.ReadAllText(Path.Combine(DataFolder, "log.vkey")).Trim());
        _tokens = new Tokens(server.Address, _authority);
    }

    public string Folder { get; }

    /// <summary>The server's own folder.</summary>
    public string DataFolder => Path.Combine(Folder, "server");

    public ServerProcess Server { get; }

    /// <summary>The log's public key, which the parties got with the installation.</summary>
    public NoteVerifier Log { get; }

    /// <summary>Every entry that a receipt was handed out for, with what the receipt said of it.</summary>
    public ConcurrentBag<ProvenEntry> Receipts { get; } = [];

    /// <summary>Starts the server on a folder and registers the cast.</summary>
    public static async Task<Stage> SetAsync(string folder, CancellationToken ct)
    {
        var server = new ServerProcess(Path.Combine(folder, "server"));
        await server.StartAsync(ct);
        var stage = new Stage(folder, server);
        foreach (var party in Cast.Parties) await stage.RegisterAsync(party, ct);
        foreach (var officer in Cast.Officers) await stage.RegisterAsync(officer, ct);
        return stage;
    }

    /// <summary>A party's client, as one of its officers.</summary>
    public PartyClient As(Player player) => Of(player).Client;

    /// <summary>The connection of an officer.</summary>
    public GatewayConnection ConnectionOf(Player player) => Of(player).Connection;

    /// <summary>Kills the server and starts it again on the same folder and port.</summary>
    public async Task RestartAsync(CancellationToken ct)
    {
        await Server.KillAsync();
        await Server.StartAsync(ct);
        _tokens.Forget();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (connection, state, _) in _clients.Values)
        {
            await connection.DisposeAsync();
            state.Dispose();
        }
        foreach (var identity in _identities.Values) identity.Dispose();
        _tokens.Dispose();
        _authority.Dispose();
        await Server.DisposeAsync();
    }

    private (GatewayConnection Connection, ClientState State, PartyClient Client) Of(Player player) => _clients.GetOrAdd(player, p =>
    {
        var connection = new GatewayConnection(new GatewayConnectionOptions
        {
            Address = Server.Address, Authority = _authority, Token = ct => _tokens.OfAsync(p, ct),
        });
        var folder = Path.Combine(Folder, p.Party, p.Id);
        Directory.CreateDirectory(folder);
        var state = ClientState.Open(Path.Combine(folder, "state.db"));
        return (connection, state, new PartyClient(connection, IdentityOf(p.Party), state, Log));
    });

    private PartyIdentity IdentityOf(string party) =>
        _identities.GetOrAdd(party, id => PartyIdentity.Create(new PartyId(id), Path.Combine(Folder, id, "keys")));

    private async Task RegisterAsync(Protocol.V1.Party party, CancellationToken ct)
    {
        var until = SwedishTime.DayOf(TimeProvider.System.GetUtcNow()).AddYears(1);
        await ConnectionOf(Cast.Operating).Directory.RegisterPartyAsync(IdentityOf(party.PartyId).Register(party, until), ct);
    }

    private async Task RegisterAsync(Player player, CancellationToken ct)
    {
        var officer = new RegisterOfficerRequest
        {
            PartyId = player.Party, OfficerId = player.Id, Subject = People.Numbered(player.Person),
            TrainingValidUntil = SwedishTime.DayOf(TimeProvider.System.GetUtcNow()).AddMonths(6).ToString("yyyy-MM-dd"),
        };
        officer.Roles.AddRange(player.Roles);
        await ConnectionOf(Cast.Operating).Directory.RegisterOfficerAsync(officer, ct);
    }
}
