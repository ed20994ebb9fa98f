using Gateway.Parties;
using Gateway.Protocol.V1;
using Gateway.Server.Identity;
using Gateway.Server.Tests.Hosting;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Who calls is proved by a token of the one issuer, within its time.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class TokenTests
{
    private long _before;

    [OneTimeSetUp]
    public async Task LookAtTheLogAsync() => _before = await Town.Gateway.LogSizeAsync();

    [OneTimeTearDown]
    public async Task NothingWasLoggedAsync() => Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(_before));

    private static IEnumerable<TestCaseData> Tokens()
    {
        yield return Token("None", () => null);
        yield return Token("NoToken", () => "eyJhbGciOiJub25lIn0.e30.");
        yield return Token("Expired", () => Town.Gateway.Issuer.Issue(new PartyId("polisen"), "berg", 3, TimeSpan.FromMinutes(-2)));
        yield return Token("ForeignKey", () =>
        {
            using var foreign = Foreign(Town.Gateway.Issuer.Issuer);
            return foreign.Issue(new PartyId("polisen"), "berg", 3);
        });
        yield return Token("ForeignIssuer", () =>
        {
            using var foreign = Foreign("https://issuer.example");
            return foreign.Issue(new PartyId("polisen"), "berg", 3);
        });
    }

    [TestCaseSource(nameof(Tokens))]
    public async Task Call_WithoutAValidToken_IsUnauthenticated(Func<string?> token)
    {
        var wire = Town.Gateway.Wire(token());
        Func<Task>[] calls =
        [
            () => wire.Audit.GetCheckpointAsync(new GetCheckpointRequest()).ResponseAsync,
            () => wire.Policy.GetCatalogueAsync(new GetCatalogueRequest()).ResponseAsync,
            () => wire.Directory.GetPartyAsync(new GetPartyRequest { PartyId = "soc" }).ResponseAsync,
            () => wire.Alerts.TrackAsync(new TrackRequest { AlertId = new string('0', 32) }).ResponseAsync,
            () => wire.Disclosures.RequestAsync(Messages.Contact(People.Adult(), "")).ResponseAsync,
        ];
        var refused = await Task.WhenAll(calls.Select(Refusal.OfAsync));
        Assert.That(refused.Select(r => r.StatusCode), Is.All.EqualTo(StatusCode.Unauthenticated));
        // One text for all: which fault it was stays in the security log.
        Assert.That(refused.Select(r => r.Status.Detail).Distinct(), Is.EqualTo(["a valid access token is needed"]));
    }

    [Test]
    public async Task Call_WithoutAToken_IsRefusedBeforeItsMessageIsRead()
    {
        // Neither a prefix nor gzip nor protobuf: whoever reads it says INTERNAL.
        using var answer = await Town.Gateway.PostAsync("/gateway.v1.AlertService/Push", [9, 9, 9], ("grpc-encoding", "gzip"));
        Assert.That(answer.Headers.GetValues("grpc-status"), Is.EqualTo(["16"]));
        Assert.That(answer.Headers.GetValues("grpc-message"), Is.EqualTo(["a valid access token is needed"]));
    }

    [Test]
    public async Task Health_WithAMessageLargerThanAQuestion_IsResourceExhausted()
    {
        var large = new byte[5 + 5000];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(large.AsSpan(1), 5000);
        using var answer = await Town.Gateway.PostAsync("/grpc.health.v1.Health/Check", large);
        Assert.That(answer.Headers.GetValues("grpc-status"), Is.EqualTo(["8"]));
    }

    private static TestCaseData Token(string name, Func<string?> token) => new TestCaseData(token).SetName($"Token_{name}_IsUnauthenticated");

    private static DevelopmentIssuer Foreign(string issuer) => new(
        new IdentityOptions { Authority = issuer, Audience = "gateway", UseDevelopmentIssuer = true }, new FixedEnvironment("Development"), TimeProvider.System);
}
