using Gateway.Alerts;
using Gateway.Audit;
using Gateway.Cases;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Records;
using Gateway.Records.Erasure;
using Gateway.Records.Retention;
using Gateway.Review;
using Gateway.Server.Serving;
using Gateway.Server.Hosting;
using Gateway.Server.Identity;
using Gateway.Server.Jobs;
using Gateway.Server.Keys;
using Gateway.Server.Keys.Acts;
using Gateway.Server.Services;
using Gateway.Server.Telemetry;
using Gateway.Server.Witnesses;
using Gateway.Storage;
using Gateway.Storage.Alerts;
using Gateway.Storage.Enforcement;
using Gateway.Storage.Erasure;
using Gateway.Storage.Keys;
using Gateway.Storage.Log;
using Gateway.Storage.Policy;
using Gateway.Storage.Records;
using Gateway.Storage.Retention;
using Gateway.Storage.Review;

namespace Gateway.Server;

/// <summary>
/// The gateway as one process: reads its settings, opens its data folder, and serves its gRPC services on one TLS port. What is
/// made here is all there is; nothing is found by reflection.
/// </summary>
public static class GatewayServer
{
    /// <summary>A message with sections: 16 of 1 MiB, and what goes with them.</summary>
    private const int WithSections = 17 << 20;

    /// <summary>Any other message.</summary>
    private const int Plain = 256 << 10;

    /// <summary>A question about the server itself, which needs no token or no more than one.</summary>
    private const int Question = 4 << 10;

    /// <summary>Builds the server; the caller starts it.</summary>
    /// <exception cref="InvalidConfigurationException">The settings let it not start; every problem is named.</exception>
    public static Task<WebApplication> BuildAsync(string[] args, CancellationToken ct) => BuildAsync(args, access: null, ct);

    /// <param name="args">The command line.</param>
    /// <param name="access">How a Key Vault is reached; null for what the settings say.</param>
    internal static async Task<WebApplication> BuildAsync(string[] args, KeyVaultAccess? access, CancellationToken ct)
    {
        var builder = WebApplication.CreateBuilder(args);
        var options = ServerConfiguration.Read(builder.Configuration, builder.Environment);
        var time = TimeProvider.System;
        var installation = await Installation.OpenAsync(options, access, time, ct);
        AddCore(builder.Services, installation, options, time);
        AddFeatures(builder.Services);
        builder.Services.AddGatewayIdentity(options.Identity, builder.Environment);
        builder.Services.AddGatewayTelemetry(options);
        builder.Services.AddWitnesses(options, access);
        builder.Services.AddSingleton<TimeGrid>();
        builder.Services.AddHostedService<DeadlineWatch>();
        builder.Services.AddHostedService<CatalogueWatch>();
        builder.Services.AddHostedService<UploadSweep>();
        builder.Services.AddHostedService<VaultKeyMove>();
        builder.Services.AddHostedService<ErasureSweep>();
        builder.Services.AddHostedService<DetailErasure>();
        builder.Services.AddHostedService<ReviewWatch>();
        builder.Services.AddSingleton<ServingState>();
        builder.Services.AddSingleton<WatchPlaces>();
        builder.Services.AddHostedService<ServingWatch>();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = Plain;
            grpc.MaxSendMessageSize = WithSections;
            grpc.Interceptors.Add<ErrorInterceptor>();
            grpc.Interceptors.Add<RefusalInterceptor>();
        })
            .AddServiceOptions<AlertEndpoint>(grpc => grpc.MaxReceiveMessageSize = WithSections)
            .AddServiceOptions<RecordEndpoint>(grpc => grpc.MaxReceiveMessageSize = WithSections)
            .AddServiceOptions<DisclosureEndpoint>(grpc => grpc.MaxReceiveMessageSize = WithSections)
            .AddServiceOptions<HealthEndpoint>(grpc => grpc.MaxReceiveMessageSize = Question)
            .AddServiceOptions<ReflectionEndpoint>(grpc => grpc.MaxReceiveMessageSize = Question);
        builder.WebHost.UseGatewayListener(options, time);

        var app = builder.Build();
        app.UseAuthentication();
        app.UseMiddleware<TokenGate>();
        Map(app);
        app.Services.GetRequiredService<PolicyEnforcementPoint>().RuleFailed = e => HostingLog.RuleFailed(app.Logger, ExceptionTrace.Of(e));
        // Before anything is signed: a log that does not extend what its witnesses saw is not gone on with.
        await app.Services.CheckWitnessesAsync(installation.Signer.Verifier, options, ct);
        await app.Services.GetRequiredService<Bootstrap>().RunAsync(new PartyId(options.OperatorParty), options.OperatorOfficer, ct);
        return app;
    }

    private static void AddCore(IServiceCollection services, Installation installation, GatewayServerOptions options, TimeProvider time)
    {
        services.AddSingleton(time);
        services.AddSingleton(options);
        services.AddSingleton(new CatalogueInForce(ActiveCatalogue.Embedded)); // until Bootstrap has put the right one in force
        services.AddSingleton<CatalogueActivation>();
        services.AddSingleton(new OperatorParty(new PartyId(options.OperatorParty)));
        services.AddSingleton(new FollowUpTimes(TimeSpan.FromMinutes(options.UrgentAnswerMinutes), TimeSpan.FromHours(options.PostReviewHours)));
        services.AddSingleton(new BackupTime(options.BackupDays));
        services.AddSingleton(_ => installation.Database);
        services.AddSingleton(_ => installation.VaultMetrics);
        services.AddSingleton(installation.Vault);
        services.AddSingleton(_ => installation.Ring);
        services.AddSingleton<IPartyKeys>(provider => provider.GetRequiredService<PartyKeyRing>());
        services.AddSingleton<LogKeys>();
        services.AddSingleton(installation.Pseudonyms);
        services.AddSingleton(provider => new AuditLog(
            new MeasuredDatabase(provider.GetRequiredService<SqliteDatabase>(), provider.GetRequiredService<GatewayMetrics>(), time),
            new SqlLogStore(provider.GetRequiredService<SqliteDatabase>()), installation.Signer, time));
        services.AddSingleton(provider => new StoredTiles(new SqlLogStore(provider.GetRequiredService<SqliteDatabase>())));
        services.AddSingleton<SqlKeyStore>();
        services.AddSingleton<IWrappedSecretStore>(provider => provider.GetRequiredService<SqlKeyStore>());
        services.AddSingleton<GatewaySecretKeeper>();
        services.AddSingleton<KeyRotation>();
        services.AddSingleton<SqlCatalogueStore>();
        services.AddSingleton<Bootstrap>();
        services.AddSingleton<IPartyStore, SqlPartyStore>();
        services.AddSingleton<ICaseStore, SqlCaseStore>();
        services.AddSingleton<IConsentStore, SqlConsentStore>();
        services.AddSingleton<IRecordStore, SqlRecordStore>();
        services.AddSingleton<IRequestStore, SqlRequestStore>();
        services.AddSingleton<IAlertStore, SqlAlertStore>();
        services.AddSingleton<IFulfilmentStore, SqlFulfilmentStore>();
        services.AddSingleton<IFormalDecisionStore, SqlFormalDecisionStore>();
        services.AddSingleton<IReleaseRegister, SqlReleaseRegister>();
        services.AddSingleton<IFollowUpStore, SqlFollowUpStore>();
        services.AddSingleton<IProposalStore, SqlProposalStore>();
        services.AddSingleton<IRecipientKeyStore, SqlRecipientKeyStore>();
        services.AddSingleton<IChunkStore, SqlChunkStore>();
        services.AddSingleton<IErasureStore, SqlErasureStore>();
        services.AddSingleton<IRetentionStore, SqlRetentionStore>();
        services.AddSingleton<IViewStore, SqlViewStore>();
        services.AddSingleton<ISecrecyEndedStore, SqlSecrecyEndedStore>();
        services.AddSingleton<IStatisticsStore, SqlStatisticsStore>();
        services.AddSingleton<IReviewStore, SqlReviewStore>();
        services.AddSingleton<IIncidentStore, SqlIncidentStore>();
        services.AddSingleton(provider => new ChunkUploads(provider.GetRequiredService<UploadRights>(),
            provider.GetRequiredService<IChunkStore>(), provider.GetRequiredService<SqliteDatabase>(), UploadLimits.Usual, time));
    }

    private static void AddFeatures(IServiceCollection services)
    {
        services.AddSingleton<PolicyEnforcementPoint>();
        services.AddSingleton<PolicyInformationPoint>();
        services.AddSingleton<FollowUps>();
        services.AddSingleton<PartyDirectory>();
        services.AddSingleton<TwoPersonActs>();
        services.AddSingleton(provider => provider.GetRequiredService<TwoPersonActs>().All);
        services.AddSingleton<Proposals>();
        services.AddSingleton<KeyList>();
        services.AddSingleton<RecipientKeys>();
        services.AddSingleton<Erasures>();
        services.AddSingleton<Holds>();
        services.AddSingleton(provider => new DetailScan(provider.GetRequiredService<SqliteDatabase>(),
            provider.GetRequiredService<IRetentionStore>(), provider.GetRequiredService<SubjectPseudonyms>()));
        services.AddSingleton<RetentionRules>();
        services.AddSingleton<RetentionErasures>();
        services.AddSingleton<AccessReview>();
        services.AddSingleton<LegalLookups>();
        services.AddSingleton<LogSearch>();
        services.AddSingleton<RegisterExtracts>();
        services.AddSingleton<SecrecyEndings>();
        services.AddSingleton<DisclosureStatements>();
        services.AddSingleton<LogStatistics>();
        services.AddSingleton<LogReviews>();
        services.AddSingleton<SentMatters>();
        services.AddSingleton<Incidents>();
        services.AddSingleton<CaseFiles>();
        services.AddSingleton<ConsentRegister>();
        services.AddSingleton<Corrections>();
        services.AddSingleton<RecordDeposit>();
        services.AddSingleton<UploadRights>();
        services.AddSingleton<ChunkDownloads>();
        services.AddSingleton<DisclosureRequests>();
        services.AddSingleton<Assessments>();
        services.AddSingleton<Fulfilments>();
        services.AddSingleton<FormalDecisions>();
        services.AddSingleton<AlertBell>();
        services.AddSingleton<AlertStates>();
        services.AddSingleton<AlertRecall>();
        services.AddSingleton<AlertDispatch>();
        services.AddSingleton<AlertDelivery>();
        services.AddSingleton<AlertOpening>();
        services.AddSingleton<AlertDownloads>();
    }

    private static void Map(WebApplication app)
    {
        app.MapGrpcService<AlertEndpoint>();
        app.MapGrpcService<RecordEndpoint>();
        app.MapGrpcService<DisclosureEndpoint>();
        app.MapGrpcService<CaseEndpoint>();
        app.MapGrpcService<ConsentEndpoint>();
        app.MapGrpcService<FollowUpEndpoint>();
        app.MapGrpcService<DirectoryEndpoint>();
        app.MapGrpcService<KeyEndpoint>();
        app.MapGrpcService<ProposalEndpoint>();
        app.MapGrpcService<ErasureEndpoint>();
        app.MapGrpcService<RetentionEndpoint>();
        app.MapGrpcService<AuditEndpoint>();
        app.MapGrpcService<LegalEndpoint>();
        app.MapGrpcService<IncidentEndpoint>();
        app.MapGrpcService<PolicyEndpoint>();
        app.MapGrpcService<HealthEndpoint>();
        app.MapGrpcService<ReflectionEndpoint>();
        app.MapLogTiles();
        app.MapDevelopmentIssuer();
    }
}
