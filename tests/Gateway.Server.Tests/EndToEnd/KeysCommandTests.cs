using System.Text.Json.Nodes;
using Gateway.Client;
using Gateway.Crypto;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary><c>gateway keys</c> against a running server. Exit codes: 0 done, 1 refused, 2 wrong usage.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class KeysCommandTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-keys-cli-").FullName;

    private RunningGateway _gateway = null!;

    [SetUp]
    public async Task StartAsync() => _gateway = await RunningGateway.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Rotate_ProposedByOneAndApprovedByTheOther_IsListed()
    {
        var (made, proposed, _) = await RunAsync(Cast.Operator, "rotate", "--party", "skola", "--number", "Dnr 1");
        Assert.That((made, proposed.StartsWith("proposed ", StringComparison.Ordinal)), Is.EqualTo((0, true)));
        var (_, waiting, _) = await RunProposalsAsync(Cast.OtherOperator, "list");
        Assert.That(waiting, Does.Contain("rotate-party-keys  by operator").And.Contain("""{"party":"skola","registrationNumber":"Dnr 1"}"""));

        var (id, digest) = (waiting[..32], waiting.Trim()[^64..]);
        var (alone, _, refusal) = await RunProposalsAsync(Cast.Operator, "approve", id, "--digest", digest);
        Assert.That((alone, refusal.Trim()), Is.EqualTo((1, "another officer than the one who proposed approves")));
        Assert.That((await RunProposalsAsync(Cast.OtherOperator, "approve", id, "--digest", digest)).Code, Is.Zero);

        var (code, listed, _) = await RunAsync(Cast.Operator, "list");
        Assert.That(code, Is.Zero);
        Assert.That(listed.Split('\n').Single(l => l.Contains("skola", StringComparison.Ordinal)), Does.Match("party +skola +2 "));
    }

    [Test]
    public async Task RotateVault_AfterANewKeyFile_IsProposedAndWithdrawn()
    {
        Assert.That((await RunAsync(Cast.Operator, "rotate", "--vault", "--number", "Dnr 1")).Code, Is.EqualTo(1), "there is no new version");
        Assert.That((await InvokeAsync("new-vault-key", "--data", _gateway.Folder)).Code, Is.Zero);
        Assert.That(Path.Combine(_gateway.Folder, "vault.key.2"), Does.Exist);
        var (code, proposed, _) = await RunAsync(Cast.Operator, "rotate", "--vault", "--number", "Dnr 1");
        Assert.That(code, Is.Zero);
        Assert.That((await RunProposalsAsync(Cast.Operator, "withdraw", proposed.Split(' ', ';')[1])).Output.Trim(), Is.EqualTo("withdrawn"));
    }

    [Test]
    public async Task Export_OfAParty_IsWhatOthersNeedAndNothingSecret()
    {
        var (code, json, _) = await RunAsync(Cast.Police, "export", "--party", "soc");
        Assert.That(code, Is.Zero);
        var keys = JsonNode.Parse(json)!.AsObject();
        Assert.That(keys["recipientKey"]!.AsObject().Select(m => m.Key), Is.EquivalentTo(["crv", "kty", "x", "y"]));
        Assert.That(EcPublicKey.FromJwk(keys["recipientKey"]!.ToJsonString()), Is.EqualTo(_gateway.IdentityOf("soc").Recipient.Public));
        Assert.That(keys["logKey"]!.GetValue<string>(), Does.StartWith("gateway.example/e2e+"));
    }

    [Test]
    public async Task Recipient_NewRevokedAndItsReleases_AreTheRegistrars()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "keys")).FullName;
        PartyIdentity.Create(new Parties.PartyId("polisen"), folder).Dispose();
        string[] made = ["new-recipient", "--party", "polisen", "--identity", folder, "--until", Cast.Day(months: 6), "--number", "Dnr 1"];
        Assert.That((await RunAsync(Cast.Police, made)).Code, Is.Zero);
        Assert.That(Path.Combine(folder, "recipient-2.pem"), Does.Exist);

        var key = _gateway.IdentityOf("polisen").Recipient.Public.KeyId;
        Assert.That((await RunAsync(Cast.Police, "releases", key)).Code, Is.Zero);
        Assert.That((await RunAsync(Cast.Police, "revoke", key, "--compromised", "--number", "Dnr 2")).Output.Trim(), Is.EqualTo("revoked"));
        Assert.That((await RunAsync(Cast.SocialWorker, "releases", key)).Code, Is.EqualTo(1), "without the role");
    }

    [Test]
    public async Task RotateLog_IsProposed()
    {
        var (code, proposed, _) = await RunAsync(Cast.Operator, "rotate", "--log", "--number", "Dnr 1");
        Assert.That((code, proposed.StartsWith("proposed ", StringComparison.Ordinal)), Is.EqualTo((0, true)));
        Assert.That((await RunProposalsAsync(Cast.OtherOperator, "list")).Output, Does.Contain("rotate-log-key  by operator"));
    }

    [TestCase("rotate", "--number", "Dnr 1")]
    [TestCase("rotate", "--vault", "--log", "--number", "Dnr 1")]
    [TestCase("rotate", "--vault", "--party", "soc", "--number", "Dnr 1")]
    [TestCase("retire", "--party", "soc")]
    [TestCase("list", "--colour")]
    public async Task Call_WithoutWhatItNeeds_IsWrongUsage(params string[] args)
    {
        var (code, _, error) = await RunAsync(Cast.Operator, args);
        Assert.That((code, error.Contains("--help", StringComparison.Ordinal)), Is.EqualTo((2, true)));
    }

    [Test]
    public async Task Call_WithoutAServerOrAKeyFile_IsWrongUsageOrFoundWanting()
    {
        Assert.That((await InvokeAsync("list")).Code, Is.EqualTo(2));
        Assert.That((await InvokeAsync("new-vault-key")).Code, Is.EqualTo(2));
        Assert.That((await InvokeAsync("new-vault-key", "--data", _folder)).Code, Is.EqualTo(1));
        var (code, help, _) = await InvokeAsync("--help");
        Assert.That(code, Is.Zero);
        foreach (var command in (string[])["list", "rotate", "retire", "revoke", "export"]) Assert.That(help, Does.Contain(command));
    }

    private Task<(int Code, string Output, string Error)> RunAsync(Official officer, params string[] args) =>
        CommandLine.RunAsync(_gateway, _folder, officer, ["keys", .. args]);

    private Task<(int Code, string Output, string Error)> RunProposalsAsync(Official officer, params string[] args) =>
        CommandLine.RunAsync(_gateway, _folder, officer, ["proposals", .. args]);

    private static Task<(int Code, string Output, string Error)> InvokeAsync(params string[] args) => CommandLine.InvokeAsync(["keys", .. args]);
}
