using Gateway.Audit;
using Gateway.Audit.Witnesses;
using Gateway.Cli;
using Gateway.Cli.Tests.Witnesses;
using Gateway.Server.Hosting;
using Gateway.Server.Tests.Keys;
using Gateway.Server.Witnesses;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A gateway whose log two witnesses watch, each a process of its own: the police's and the municipality's.</summary>
internal sealed class WitnessedGateway : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-witnessed-").FullName;

    private WitnessedGateway() { }

    public RunningGateway Gateway { get; private set; } = null!;

    public WitnessProcess Police { get; private set; } = null!;

    public WitnessProcess Municipality { get; private set; } = null!;

    /// <summary>What parties and the server ask for: both.</summary>
    public WitnessPolicy Policy { get; private set; } = null!;

    private string PolicyFile => Path.Combine(_folder, "witnesses.policy");

    /// <summary>The newest checkpoint that the police's witness has seen.</summary>
    public async Task<Checkpoint> SeenAsync() => await LookAsync() ?? throw new InvalidOperationException("it has seen nothing yet");

    public static async Task<WitnessedGateway> StartAsync()
    {
        var witnessed = new WitnessedGateway();
        // The witnesses need the log's key, which its first start makes.
        witnessed.WithoutWitnesses();
        var signingKey = VaultSignerTests.KeyFile(witnessed._folder);
        witnessed.Gateway = await RunningGateway.StartAsync(
            $"--Gateway:WitnessPolicyFile={witnessed.PolicyFile}", "--Gateway:WitnessRoundSeconds=1", $"--Gateway:Vault:SigningKeyFile={signingKey}");
        await witnessed.Gateway.StopAsync();
        var log = (await File.ReadAllTextAsync(Path.Combine(witnessed.Gateway.Folder, Installation.LogKeyFile))).Trim();
        witnessed.Police = await witnessed.WitnessAsync("police", log);
        witnessed.Municipality = await witnessed.WitnessAsync("municipality", log);
        witnessed.Policy = WitnessPolicy.Parse($"""
            log {log}
            witness police {witnessed.Police.Vkey} {witnessed.Police.Address}
            witness municipality {witnessed.Municipality.Vkey} {witnessed.Municipality.Address}
            group both all police municipality
            quorum both

            """);
        witnessed.WithWitnesses();
        await witnessed.Gateway.StartAgainAsync();
        return witnessed;
    }

    /// <summary>From the next start on nobody is asked.</summary>
    public void WithoutWitnesses() => File.WriteAllText(PolicyFile, "quorum none\n");

    /// <summary>From the next start on both are asked.</summary>
    public void WithWitnesses() => File.WriteAllText(PolicyFile, $"""
        witness police {Police.Vkey} {Police.Address}
        witness municipality {Municipality.Vkey} {Municipality.Address}
        group both all police municipality
        quorum both

        """);

    /// <summary>Puts the stopped gateway's database aside.</summary>
    public void Backup() => Copy(Gateway.Folder, _folder);

    /// <summary>Puts the database back as it was then.</summary>
    public void Restore() => Copy(_folder, Gateway.Folder);

    /// <summary>Waits until both have cosigned all there is.</summary>
    public Task CosignedAsync() => Until.TrueAsync(async () => (await LookAsync())?.Text == (await Gateway.CheckpointAsync()).Text
        && Gateway.Part<CosignedLog>().Newest?.Checkpoint.Text == (await Gateway.CheckpointAsync()).Text);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        if (Police is not null) await Police.DisposeAsync();
        if (Municipality is not null) await Municipality.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<Checkpoint?> LookAsync() =>
        await Police.GetAsync($"{Witness.PathOf("gateway.example/e2e")}/checkpoint") is (200, var note) ? Checkpoint.Parse(note) : null;

    private async Task<WitnessProcess> WitnessAsync(string name, string log)
    {
        var state = Path.Combine(_folder, name);
        Assert.That(await GatewayCommand.InvokeAsync(["witness", "keygen", $"{name}.example", "--state", state], TextWriter.Null, TextWriter.Null), Is.Zero);
        return await WitnessProcess.StartAsync(state, log);
    }

    private static void Copy(string from, string to)
    {
        foreach (var old in Directory.EnumerateFiles(to, "gateway.db*")) File.Delete(old);
        foreach (var file in Directory.EnumerateFiles(from, "gateway.db*")) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
