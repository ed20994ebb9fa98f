using Gateway.Crypto;
using Gateway.Server.Keys;

namespace Gateway.Server.Tests.Keys;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class GatewaySecretKeeperTests
{
    private readonly CountingVault _vault = new();
    private readonly OneRow _row = new();

    private GatewaySecretKeeper Keeper => new(new VaultKey(new SingleKeyVault(_vault, "A256KW")), _row);

    [Test]
    public async Task Open_AfterCreate_GivesTheSameSecretsEachTime()
    {
        Assert.That(await Keeper.CreateAsync(default), Is.True);
        using var first = await Keeper.OpenAsync(default);
        using var second = await Keeper.OpenAsync(default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.PseudonymKey.SequenceEqual(second.PseudonymKey), Is.True);
            Assert.That(first.LogSeed.SequenceEqual(second.LogSeed), Is.True);
            Assert.That(first.LogSeed.SequenceEqual(first.PseudonymKey), Is.False);
        }
    }

    [Test]
    public async Task Create_Twice_KeepsTheFirst()
    {
        await Keeper.CreateAsync(default);
        var row = _row.Row;
        Assert.That(await Keeper.CreateAsync(default), Is.False);
        Assert.That(_row.Row, Is.SameAs(row));
    }

    [Test]
    public void Open_BeforeInstallation_IsUnavailable() =>
        Assert.That(async () => await Keeper.OpenAsync(default), Throws.TypeOf<KeysUnavailableException>());

    [Test]
    public async Task Open_ChangedOrWrappedByAnotherKey_IsUnavailable()
    {
        await Keeper.CreateAsync(default);
        var row = _row.Row!;
        _row.Row = row with { VaultKeyId = "test:2" };
        Assert.That(async () => await Keeper.OpenAsync(default), Throws.TypeOf<KeysUnavailableException>());
        _row.Row = row with { Wrapped = [.. row.Wrapped[..^1], (byte)(row.Wrapped[^1] ^ 1)] };
        Assert.That(async () => await Keeper.OpenAsync(default), Throws.TypeOf<KeysUnavailableException>());
        _row.Row = row with { Wrapped = _vault.WrapKey("A256KW", new byte[32]) };
        Assert.That(async () => await Keeper.OpenAsync(default), Throws.TypeOf<KeysUnavailableException>());
    }

    [Test]
    public async Task Secrets_Disposed_CannotBeUsed()
    {
        await Keeper.CreateAsync(default);
        var secrets = await Keeper.OpenAsync(default);
        secrets.Dispose();
        Assert.That(() => secrets.LogSeed.Length, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => secrets.PseudonymKey.Length, Throws.TypeOf<ObjectDisposedException>());
    }

    private sealed class OneRow : IWrappedSecretStore
    {
        public WrappedGatewaySecrets? Row { get; set; }

        public ValueTask<WrappedGatewaySecrets?> FindAsync(CancellationToken cancellationToken) => new(Row);

        public ValueTask<bool> TryAddAsync(WrappedGatewaySecrets secrets, CancellationToken cancellationToken)
        {
            var isFirst = Row is null;
            Row ??= secrets;
            return new(isFirst);
        }
    }
}
