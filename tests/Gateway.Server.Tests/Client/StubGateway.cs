using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Client;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Server.Tests.Client;

/// <summary>A gateway on a real socket with TLS whose answers a test sets; its log is real.</summary>
internal sealed class StubGateway : IAsyncDisposable
{
    public static readonly X509Certificate2 Authority = CreateCertificate();

    private readonly TwoParties _parties;
    private readonly WebApplication _application;

    private StubGateway(TwoParties parties)
    {
        _parties = parties;
        OnPush = _ => AcknowledgeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = Authority;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.AllowAnyClientCertificate();
            });
        }));
        builder.Services.AddSingleton(this);
        builder.Services.AddGrpc();
        _application = builder.Build();
        _application.MapGrpcService<Alerts>();
        _application.Use((context, next) =>
        {
            Systems.Enqueue(context.Connection.ClientCertificate?.Thumbprint);
            return next(context);
        });
        _application.MapGrpcService<Disclosures>();
        _application.MapGrpcService<Directory>();
        _application.MapGrpcService<Audit>();
    }

    /// <summary>Every push as it came.</summary>
    public ConcurrentQueue<Wire.PushRequest> Pushes { get; } = new();

    /// <summary>The cursor of every subscription.</summary>
    public ConcurrentQueue<string> Cursors { get; } = new();

    /// <summary>The bearer of every push.</summary>
    public ConcurrentQueue<string?> Bearers { get; } = new();

    /// <summary>The thumbprint of the client certificate of every call.</summary>
    public ConcurrentQueue<string?> Systems { get; } = new();

    /// <summary>Every request for disclosure as it came.</summary>
    public ConcurrentQueue<Wire.RequestRequest> Requests { get; } = new();

    /// <summary>What a request and its collecting are answered with.</summary>
    public Wire.RequestResponse Answer { get; set; } = new();

    public int LookUps { get; private set; }

    /// <summary>What a push is answered with; at first acknowledged with receipts.</summary>
    public Func<Wire.PushRequest, Task<Wire.PushResponse>> OnPush { get; set; }

    /// <summary>What a subscription is answered with, by its cursor.</summary>
    public Func<string, IServerStreamWriter<Wire.SubscribeResponse>, Task> OnSubscribe { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What a download is answered with.</summary>
    public Func<Wire.DownloadChunksRequest, IServerStreamWriter<Wire.DownloadChunksResponse>, Task> OnDownload { get; set; } =
        (_, _) => Task.CompletedTask;

    public static async Task<StubGateway> StartAsync(TwoParties parties)
    {
        var gateway = new StubGateway(parties);
        await gateway._application.StartAsync();
        return gateway;
    }

    public GatewayConnection Connect(
        X509Certificate2? authority = null, TimeSpan? deadline = null, X509Certificate2? system = null) => new(new GatewayConnectionOptions
    {
        Address = new Uri(_application.Services.GetRequiredService<IServer>().Features
            .GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()),
        Authority = authority ?? Authority,
        Token = _ => ValueTask.FromResult("a-token"),
        ClientCertificate = system,
        Deadline = deadline ?? TimeSpan.FromSeconds(30),
    });

    public async Task<Wire.PushResponse> AcknowledgeAsync(SqliteLog? log = null)
    {
        var committed = await (log ?? _parties.Log).CommitAsync(TwoParties.Entry());
        return new Wire.PushResponse
        {
            AlertId = committed.Entries[0].Entry.Content.Id,
            Receipts = { TwoParties.Receipt(committed, committed.Entries[0], TwoParties.Social) },
        };
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    public static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }

    private sealed class Alerts(StubGateway gateway) : Wire.AlertService.AlertServiceBase
    {
        public override Task<Wire.PushResponse> Push(Wire.PushRequest request, ServerCallContext context)
        {
            gateway.Pushes.Enqueue(request);
            gateway.Bearers.Enqueue(context.RequestHeaders.GetValue("authorization"));
            return gateway.OnPush(request);
        }

        public override Task Subscribe(
            Wire.SubscribeRequest request, IServerStreamWriter<Wire.SubscribeResponse> responseStream, ServerCallContext context)
        {
            gateway.Cursors.Enqueue(request.Cursor);
            return gateway.OnSubscribe(request.Cursor, responseStream);
        }

        public override async Task<Wire.OpenResponse> Open(Wire.OpenRequest request, ServerCallContext context)
        {
            var release = await gateway._parties.ReleaseAsync();
            return new Wire.OpenResponse { Release = release, Receipts = { release.Receipts } };
        }
    }

    private sealed class Disclosures(StubGateway gateway) : Wire.DisclosureService.DisclosureServiceBase
    {
        public override Task<Wire.RequestResponse> Request(Wire.RequestRequest request, ServerCallContext context)
        {
            gateway.Requests.Enqueue(request);
            return Task.FromResult(gateway.Answer);
        }

        public override Task<Wire.CollectResponse> Collect(Wire.CollectRequest request, ServerCallContext context) => Task.FromResult(
            new Wire.CollectResponse { Release = gateway.Answer.Release, Receipts = { gateway.Answer.Receipts }, Closed = true });

        public override Task DownloadChunks(
            Wire.DownloadChunksRequest request, IServerStreamWriter<Wire.DownloadChunksResponse> responseStream, ServerCallContext context) =>
            gateway.OnDownload(request, responseStream);
    }

    private sealed class Directory(StubGateway gateway) : Wire.DirectoryService.DirectoryServiceBase
    {
        public override Task<Wire.GetPartyResponse> GetParty(Wire.GetPartyRequest request, ServerCallContext context)
        {
            gateway.LookUps++;
            var identity = request.PartyId == TwoParties.Social.ToString() ? gateway._parties.Holder : gateway._parties.Receiver;
            return Task.FromResult(new Wire.GetPartyResponse
            {
                Party = new Wire.Party
                {
                    PartyId = request.PartyId,
                    IntakeKey = gateway._parties.Intake.Public.ToJwk(),
                    SigningKey = identity.Signing.Public.ToJwk(),
                },
            });
        }
    }

    private sealed class Audit(StubGateway gateway) : Wire.AuditService.AuditServiceBase
    {
        public override async Task<Wire.GetCheckpointResponse> GetCheckpoint(Wire.GetCheckpointRequest request, ServerCallContext context) =>
            new() { Checkpoint = (await gateway._parties.Log.CheckpointAsync()).Note };

        public override async Task<Wire.GetConsistencyProofResponse> GetConsistencyProof(
            Wire.GetConsistencyProofRequest request, ServerCallContext context)
        {
            try
            {
                var hashes = await gateway._parties.Log.ProofsAsync(request.OldSize, request.NewSize, context.CancellationToken);
                return new Wire.GetConsistencyProofResponse { Hashes = { hashes.Select(h => ByteString.CopyFrom(h)) } };
            }
            catch (GatewayException e)
            {
                throw new RpcException(new Status(StatusCode.OutOfRange, e.Message));
            }
        }
    }
}
