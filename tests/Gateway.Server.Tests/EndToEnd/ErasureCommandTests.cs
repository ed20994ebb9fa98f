using Gateway.Audit;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary><c>gateway erasure</c>, <c>retention</c> and <c>proposals</c>: a registrar's work from the command line, and the other registrar's.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ErasureCommandTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-erasure-cli-").FullName;

    private RunningGateway _gateway = null!; // set before each test

    private string PersonFile => Path.Combine(_folder, "person");

    [SetUp]
    public async Task StartAsync() => _gateway = await RunningGateway.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Erasure_OfAPersonUnderAHold_IsRefusedUntilItIsLiftedAndThenCarriedOutByTheOther()
    {
        var person = People.Adult();
        await _gateway.As(Cast.Registrar).Records.DepositAsync(Messages.Record(person), [Messages.Section("risk")], default);
        await File.WriteAllTextAsync(PersonFile, person.PersonalNumber);
        var (_, held, _) = await RunAsync("erasure", "hold", "--person", PersonFile, "--number", "Dnr 1");
        Assert.That(held, Does.StartWith("held "));
        var (looked, preview, _) = await RunAsync("erasure", "preview", "--person", PersonFile);
        Assert.That((looked, preview), Is.EqualTo((1, preview)));
        Assert.That(preview, Does.StartWith("sections ").And.Contain("held by placed-hold").And.Contain("backups hold it for 30 days more"));
        Assert.That((await RunAsync("erasure", "propose", "--person", PersonFile, "--number", "Gallring 1")).Code, Is.EqualTo(1));

        Assert.That(await RunAsync("erasure", "lift", held.Trim()["held ".Length..], "--number", "Dnr 2"), Is.EqualTo((0, "lifted\n", "")));
        await ApproveAsync(await RunAsync("erasure", "propose", "--person", PersonFile, "--number", "Gallring 1"));
        Assert.That((await RunAsync("erasure", "list")).Output, Does.Contain("  person  ").And.Contain("backups by "));
    }

    [Test]
    public async Task Retention_FromTheRuleToTheErasure_IsTwoRegistrars()
    {
        await OldEntries.LogAsync(_gateway, EntryKind.Request, 800, People.Adult());
        await ApproveAsync(await RunAsync("retention", "set", "request=750", "--number", "Gallring 2"));
        Assert.That((await RunAsync("retention", "rules")).Output, Is.EqualTo("request  750 days  Gallring 2\n"));
        Assert.That((await RunAsync("retention", "preview")).Output, Does.Contain("request  past 750 days: 1 to erase, 0 held; "));
        await ApproveAsync(await RunAsync("retention", "propose", "--number", "Gallring 3"));
        await Until.TrueAsync(async () => (await RunAsync("retention", "list")).Output.Contains("  done ", StringComparison.Ordinal));
        Assert.That((await RunAsync("retention", "list")).Output, Does.Contain("Gallring 3").And.Contain(": 1 erased, 0 held"));
    }

    [TestCase("erasure", "preview")]
    [TestCase("erasure", "preview", "--record", "r", "--whole-party")]
    [TestCase("erasure", "preview", "--section", "s", "--whole-party")]
    [TestCase("erasure", "preview", "--person", "no such file")]
    [TestCase("erasure", "propose", "--record", "r")]
    [TestCase("erasure", "hold", "--number", "Dnr 1")]
    [TestCase("retention", "set", "request", "--number", "Dnr 1")]
    [TestCase("retention", "set", "request=soon", "--number", "Dnr 1")]
    [TestCase("retention", "set", "--number", "Dnr 1")]
    [TestCase("proposals", "approve", "x", "--digest", "12")]
    public async Task Call_WithoutWhatItNeeds_IsWrongUsage(params string[] args)
    {
        var (code, _, error) = await RunAsync(args);
        Assert.That((code, error.Contains("--help", StringComparison.Ordinal)), Is.EqualTo((2, true)));
    }

    [TestCase("retention", "set", "request=10", "--number", "Dnr 1")]
    [TestCase("retention", "set", "no-such-kind=1000", "--number", "Dnr 1")]
    [TestCase("erasure", "preview", "--record", "no-such-record")]
    public async Task Call_TheServerRefuses_IsFoundWantingAndSaysWhy(params string[] args)
    {
        var (code, _, error) = await RunAsync(args);
        Assert.That((code, error.Length > 0), Is.EqualTo((1, true)));
    }

    /// <summary>The other registrar reads what was proposed, and approves it.</summary>
    private async Task ApproveAsync((int Code, string Output, string Error) proposed)
    {
        Assert.That((proposed.Code, proposed.Error), Is.EqualTo((0, "")));
        var id = proposed.Output.Split(' ', ';')[1];
        var (_, waiting, _) = await CommandLine.RunAsync(_gateway, _folder, Cast.OtherRegistrar, "proposals", "list");
        var read = waiting[waiting.IndexOf(id, StringComparison.Ordinal)..];
        var digest = read[(read.IndexOf("digest   ", StringComparison.Ordinal) + "digest   ".Length)..][..64];
        var approved = await CommandLine.RunAsync(_gateway, _folder, Cast.OtherRegistrar, "proposals", "approve", id, "--digest", digest);
        Assert.That(approved, Is.EqualTo((0, "carried out\n", "")));
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => CommandLine.RunAsync(_gateway, _folder, Cast.Registrar, args);
}
