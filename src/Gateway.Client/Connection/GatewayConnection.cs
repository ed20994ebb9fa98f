using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;

namespace Gateway.Client;

/// <summary>
/// The way to one gateway: TLS to a pinned authority, a bearer token and a deadline on each call, failures as
/// <see cref="GatewayException"/>. Expensive to make, safe for concurrent use.
/// </summary>
public sealed class GatewayConnection : IAsyncDisposable
{
    private readonly GatewayConnectionOptions _options;
    private readonly GrpcChannel _channel;

    /// <exception cref="ArgumentException">The address is not <c>https</c>: a token would be readable on the way.</exception>
    public GatewayConnection(GatewayConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        var token = CallCredentials.FromInterceptor(async (context, metadata) =>
            metadata.Add("authorization", $"Bearer {await options.Token(context.CancellationToken)}"));
        _channel = GrpcChannel.ForAddress(options.Address, new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, token),
            HttpHandler = HandlerFor(options),
            DisposeHttpClient = true,
            // 16 sections of 1 MiB, and what comes with them.
            MaxReceiveMessageSize = 20 * 1024 * 1024,
        });
        Directory = new DirectoryClient(this);
        Audit = new AuditClient(this);
        Legal = new LegalClient(this);
        Incidents = new IncidentClient(this);
        Keys = new KeyClient(this);
        Proposals = new ProposalClient(this);
        Erasures = new ErasureClient(this);
        Retention = new RetentionClient(this);
    }

    /// <summary>Parties, keys, officers.</summary>
    public DirectoryClient Directory { get; }

    /// <summary>The log, for those who check it.</summary>
    public AuditClient Audit { get; }

    /// <summary>The log, for legal staff.</summary>
    public LegalClient Legal { get; }

    /// <summary>What was sent to the wrong receiver.</summary>
    public IncidentClient Incidents { get; }

    /// <summary>Keys of the gateway and of parties.</summary>
    public KeyClient Keys { get; }

    /// <summary>Acts that take two officers.</summary>
    public ProposalClient Proposals { get; }

    /// <summary>Erasure of what is a party's own.</summary>
    public ErasureClient Erasures { get; }

    /// <summary>How long a party keeps the details of its log entries.</summary>
    public RetentionClient Retention { get; }

    internal TimeProvider Time => _options.Time;

    internal CallInvoker Invoker => _channel.CreateCallInvoker();

    /// <summary>Makes a call with one answer.</summary>
    /// <exception cref="GatewayException">It failed or was refused.</exception>
    internal async Task<T> CallAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken ct)
    {
        var deadline = Time.GetUtcNow().Add(_options.Deadline).UtcDateTime;
        try
        {
            using var started = call(new CallOptions(deadline: deadline, cancellationToken: ct));
            return await started;
        }
        catch (RpcException e)
        {
            ct.ThrowIfCancellationRequested();
            throw GatewayException.Of(e);
        }
    }

    /// <summary>The messages of a stream until it ends.</summary>
    /// <exception cref="GatewayException">It broke or was refused.</exception>
    internal static async IAsyncEnumerable<T> StreamAsync<T>(
        Func<CallOptions, AsyncServerStreamingCall<T>> call, [EnumeratorCancellation] CancellationToken ct)
    {
        using var started = call(new CallOptions(cancellationToken: ct));
        while (await MoveNextAsync(started.ResponseStream, ct)) yield return started.ResponseStream.Current;
    }

    /// <summary>Sends a stream of messages and gives the one answer to them.</summary>
    /// <exception cref="GatewayException">It broke or was refused.</exception>
    internal static async Task<TResponse> SendAsync<TRequest, TResponse>(
        Func<CallOptions, AsyncClientStreamingCall<TRequest, TResponse>> call, IEnumerable<TRequest> messages, CancellationToken ct)
    {
        using var started = call(new CallOptions(cancellationToken: ct));
        try
        {
            foreach (var message in messages) await started.RequestStream.WriteAsync(message, ct);
            await started.RequestStream.CompleteAsync();
        }
        catch (RpcException)
        {
            // The gateway has ended the call before it took every message; why, its answer says.
        }

        try
        {
            return await started.ResponseAsync;
        }
        catch (RpcException e)
        {
            ct.ThrowIfCancellationRequested();
            throw GatewayException.Of(e);
        }
    }

    /// <summary>Closes the connections; what runs is cancelled.</summary>
    public async ValueTask DisposeAsync() => await _channel.ShutdownAsync();

    private static async ValueTask<bool> MoveNextAsync<T>(IAsyncStreamReader<T> stream, CancellationToken ct)
    {
        try
        {
            return await stream.MoveNext(ct);
        }
        catch (RpcException e)
        {
            ct.ThrowIfCancellationRequested();
            throw GatewayException.Of(e);
        }
    }

    /// <summary>A handler that believes the pinned authority alone.</summary>
    internal static SocketsHttpHandler HandlerFor(GatewayConnectionOptions options)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(options.Authority);
        return new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            AllowAutoRedirect = false,
            UseCookies = false,
            // A stream that waits for alerts would else not notice a peer that is gone.
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = policy,
                ClientCertificates = options.ClientCertificate is { } certificate ? [certificate] : null,
            },
        };
    }
}
