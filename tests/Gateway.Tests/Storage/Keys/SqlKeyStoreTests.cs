using Gateway.Crypto;
using Gateway.Storage.Keys;
using Microsoft.Data.Sqlite;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage.Keys;

public sealed class SqlKeyStoreTests
{
    private static readonly WrappedPartyKeys PartyKeys =
        new("malmo-soc", "vault/key/1", Bytes(1), Bytes(2), """{"kty":"EC"}""");

    private static readonly WrappedGatewaySecrets Secrets = new("vault/key/1", Bytes(3));

    private TestStore _store = null!;
    private SqlKeyStore _keys = null!;

    [SetUp]
    public async Task Open()
    {
        _store = await TestStore.OpenAsync();
        _keys = new SqlKeyStore(_store.Database);
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Find_AddedPartyKeys_HaveEveryMember()
    {
        await AddAsync(PartyKeys);
        Assert.That(Show(await _keys.FindAsync("malmo-soc", default)), Is.EqualTo(Show(PartyKeys)));
    }

    [Test]
    public async Task Find_PartyWithoutKeys_IsNull()
    {
        await AddAsync(PartyKeys);
        Assert.That(await _keys.FindAsync("polisen-syd", default), Is.Null);
    }

    [Test]
    public async Task AddPartyKeys_Undone_LeavesNothing()
    {
        await _store.UndoAsync(work => _keys.AddPartyKeysAsync(work, PartyKeys, default));
        Assert.That(await _keys.FindAsync("malmo-soc", default), Is.Null);
    }

    [Test]
    public async Task AddPartyKeys_PartyHasSome_Throws()
    {
        await AddAsync(PartyKeys);
        Assert.That(async () => await AddAsync(PartyKeys with { VaultKeyId = "another" }), Throws.InstanceOf<SqliteException>());
        Assert.That((await _keys.FindAsync("malmo-soc", default))?.VaultKeyId, Is.EqualTo(PartyKeys.VaultKeyId));
    }

    [Test]
    public void AddPartyKeys_OfNoParty_Throws() =>
        Assert.That(async () => await AddAsync(PartyKeys with { Party = "nobody" }), Throws.InstanceOf<SqliteException>());

    [Test]
    public async Task Find_SecretsBeforeInstallation_IsNull() => Assert.That(await _keys.FindAsync(default), Is.Null);

    [Test]
    public async Task TryAdd_FirstSecrets_AreKeptWithEveryMember()
    {
        Assert.That(await _keys.TryAddAsync(Secrets, default), Is.True);
        Assert.That(Show(await _keys.FindAsync(default)), Is.EqualTo(Show(Secrets)));
    }

    [Test]
    public async Task TryAdd_SecondSecrets_IsFalseAndChangesNothing()
    {
        await _keys.TryAddAsync(Secrets, default);
        Assert.That(await _keys.TryAddAsync(new WrappedGatewaySecrets("another", Bytes(9)), default), Is.False);
        Assert.That(Show(await _keys.FindAsync(default)), Is.EqualTo(Show(Secrets)));
    }

    [Test]
    public async Task TryAdd_ManyAtOnce_OneOfThemIsKept()
    {
        var added = await Task.WhenAll(Enumerable.Range(1, 8).Select(async i =>
            (Value: (byte)i, IsAdded: await _keys.TryAddAsync(new WrappedGatewaySecrets("v", Bytes((byte)i)), default))));
        var kept = added.Single(a => a.IsAdded).Value;
        Assert.That((await _keys.FindAsync(default))?.Wrapped, Is.EqualTo(Bytes(kept)));
    }

    [Test]
    public async Task FindMove_OfSeveral_IsTheOneApprovedLast()
    {
        Assert.That(await _keys.FindMoveAsync(default), Is.Null);
        foreach (var (key, days) in ((string, int)[])[("v1", 1), ("v2", 3), ("v3", 2)])
            await _store.CommitAsync(work => _keys.AddMoveAsync(work, key, At.AddDays(days), default));
        Assert.That(await _keys.FindMoveAsync(default), Is.EqualTo("v2"));
        await _store.CommitAsync(work => _keys.AddMoveAsync(work, "v1", At.AddDays(4), default));
        Assert.That(await _keys.FindMoveAsync(default), Is.EqualTo("v1"), "approved anew");
    }

    [Test]
    public async Task List_OfAllParties_IsByName()
    {
        await AddAsync(PartyKeys with { Party = "polisen-syd", Generation = 3, MadeAt = At });
        await AddAsync(PartyKeys);
        var keys = await _keys.ListAsync(default);
        Assert.That(keys.Select(k => (k.Party, k.Generation)), Is.EqualTo([("malmo-soc", 1), ("polisen-syd", 3)]));
        Assert.That(keys[1].MadeAt, Is.EqualTo(At));
    }

    private Task AddAsync(WrappedPartyKeys keys) => _store.CommitAsync(work => _keys.AddPartyKeysAsync(work, keys, default));
}
