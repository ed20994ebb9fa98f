using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Storage.Enforcement;
using Microsoft.Data.Sqlite;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage.Enforcement;

public sealed class SqlRecipientKeyStoreTests
{
    private static readonly RecipientKey Key = new()
    {
        Thumbprint = "tumavtryck", Party = Police, Jwk = """{"kty":"EC"}""", Proof = "bevis", RegisteredAt = At, ValidUntil = new DateOnly(2028, 2, 29),
    };

    private TestStore _store = null!; // set before each test
    private SqlRecipientKeyStore _keys = null!;

    [SetUp]
    public async Task Open()
    {
        _store = await TestStore.OpenAsync();
        _keys = new SqlRecipientKeyStore(_store.Database);
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Find_AddedOne_HasEveryMember()
    {
        Assert.That(await AddAsync(Key), Is.True);
        Assert.That(Show(await _keys.FindAsync(Key.Thumbprint, default)), Is.EqualTo(Show(Key)));
        Assert.That(Show(await _store.CommitAsync(work => _keys.FindAsync(work, Key.Thumbprint, default))), Is.EqualTo(Show(Key)));
        Assert.That(await _keys.FindAsync("ett annat", default), Is.Null);
    }

    [Test]
    public async Task TryAdd_AKeyThatAnybodyHas_IsFalseAndChangesNothing()
    {
        await AddAsync(Key);
        Assert.That(await AddAsync(Key with { Party = Social }), Is.False);
        Assert.That((await _keys.FindAsync(Key.Thumbprint, default))?.Party, Is.EqualTo(Police));
    }

    [Test]
    public void TryAdd_OfNoParty_Throws() =>
        Assert.That(async () => await AddAsync(Key with { Party = new PartyId("ingen") }), Throws.InstanceOf<SqliteException>());

    [TestCase(KeyRevocation.Withdrawn)]
    [TestCase(KeyRevocation.Compromised)]
    public async Task Revoke_OneOfTwo_IsReadBackWithItsTime(KeyRevocation why)
    {
        await AddAsync(Key);
        await AddAsync(Key with { Thumbprint = "ett annat" });
        await _store.CommitAsync(work => _keys.RevokeAsync(work, Key.Thumbprint, why, At, default));
        Assert.That(Show(await _keys.FindAsync(Key.Thumbprint, default)), Is.EqualTo(Show(Key with { RevokedAt = At, Revocation = why })));
        Assert.That((await _keys.FindAsync("ett annat", default))?.Revocation, Is.EqualTo(KeyRevocation.None));
    }

    [Test]
    public async Task Releases_OfAKey_ComeInOrderByPageAndHolder()
    {
        var (first, second, third) = (Release("01", Social), Release("02", School), Release("03", Social));
        foreach (var release in (KeyRelease[])[third, first, second, Release("04", Social) with { Thumbprint = "ett annat" }])
            await _store.CommitAsync(work => _keys.AddReleaseAsync(work, release, default));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Show(await ReleasesAsync(null, "", 10)), Is.EqualTo(Show<KeyRelease[]>([first, second, third])));
            Assert.That(Show(await ReleasesAsync(Social, "", 10)), Is.EqualTo(Show<KeyRelease[]>([first, third])));
            Assert.That(Show(await ReleasesAsync(null, "", 2)), Is.EqualTo(Show<KeyRelease[]>([first, second])));
            Assert.That(Show(await ReleasesAsync(null, "02", 2)), Is.EqualTo(Show<KeyRelease[]>([third])));
        }
    }

    private static KeyRelease Release(string entry, PartyId holder) =>
        new(Key.Thumbprint, entry, holder, Police, "request", "r-1", ["contact", "school"], At);

    private Task<bool> AddAsync(RecipientKey key) => _store.CommitAsync(work => _keys.TryAddAsync(work, key, default));

    private ValueTask<IReadOnlyList<KeyRelease>> ReleasesAsync(PartyId? holder, string after, int most) =>
        _keys.ReleasesAsync(Key.Thumbprint, holder, after, most, default);
}
