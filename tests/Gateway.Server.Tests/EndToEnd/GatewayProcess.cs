using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Benchmarks;
using Gateway.Client;
using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Protocol.V1;
using Gateway.Server.Hosting;
using Party = Gateway.Protocol.V1.Party;
using PartyKind = Gateway.Protocol.V1.PartyKind;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The server as a process of its own, which can be killed and whose memory is its own, with police and social services on it.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private readonly ServerProcess _server;
    private readonly Dictionary<string, PartyIdentity> _identities = [];
    private readonly List<IAsyncDisposable> _connections = [];

    private GatewayProcess() => _server = new ServerProcess(Command);

    public string Folder { get; } = Directory.CreateTempSubdirectory("gateway-process-").FullName;

    public int Port => _server.Port;

    public double PeakMemoryMiB => _server.PeakMemoryMiB;

    /// <summary>The server's data folder.</summary>
    public string Data => Path.Combine(Folder, "server");

    private X509Certificate2 Authority => X509CertificateLoader.LoadCertificateFromFile(Path.Combine(Data, ServerCertificates.AuthorityFile));

    public static async Task<GatewayProcess> StartAsync()
    {
        var process = new GatewayProcess();
        await process._server.StartAsync(default);
        var directory = process.Connect(Cast.Operator).Directory;
        foreach (var (id, kind) in (ReadOnlySpan<(string, PartyKind)>)[("polisen", PartyKind.Police), ("soc", PartyKind.SocialServices)])
            process._identities.Add(id, new PartyIdentity(new PartyId(id), AgreementKey.Generate(), SigningKey.Generate()));
        foreach (var identity in process._identities.Values)
            await directory.RegisterPartyAsync(identity.Register(new Party
            {
                Name = "Namn", Kind = identity.Id.ToString() == "soc" ? PartyKind.SocialServices : PartyKind.Police,
            }, Cast.DayIn(months: 12)), default);
        foreach (var officer in (Official[])[Cast.Police, Cast.Registrar, Cast.OtherRegistrar, Cast.SocialWorker]) await directory.RegisterOfficerAsync(Cast.Registration(officer), default);
        // Social services have decided beforehand, so that a request is answered at once.
        await process.Connect(Cast.Registrar).Directory.RecordStandingDecisionAsync(new RecordStandingDecisionRequest
        {
            StandingDecisionId = "beslut", ProvisionId = "lub-4", Question = "no-exceptional-reasons", Categories = { "contact" },
            ReceiverPartyId = "polisen", ValidUntil = Cast.Day(months: 3),
        }, default);
        return process;
    }

    /// <summary>SIGKILL: nothing is finished, nothing is said.</summary>
    public Task KillAsync() => _server.StopAsync();

    /// <summary>Starts it again on the same folder and port.</summary>
    public Task StartAgainAsync() => _server.StartAsync(default);

    /// <summary>Killed and started again.</summary>
    public async Task KillAndStartAsync()
    {
        await KillAsync();
        await StartAgainAsync();
    }

    /// <summary>A party's client, as one of its officers, by the server's port or by one that leads to it.</summary>
    public PartyClient As(Official officer, int? port = null)
    {
        var connection = Connect(officer, port);
        var state = ClientState.Open(Path.Combine(Folder, $"{officer.Party}-{_connections.Count}.db"));
        return new PartyClient(connection, _identities[officer.Party], state, NoteVerifier.Parse(File.ReadAllText(Path.Combine(Data, Installation.LogKeyFile)).Trim()));
    }

    /// <summary>An officer's way to it, past the SDK of a party.</summary>
    public GatewayConnection Connect(Official officer, int? port = null)
    {
        var connection = new GatewayConnection(new GatewayConnectionOptions
        {
            Address = new Uri($"https://localhost:{port ?? Port}"), Authority = Authority, Token = async ct => await TokenAsync(officer, ct),
        });
        _connections.Add(connection);
        return connection;
    }

    /// <summary>How many chunks lie in its database.</summary>
    public int StoredChunks() => int.Parse(
        new GatewayFile(Data).Column("SELECT CAST(COALESCE(MAX(chunk_count), 0) AS TEXT) FROM uploads")[0], System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections) await connection.DisposeAsync();
        await _server.DisposeAsync();
        foreach (var identity in _identities.Values) identity.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A token of the server's own issuer; while the server is down, once it is up again.</summary>
    private async Task<string> TokenAsync(Official officer, CancellationToken ct)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { Authority } };
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust } });
        while (true)
        {
            try
            {
                using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["party"] = officer.Party, ["officer"] = officer.Id, ["assurance"] = "3" });
                using var response = await http.PostAsync(new Uri($"https://localhost:{Port}/token"), form, ct);
                return (await response.Content.ReadFromJsonAsync<JsonObject>(ct))!["access_token"]!.GetValue<string>();
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), ct);
            }
        }
    }

    private ProcessStartInfo Command(int port) => new("dotnet",
    [
        Path.Combine(AppContext.BaseDirectory, "Gateway.Server.dll"), $"--Gateway:DataFolder={Data}", "--Gateway:LogOrigin=gateway.example/process",
        $"--Gateway:ListenPort={port}", "--Gateway:Identity:UseDevelopmentIssuer=true", "--Gateway:Identity:Audience=gateway", "--Logging:LogLevel:Default=None",
    ])
    {
        WorkingDirectory = AppContext.BaseDirectory, Environment = { ["DOTNET_ENVIRONMENT"] = "Development" },
    };
}
