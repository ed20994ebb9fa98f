using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Text.Json;
using Azure.Core.Diagnostics;
using Gateway.Crypto;
using Gateway.Protocol.V1;
using Gateway.Server.Hosting;
using Gateway.Server.Keys;
using Gateway.Server.Tests.EndToEnd;
using Gateway.Server.Tests.Keys.StandIn;
using Gateway.Storage.Keys;

namespace Gateway.Server.Tests.Keys;

/// <summary>
/// Key material appears nowhere but in the vault and in memory: all that a server says while its vault works and fails in every way is
/// searched for each secret that the vault ever saw.
/// </summary>
internal sealed class KeyMaterialTests
{
    private readonly ConcurrentQueue<string> _said = [];

    [Test]
    public async Task Secrets_OfARunWithEveryFault_AreInNothingThatWasSaid()
    {
        var console = Console.Out;
        await using var written = new StringWriter();
        Console.SetOut(TextWriter.Synchronized(written));
        using var azure = new AzureEventSourceListener((e, text) => _said.Enqueue($"{e.EventName} {text}"), EventLevel.Verbose);
        try
        {
            await using var vault = await StandInVault.StartAsync();
            vault.Keys.Add("gateway", "1");
            await using var gateway = await RunningGateway.StartAsync(vault.Access with { Patience = TimeSpan.FromSeconds(3) },
                [.. VaultTown.Settings, "--Logging:LogLevel:Default=Trace", "--Logging:Console:LogLevel:Default=Trace", "--Gateway:Vault:LeaseSeconds=1"]);
            var asked = await VaultTown.AskedAsync(gateway);
            await VaultTown.AssessAsync(gateway, asked);
            await VaultTown.CollectAsync(gateway, asked);
            await FailAsync(gateway, vault);
            Say(gateway.Part<GatewayServerOptions>(), gateway.Part<VaultKey>(), gateway.Part<PartyKeyRing>(), gateway.Part<KeyRotation>());
            Say(await gateway.Part<SqlKeyStore>().FindAsync("soc", default) ?? throw new InvalidOperationException("no keys"));
            using var keys = await gateway.Part<PartyKeyRing>().LeaseAsync("soc", default);
            Say(keys, keys.Intake);
            await gateway.StopAsync();

            var said = $"{string.Join('\n', _said)}\n{gateway.Log.Text}\n{written}";
            Assert.That(said, Does.Contain(nameof(VaultFault.Forbidden)).And.Contain(nameof(VaultFault.Malformed)), "nothing was captured");
            Assert.That(vault.Keys.Secrets.Select(Convert.ToHexString).Distinct().Count(), Is.EqualTo(5), "four parties and the gateway");
            foreach (var secret in vault.Keys.Secrets) Assert.That(KnownSecrets.Spellings(secret).Where(said.Contains), Is.Empty);
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    [Test]
    public void Spellings_OfAPlantedSecret_AreFound()
    {
        byte[] secret = [.. Enumerable.Range(200, 32).Select(i => (byte)i)];
        foreach (var said in (string[])[$"key={Convert.ToBase64String(secret)}", Base64Url.EncodeToString(secret), Convert.ToHexString(secret), Convert.ToHexStringLower(secret)])
            Assert.That(KnownSecrets.Spellings(secret).Any(said.Contains), Is.True, said);
    }

    /// <summary>The vault fails in each way, past the leases; what it throws is said in full.</summary>
    private async Task FailAsync(RunningGateway gateway, StandInVault vault)
    {
        var secret = vault.Keys.Secrets.Last();
        foreach (var fault in (Func<Microsoft.AspNetCore.Http.HttpContext, Task<bool>>[])
        [
            StandInFaults.Status(403), StandInFaults.Status(500), StandInFaults.Challenge(StandInVault.Challenge), StandInFaults.Silent, StandInFaults.Down,
            StandInFaults.Body($$"""{"kid":1,"value":"{{Base64Url.EncodeToString(secret)}}"}"""),
            StandInFaults.Body(Base64Url.EncodeToString(secret)),
        ])
        {
            vault.Fault = fault;
            var ring = gateway.Part<PartyKeyRing>();
            ring.Forget("soc");
            var refused = await Assert.ThrowsAsync<KeysUnavailableException>(async () => await ring.LeaseAsync("soc", default));
            _said.Enqueue($"{refused}");
            if (refused is not null) _said.Enqueue(ExceptionTrace.Of(refused));
            await Refusal.OfAsync(() => gateway.Wire(Cast.Assessor).Disclosures.ListWaitingAsync(new ListWaitingRequest()).ResponseAsync);
        }
        vault.Fault = null;
    }

    private void Say(params object[] things)
    {
        foreach (var thing in things)
        {
            _said.Enqueue(thing.ToString() ?? "");
            if (thing is GatewayServerOptions or WrappedPartyKeys) _said.Enqueue(JsonSerializer.Serialize(thing, thing.GetType()));
        }
    }
}
