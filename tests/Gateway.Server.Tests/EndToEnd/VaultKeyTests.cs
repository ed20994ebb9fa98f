using System.Security.Cryptography;
using Gateway.Server.Hosting;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Without its vault key a data folder opens for nobody, and the server says so instead of beginning anew.</summary>
internal sealed class VaultKeyTests
{
    [Test]
    public async Task Start_WithAnotherOrNoVaultKey_IsRefusedWithAClearLine()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await gateway.StopAsync();
        var file = Path.Combine(gateway.Folder, "vault.key");
        File.Copy(file, $"{file}.kept"); // with its mode

        await File.WriteAllBytesAsync(file, RandomNumberGenerator.GetBytes(32));
        Assert.That(await RefusalAsync(gateway), Does.Contain("vault key"));

        await File.WriteAllBytesAsync(file, new byte[16]);
        Assert.That(await RefusalAsync(gateway), Does.Contain("not 32 bytes"));

        File.Delete(file);
        Assert.That(await RefusalAsync(gateway), Does.Contain("is missing"));
        Assert.That(file, Does.Not.Exist);

        File.Move($"{file}.kept", file);
        await gateway.StartAgainAsync();
        await gateway.As(Cast.Police).CheckLogAsync(CancellationToken.None);
    }

    private static async Task<string> RefusalAsync(RunningGateway gateway) =>
        (await Assert.ThrowsAsync<InvalidConfigurationException>(gateway.StartAgainAsync))?.Message ?? "";
}
