using System.Collections.Concurrent;
using Gateway.Review;
using System.Net.Security;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Audit;
using Gateway.Client;
using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Server.Hosting;
using Gateway.Server.Identity;
using Gateway.Server.Keys;
using Gateway.Server.Tests.Hosting;
using Gateway.Server.Tests.Keys;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Party = Gateway.Protocol.V1.Party;
using RegisterPartyRequest = Gateway.Protocol.V1.RegisterPartyRequest;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The composed server on a data folder of its own, on real Kestrel with TLS, and the parties that talk to it.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly string[] _settings;
    private readonly string _clients = Directory.CreateTempSubdirectory("gateway-parties-").FullName;
    private readonly ConcurrentDictionary<string, PartyIdentity> _identities = new();
    private readonly ConcurrentDictionary<Official, (GatewayConnection Connection, ClientState State, PartyClient Client)> _parties = new();
    private readonly ConcurrentDictionary<string, GrpcChannel> _channels = new();
    private readonly ConcurrentDictionary<(DevelopmentIssuer, Official), string> _tokens = new();
    private readonly ConcurrentBag<byte[]> _secrets = [];
    private WebApplication? _application;

    private readonly KeyVaultAccess? _vault;

    private RunningGateway(string folder, KeyVaultAccess? vault, string[] settings) => (Folder, _vault, _settings) = (folder, vault, settings);

    /// <summary>The server's data folder.</summary>
    public string Folder { get; }

    /// <summary>What the server logs.</summary>
    public LogLines Log { get; } = new();

    public LogReviews Reviews => Application.Services.GetRequiredService<LogReviews>();

    public DevelopmentIssuer Issuer => Application.Services.GetRequiredService<DevelopmentIssuer>();

    private WebApplication Application => _application ?? throw new InvalidOperationException("the server is stopped");

    /// <summary>Where the server listens.</summary>
    public string Address => Application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    /// <summary>The certificate that the server's own is issued by, as PEM.</summary>
    public string AuthorityFile => Path.Combine(Folder, ServerCertificates.AuthorityFile);

    /// <summary>Trust in that certificate alone.</summary>
    public X509ChainPolicy Trust => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { Authority },
    };

    private X509Certificate2 Authority => X509CertificateLoader.LoadCertificateFromFile(AuthorityFile);

    /// <summary>Starts a server on a new folder and registers the cast.</summary>
    public static Task<RunningGateway> StartAsync(params string[] settings) => StartAsync(vault: null, settings);

    /// <summary>The same over a Key Vault that is reached this way.</summary>
    public static async Task<RunningGateway> StartAsync(KeyVaultAccess? vault, params string[] settings)
    {
        var gateway = new RunningGateway(Directory.CreateTempSubdirectory("gateway-e2e-").FullName, vault, settings);
        await gateway.StartAgainAsync();
        await Cast.RegisterAsync(gateway);
        return gateway;
    }

    /// <summary>Starts the server on its folder; as it was stopped before.</summary>
    public async Task StartAgainAsync()
    {
        string[] args =
        [
            "--environment=Development", $"--Gateway:DataFolder={Folder}", "--Gateway:LogOrigin=gateway.example/e2e", "--Gateway:ListenPort=0",
            "--Gateway:Identity:UseDevelopmentIssuer=true", "--Gateway:Identity:Audience=gateway", "--Logging:Console:LogLevel:Default=None",
            .. _settings,
        ];
        _application = await GatewayServer.BuildAsync(args, _vault, CancellationToken.None);
        _application.Services.GetRequiredService<ILoggerFactory>().AddProvider(Log);
        await _application.StartAsync();
    }

    /// <summary>Asks the server to stop, while its parties are connected; done when it has.</summary>
    public Task HaltAsync() => Application.StopAsync();

    /// <summary>Stops the server. Parties connect anew afterwards: the port is another one.</summary>
    public async Task StopAsync()
    {
        foreach (var (connection, state, _) in _parties.Values)
        {
            await connection.DisposeAsync();
            state.Dispose();
        }
        foreach (var channel in _channels.Values) channel.Dispose();
        _parties.Clear();
        _channels.Clear();
        if (_application is null) return;
        await _application.StopAsync();
        await _application.DisposeAsync();
        _application = null;
    }

    /// <summary>A party's client, as one of its officers.</summary>
    public PartyClient As(Official officer) => _parties.GetOrAdd(officer, o =>
    {
        var connection = new GatewayConnection(new GatewayConnectionOptions
        {
            Address = new Uri(Address), Authority = Authority, Token = _ => ValueTask.FromResult(TokenOf(o)),
        });
        var state = ClientState.Open(Path.Combine(_clients, $"{o.Party}-{o.Id}.db"));
        var log = NoteVerifier.Parse(File.ReadAllText(Path.Combine(Folder, Installation.LogKeyFile)).Trim());
        return (connection, state, new PartyClient(connection, IdentityOf(o.Party), state, log));
    }).Client;

    /// <summary>The generated clients of an officer.</summary>
    public WireClients Wire(Official officer) => Wire(TokenOf(officer));

    /// <summary>The generated clients with a token, or with none.</summary>
    public WireClients Wire(string? token) => new(_channels.GetOrAdd(token ?? "", ChannelOf).CreateCallInvoker());

    /// <summary>A gRPC request made by hand, without a token.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, byte[] body, params (string Name, string Value)[] headers)
    {
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1 };
        handler.SslOptions.CertificateChainPolicy = Trust;
        using var http = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, Address + path)
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent(body),
        };
        request.Content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
        request.Headers.TryAddWithoutValidation("te", "trailers");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request); // with its body and trailers
    }

    /// <summary>A party's own keys.</summary>
    public PartyIdentity IdentityOf(string party) =>
        _identities.GetOrAdd(party, id => Kept(new PartyIdentity(new PartyId(id), AgreementKey.Generate(), SigningKey.Generate())));

    /// <summary>Makes a new recipient key for a party, which keeps the earlier one; answers who it is now.</summary>
    public PartyIdentity Renew(string party)
    {
        var known = IdentityOf(party);
        foreach (var officer in _parties.Keys.Where(o => o.Party == party)) _parties.TryRemove(officer, out _);
        return _identities[party] = Kept(new PartyIdentity(known.Id, AgreementKey.Generate(), known.Signing, [known.Recipient, .. known.Earlier]));
    }

    /// <summary>Lets a party sign with another key.</summary>
    public void SignWith(string party, SigningKey key)
    {
        var known = IdentityOf(party);
        foreach (var officer in _parties.Keys.Where(o => o.Party == party)) _parties.TryRemove(officer, out _);
        _identities[party] = Kept(new PartyIdentity(known.Id, known.Recipient, key, known.Earlier));
    }

    private PartyIdentity Kept(PartyIdentity identity)
    {
        foreach (var secret in KnownSecrets.Of(identity)) _secrets.Add(secret);
        return identity;
    }

    /// <summary>A party as it registers, with its public keys and the proof of possession.</summary>
    public RegisterPartyRequest WithKeys(Party party) => IdentityOf(party.PartyId).Register(party, Cast.DayIn(months: 12));

    /// <summary>Full names of the services that have an endpoint.</summary>
    public IEnumerable<string> MappedServices => Application.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .Select(e => e.Metadata.GetMetadata<GrpcMethodMetadata>()).OfType<GrpcMethodMetadata>().Select(m => m.Method.ServiceName).Distinct();

    /// <summary>A part of the server.</summary>
    public T Part<T>()
        where T : notnull => Application.Services.GetRequiredService<T>();

    /// <summary>How many entries the log has.</summary>
    public async Task<long> LogSizeAsync() => (await CheckpointAsync()).Size;

    /// <summary>The newest checkpoint.</summary>
    public async Task<Checkpoint> CheckpointAsync() => await Application.Services.GetRequiredService<AuditLog>().CheckpointAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        KnownSecrets.Check([.. KnownSecrets.Of(Folder), .. _secrets], Log.Text);
        foreach (var identity in _identities.Values) identity.Dispose();
        Directory.Delete(Folder, recursive: true);
        Directory.Delete(_clients, recursive: true);
    }

    /// <summary>An access token of an officer, which lasts as long as all tests together may take on a machine that is busy.</summary>
    public string TokenOf(Official officer) => _tokens.GetOrAdd((Issuer, officer), k =>
        k.Item1.Issue(new PartyId(k.Item2.Party), k.Item2.Id, 3, TimeSpan.FromHours(2)));

    private GrpcChannel ChannelOf(string token)
    {
        var credentials = CallCredentials.FromInterceptor((_, metadata) =>
        {
            if (token.Length > 0) metadata.Add("authorization", $"Bearer {token}");
            return Task.CompletedTask;
        });
        return GrpcChannel.ForAddress(Address, new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials),
            HttpHandler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust } },
            DisposeHttpClient = true,
            MaxReceiveMessageSize = 20 << 20,
        });
    }
}
