using System.Collections.Concurrent;
using Gateway.Crypto;
using Gateway.Server.Keys;

namespace Gateway.Server.Tests.Keys;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PartyKeyRingTests : IDisposable
{
    private const string Party = "soc-a";
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AlmostALease = LeaseTime - TimeSpan.FromSeconds(1);

    private readonly CountingVault _vault = new();
    private readonly Rows _rows = new();
    private readonly ManualTime _time = new();
    private readonly PartyKeyRing _ring;

    public PartyKeyRingTests() => _ring = new PartyKeyRing(new VaultKey(new SingleKeyVault(_vault, "A256KW")), _rows, LeaseTime, _time);

    [SetUp]
    public async Task StoreTwoParties()
    {
        foreach (var party in (string[])[Party, "police-a"]) _rows.Put(await _ring.CreateAsync(party, default));
        _vault.CountAnew(); // making opens what it wrapped, to see that it opens
    }

    public void Dispose() => _ring.Dispose();

    [Test]
    public async Task Lease_OfAStoredParty_GivesTheKeysThatWereMade()
    {
        using var keys = await _ring.LeaseAsync(Party, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(keys.Party, Is.EqualTo(Party));
            Assert.That(keys.Intake.Public.ToJwk(), Is.EqualTo(_rows.Get(Party).IntakeJwk));
            Assert.That(keys.Log.Current, Is.EqualTo(BoxKeys.First));
        }
    }

    [Test]
    public async Task Lease_ManyAtOnce_AsksTheVaultOnce()
    {
        var gate = new TaskCompletionSource();
        _vault.Gate = gate.Task;
        var leases = Enumerable.Range(0, 50).Select(_ => _ring.LeaseAsync(Party, default).AsTask()).ToArray();
        gate.SetResult();
        foreach (var keys in await Task.WhenAll(leases)) keys.Dispose();
        Assert.That(_vault.Unwraps, Is.EqualTo(1));
    }

    [Test]
    public async Task Lease_WithinFiveMinutes_AsksTheVaultOnce()
    {
        await LeaseAndDisposeAsync();
        _time.Advance(AlmostALease);
        await LeaseAndDisposeAsync();
        Assert.That(_vault.Unwraps, Is.EqualTo(1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Lease_AfterFiveMinutes_AsksTheVaultAgain(bool timersFire)
    {
        await LeaseAndDisposeAsync();
        _time.Advance(LeaseTime, timersFire);
        await LeaseAndDisposeAsync();
        Assert.That(_vault.Unwraps, Is.EqualTo(2));
    }

    [Test]
    public async Task Lease_OverWhileARequestRuns_LeavesItsKeysGoodUntilItEnds()
    {
        var keys = await _ring.LeaseAsync(Party, default);
        var box = SealedBox.Seal(keys.Log, "detail"u8, "row"u8);
        _time.Advance(LeaseTime);
        Assert.That(SealedBox.Open(keys.Log, box, "row"u8), Is.EqualTo("detail"u8.ToArray()));
        Assert.That(IsClearedByDisposing(keys), Is.True);
    }

    [Test]
    public async Task Keys_Disposed_CannotBeUsedAndLeaveTheLeaseGood()
    {
        using var keys = await _ring.LeaseAsync(Party, default);
        using var other = await _ring.LeaseAsync(Party, default);
        Assert.That(IsClearedByDisposing(keys), Is.False);
        Assert.That(() => keys.Log.Current, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => keys.Intake, Throws.TypeOf<ObjectDisposedException>());
        keys.Dispose();
        Assert.That(other.Log.Current, Is.EqualTo(BoxKeys.First));
    }

    [Test]
    public async Task Forget_LastHandleDisposed_ClearsTheKeyAndTheNextLeaseAsksAgain()
    {
        using var keys = await _ring.LeaseAsync(Party, default);
        _ring.Forget(Party);
        Assert.That(IsClearedByDisposing(keys), Is.True);
        await LeaseAndDisposeAsync();
        Assert.That(_vault.Unwraps, Is.EqualTo(2));
    }

    [Test]
    public async Task Lease_VaultRevoked_IsFeltWhenTheLeaseIsOver()
    {
        await LeaseAndDisposeAsync();
        _vault.Refusal = new InvalidOperationException("revoked");
        await LeaseAndDisposeAsync();
        _time.Advance(LeaseTime);
        Assert.That(LeaseAndDisposeAsync, Throws.TypeOf<KeysUnavailableException>());
    }

    [Test]
    public async Task Lease_AfterAFailure_AsksAgain()
    {
        _vault.Refusal = new TimeoutException();
        Assert.That(LeaseAndDisposeAsync, Throws.TypeOf<KeysUnavailableException>());
        _vault.Refusal = null;
        await LeaseAndDisposeAsync();
        Assert.That(_vault.Unwraps, Is.EqualTo(2));
    }

    [Test]
    public async Task Lease_OneCallerCancels_TheOthersStillGetKeys()
    {
        var gate = new TaskCompletionSource();
        _vault.Gate = gate.Task;
        using var cancellation = new CancellationTokenSource();
        var first = _ring.LeaseAsync(Party, cancellation.Token).AsTask();
        var second = _ring.LeaseAsync(Party, default).AsTask();
        await cancellation.CancelAsync();
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
        gate.SetResult();
        using var keys = await second;
        Assert.That(keys.Party, Is.EqualTo(Party));
    }

    [Test]
    public async Task Lease_VaultAnswersAfterItsEnd_IsRefused()
    {
        var gate = new TaskCompletionSource();
        _vault.Gate = gate.Task;
        var waiting = _ring.LeaseAsync(Party, default).AsTask();
        _time.Advance(LeaseTime);
        gate.SetResult();
        Assert.That(async () => await waiting, Throws.TypeOf<KeysUnavailableException>());
        await LeaseAndDisposeAsync();
    }

    [Test]
    public void Lease_OfAnUnknownParty_IsUnavailable() =>
        Assert.That(async () => await _ring.LeaseAsync("nobody", default), Throws.TypeOf<KeysUnavailableException>());

    private static IEnumerable<TestCaseData> Changes()
    {
        TestCaseData Change(string name, Func<WrappedPartyKeys, WrappedPartyKeys, WrappedPartyKeys> edit) =>
            new TestCaseData(edit).SetArgDisplayNames(name);

        yield return Change("whole row of another party", (_, other) => other);
        yield return Change("log key of another party", (row, other) => row with { WrappedLogKey = other.WrappedLogKey });
        yield return Change("intake key of another party", (row, other) => row with { WrappedIntake = other.WrappedIntake, IntakeJwk = other.IntakeJwk });
        yield return Change("public key of another party", (row, other) => row with { IntakeJwk = other.IntakeJwk });
        yield return Change("another vault key", (row, _) => row with { VaultKeyId = "test:2" });
        yield return Change("log key cut", (row, _) => row with { WrappedLogKey = row.WrappedLogKey[..^1] });
        yield return Change("generation changed", (row, _) => row with { Generation = 7, SealedEarlier = [1, 2, 3] });
        yield return Change("intake key changed", (row, _) => row with { WrappedIntake = [.. row.WrappedIntake[..^1], (byte)(row.WrappedIntake[^1] ^ 1)] });
    }

    [TestCaseSource(nameof(Changes))]
    public void Lease_OfAChangedRow_IsUnavailable(Func<WrappedPartyKeys, WrappedPartyKeys, WrappedPartyKeys> edit)
    {
        _rows.Put(edit(_rows.Get(Party), _rows.Get("police-a")) with { Party = Party });
        Assert.That(LeaseAndDisposeAsync, Throws.TypeOf<KeysUnavailableException>());
    }

    [Test]
    public async Task Rewrap_ForAnotherVaultKey_OpensTheSameKeysThere()
    {
        var next = new VaultKey(new SingleKeyVault(new CountingVault { KeyId = "test:2" }, "A256KW"));
        var was = new VaultKey(new SingleKeyVault(_vault, "A256KW"));
        _rows.Put(await PartyKeyWrapping.RewrapAsync(_rows.Get(Party), was, next, default));
        using var rotated = new PartyKeyRing(next, _rows, LeaseTime, _time);
        using var keys = await rotated.LeaseAsync(Party, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(keys.Intake.Public.ToJwk(), Is.EqualTo(_rows.Get(Party).IntakeJwk));
            Assert.That(LeaseAndDisposeAsync, Throws.TypeOf<KeysUnavailableException>(), "the old vault key no longer opens it");
        }
    }

    [Test]
    public async Task Rotate_WhatTheEarlierGenerationSealed_StillOpensAndNothingMoreIsSealedUnderIt()
    {
        byte[] first, second;
        string firstIntake;
        using (var keys = await _ring.LeaseAsync(Party, default))
        {
            first = SealedBox.Seal(keys.Log, "detail"u8, "row"u8);
            firstIntake = keys.Intake.Public.ToJwk();
        }
        await RotateAsync();
        using (var keys = await _ring.LeaseAsync(Party, default)) second = SealedBox.Seal(keys.Log, "later"u8, "row"u8);
        await RotateAsync();
        _vault.CountAnew();
        using var now = await _ring.LeaseAsync(Party, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SealedBox.Open(now.Log, first, "row"u8), Is.EqualTo("detail"u8.ToArray()));
            Assert.That(SealedBox.Open(now.Log, second, "row"u8), Is.EqualTo("later"u8.ToArray()));
            Assert.That(now.Log.Current, Is.EqualTo(3));
            Assert.That(now.Intake.Public.ToJwk(), Is.EqualTo(_rows.Get(Party).IntakeJwk).And.Not.EqualTo(firstIntake));
            Assert.That(_vault.Unwraps, Is.EqualTo(1), "one question opens every generation");
        }
    }

    [Test]
    public async Task Rotate_DepositSealedToTheEarlierIntakeKey_IsTakenUntilThatIsRetired()
    {
        using var sender = SigningKey.Generate();
        SealedSection onItsWay;
        using (var keys = await _ring.LeaseAsync(Party, default))
            onItsWay = Envelope.Seal("klartext"u8, new SectionLabel("r", "s", "contact", 1, Party), sender, keys.Intake.Public);
        await RotateAsync();
        using (var keys = await _ring.LeaseAsync(Party, default)) Assert.That(() => RestingSection.Of(onItsWay, keys), Throws.Nothing);
        _rows.Put(await _ring.RetireAsync(_rows.Get(Party), default) ?? throw new InvalidOperationException("there is nothing to retire"));
        Assert.That(await _ring.RetireAsync(_rows.Get(Party), default), Is.Null, "it is retired once");
        _ring.Forget(Party);
        using var retired = await _ring.LeaseAsync(Party, default);
        Assert.That(() => RestingSection.Of(onItsWay, retired), Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public async Task Lease_BoxOfALaterGeneration_IsUnavailableOnceAndThenLeasedAnew()
    {
        using var stale = await _ring.LeaseAsync(Party, default);
        using var replica = new PartyKeyRing(new VaultKey(new SingleKeyVault(_vault, "A256KW")), _rows, LeaseTime, _time);
        _rows.Put(await replica.RotateAsync(_rows.Get(Party), default));
        byte[] box;
        using (var keys = await replica.LeaseAsync(Party, default)) box = SealedBox.Seal(keys.Log, "detail"u8, "row"u8);
        Assert.That(() => SealedBox.Open(stale.Log, box, "row"u8), Throws.TypeOf<KeysUnavailableException>());
        using var fresh = await _ring.LeaseAsync(Party, default);
        Assert.That(SealedBox.Open(fresh.Log, box, "row"u8), Is.EqualTo("detail"u8.ToArray()));
    }

    [Test]
    public void Create_Row_HoldsNoKeyInTheClear()
    {
        var row = _rows.Get(Party);
        using var other = AgreementKey.Generate();
        // The first 27 bytes of PKCS #8 are the same for every P-256 key: they would be seen in an unsealed one.
        var header = other.ExportPkcs8().AsSpan(0, 27);
        Assert.That(row.WrappedIntake.AsSpan().IndexOf(header), Is.Negative);
        Assert.That(row.WrappedLogKey, Has.Length.EqualTo(40));
    }

    [Test]
    public async Task Lease_FromADisposedRing_IsRefused()
    {
        var keys = await _ring.LeaseAsync(Party, default);
        _ring.Dispose();
        Assert.That(IsClearedByDisposing(keys), Is.True);
        Assert.That(async () => await _ring.LeaseAsync(Party, default), Throws.TypeOf<ObjectDisposedException>());
    }

    private async Task RotateAsync()
    {
        _rows.Put(await _ring.RotateAsync(_rows.Get(Party), default));
        _ring.Forget(Party);
    }

    private async Task LeaseAndDisposeAsync() => (await _ring.LeaseAsync(Party, default)).Dispose();

    private static bool IsClearedByDisposing(PartyKeys keys)
    {
        var (log, storage) = (keys.Log, keys.Storage);
        keys.Dispose();
        return new[] { log, storage }.All(k =>
        {
            try
            {
                return SealedBox.Seal(k, "detail"u8, "row"u8).Length == 0;
            }
            catch (ObjectDisposedException)
            {
                return true;
            }
        });
    }

    private sealed class Rows : IWrappedPartyKeyStore
    {
        private readonly ConcurrentDictionary<string, WrappedPartyKeys> _rows = new(StringComparer.Ordinal);

        public void Put(WrappedPartyKeys row) => _rows[row.Party] = row;

        public WrappedPartyKeys Get(string party) => _rows[party];

        public ValueTask<WrappedPartyKeys?> FindAsync(string party, CancellationToken cancellationToken) =>
            new(_rows.GetValueOrDefault(party));
    }
}
