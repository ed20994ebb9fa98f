using Gateway.Server.Tests.Protocol;
using Gateway.Tests;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Tools discover the services, with a token.</summary>
internal sealed class ReflectionTests
{
    private static readonly string[] Services =
    [
        "gateway.v1.AlertService", "gateway.v1.AuditService", "gateway.v1.CaseService", "gateway.v1.ConsentService", "gateway.v1.DirectoryService",
        "gateway.v1.DisclosureService", "gateway.v1.ErasureService", "gateway.v1.FollowUpService", "gateway.v1.IncidentService", "gateway.v1.KeyService", "gateway.v1.LegalService",
        "gateway.v1.PolicyService", "gateway.v1.ProposalService", "gateway.v1.RecordService", "gateway.v1.RetentionService", "grpc.health.v1.Health",
        "grpc.reflection.v1.ServerReflection",
    ];

    [OneTimeSetUp]
    public Task InstallAsync() => Buf.InstallAsync();

    [Test]
    public async Task ListServices_NamesEachThatIsMapped()
    {
        var answer = await AnswerAsync(new ServerReflectionRequest { ListServices = "", Host = "here" });
        Assert.That(answer.ListServicesResponse.Service.Select(s => s.Name), Is.EqualTo(Services));
        Assert.That(Town.Gateway.MappedServices, Is.EquivalentTo(Services));
        Assert.That(answer.ValidHost, Is.EqualTo("here"));
        Assert.That(answer.OriginalRequest.Host, Is.EqualTo("here"));
    }

    [TestCase("gateway.v1.AlertService")]
    [TestCase("gateway.v1.AlertService.Push")]
    [TestCase("gateway.v1.PushRequest")]
    [TestCase("gateway.v1.AlertState")]
    public async Task FileContainingSymbol_GivesTheFileAndAllThatItImports(string symbol)
    {
        var answer = await AnswerAsync(new ServerReflectionRequest { FileContainingSymbol = symbol });
        var files = answer.FileDescriptorResponse.FileDescriptorProto.Select(b => FileDescriptorProto.Parser.ParseFrom(b)).ToList();
        Assert.That(files[0].Name, Is.EqualTo("gateway/v1/alerts.proto"));
        Assert.That(files.SelectMany(f => f.Dependency).Distinct(), Is.SubsetOf(files.Select(f => f.Name)));
    }

    [Test]
    public async Task FileByFilename_GivesTheFile()
    {
        var answer = await AnswerAsync(new ServerReflectionRequest { FileByFilename = "gateway/v1/audit.proto" });
        Assert.That(FileDescriptorProto.Parser.ParseFrom(answer.FileDescriptorResponse.FileDescriptorProto[0]).Service.Single().Name, Is.EqualTo("AuditService"));
    }

    [Test]
    public async Task Question_ThatFindsNothing_IsAnAnswerAndTheStreamGoesOn()
    {
        ServerReflectionRequest[] questions =
        [
            new() { FileByFilename = "nothing.proto" }, new() { FileContainingSymbol = "gateway.v1.Nothing" },
            new() { FileContainingExtension = new ExtensionRequest { ContainingType = "gateway.v1.PushRequest", ExtensionNumber = 1 } },
            new() { AllExtensionNumbersOfType = "gateway.v1.Nothing" }, new(), new() { AllExtensionNumbersOfType = "gateway.v1.PushRequest" },
        ];
        var answers = await AnswersAsync(questions);
        Assert.That(answers.Select(a => (StatusCode)(a.ErrorResponse?.ErrorCode ?? 0)), Is.EqualTo(
            [StatusCode.NotFound, StatusCode.NotFound, StatusCode.NotFound, StatusCode.NotFound, StatusCode.InvalidArgument, StatusCode.OK]));
        Assert.That(answers[^1].AllExtensionNumbersResponse.ExtensionNumber, Is.Empty);
    }

    [Test]
    public async Task Call_WithoutAToken_IsUnauthenticated()
    {
        using var call = Town.Gateway.Wire((string?)null).Reflection.ServerReflectionInfo();
        var refused = await Refusal.OfAsync(() => call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.Unauthenticated));
    }

    [Test]
    public async Task BufCurl_WithNothingButTheAddress_DiscoversAndCalls()
    {
        var token = $"authorization: Bearer {Town.Gateway.TokenOf(Cast.Police)}";
        string[] access = ["curl", "--protocol", "grpc", "--cacert", Town.Gateway.AuthorityFile, "--reflect", "--reflect-header", token, "-H", token];
        var (listed, services) = await Buf.RunAsync(OutsideVectors.RepositoryRoot, [.. access, Town.Gateway.Address, "--list-services"]);
        Assert.That(listed, Is.Zero, services);
        Assert.That(services.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(Services));
        var (called, answer) = await Buf.RunAsync(
            OutsideVectors.RepositoryRoot, [.. access, "-d", "{\"provisionId\": \"lub-4\"}", $"{Town.Gateway.Address}/gateway.v1.PolicyService/ExplainProvision"]);
        Assert.That(called, Is.Zero, answer);
        Assert.That(answer, Does.Contain("citation"));
    }

    private static async Task<ServerReflectionResponse> AnswerAsync(ServerReflectionRequest question) => (await AnswersAsync([question]))[0];

    private static async Task<IReadOnlyList<ServerReflectionResponse>> AnswersAsync(IReadOnlyList<ServerReflectionRequest> questions)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var call = Town.Wire(Cast.Police).Reflection.ServerReflectionInfo(cancellationToken: limit.Token);
        foreach (var question in questions) await call.RequestStream.WriteAsync(question);
        await call.RequestStream.CompleteAsync();
        return await call.ResponseStream.ReadAllAsync(limit.Token).ToListAsync(limit.Token);
    }
}
