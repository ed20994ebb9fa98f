using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Enforcement;

/// <summary>Who may take a recipient key out of use, and who reads what was released under it.</summary>
public sealed class RecipientKeysTests
{
    private TestGate _house = null!; // set before each test
    private RecipientKeys _keys = null!; // set before each test
    private Caller _registrar = null!; // set before each test

    [SetUp]
    public async Task Open()
    {
        _house = await OpenAsync();
        _keys = new RecipientKeys(_house.Gate, _house.Registers, _house.Parties, _house.RecipientKeys);
        _registrar = await _house.CallerAsync(Police, "rask", PartyDirectory.RegistrarRole);
        await _house.DoAsync(work => _keys.AddAsync(work, Key("old"), default));
    }

    [TearDown]
    public async Task Close() => await _house.DisposeAsync();

    [TestCase(-1, false)]
    [TestCase(0, true)]
    [TestCase(731, true)]
    [TestCase(732, false)]
    public void CheckUntil_FromTodayToTwoYears_IsTaken(int days, bool isTaken)
    {
        void Check() => _keys.CheckUntil("valid_until", Day.AddDays(days));
        if (isTaken) Assert.DoesNotThrow(Check);
        else Assert.That(Refused.Of(Check), Is.EqualTo(Refusal.BadField));
    }

    [Test]
    public async Task Add_AKeyThatAnybodyHasHad_IsRefused()
    {
        Assert.That((await FindAsync("old")).RegisteredAt, Is.EqualTo(At));
        Assert.That(await Refused.OfAsync(() => _house.DoAsync(work => _keys.AddAsync(work, Key("old") with { Party = Social }, default))),
            Is.EqualTo(Refusal.AlreadyExists));
    }

    [TestCase(KeyRevocation.Withdrawn, false)]
    [TestCase(KeyRevocation.Compromised, true)]
    public async Task Revoke_AFormerKey_IsLoggedAndLeavesTheCurrentOne(KeyRevocation why, bool compromised)
    {
        var receipts = await RevokeAsync(_registrar, "old", why);
        Assert.That((await FindAsync("old")).Revocation, Is.EqualTo(why));
        Assert.That((await PoliceAsync()).RecipientKeyRevocation, Is.EqualTo(KeyRevocation.None));
        var view = View(receipts.Single());
        Assert.That(view.Select(m => $"{m.Key}={m.Value}"),
            Is.EquivalentTo(["officer=rask", "revoked=old", $"compromised={(compromised ? "true" : "false")}", "registrationNumber=dnr-1"]));
    }

    /// <summary>The current one is known by the party's proven row, whether or not the other table has it.</summary>
    [TestCase("old")]
    [TestCase("never-listed")]
    public async Task Revoke_TheCurrentKey_MarksTheParty(string thumbprint)
    {
        await RevokeAsync(_registrar, thumbprint, KeyRevocation.Withdrawn, isCurrent: true);
        Assert.That((await PoliceAsync()).RecipientKeyRevocation, Is.EqualTo(KeyRevocation.Withdrawn));
        Assert.That(await RefusedAsync(_registrar, thumbprint, KeyRevocation.Withdrawn, isCurrent: true), Is.EqualTo(Refusal.WrongState));
        await RevokeAsync(_registrar, thumbprint, KeyRevocation.Compromised, isCurrent: true);
        Assert.That((await PoliceAsync()).RecipientKeyRevocation, Is.EqualTo(KeyRevocation.Compromised));
    }

    [Test]
    public async Task Revoke_WhatIsRevokedAsMuchAlready_IsRefused()
    {
        await RevokeAsync(_registrar, "old", KeyRevocation.Compromised);
        Assert.That(await RefusedAsync(_registrar, "old", KeyRevocation.Compromised), Is.EqualTo(Refusal.WrongState));
        Assert.That(await RefusedAsync(_registrar, "old", KeyRevocation.Withdrawn), Is.EqualTo(Refusal.WrongState));
        Assert.That((await FindAsync("old")).Revocation, Is.EqualTo(KeyRevocation.Compromised));
    }

    [Test]
    public async Task Revoke_ByAnotherPartyOrWithoutTheRole_IsRefused()
    {
        var stranger = await _house.CallerAsync(Social, "ek", PartyDirectory.RegistrarRole);
        Assert.That(await RefusedAsync(stranger, "old", KeyRevocation.Withdrawn), Is.EqualTo(Refusal.NotFound));
        Assert.That(await RefusedAsync(_registrar, "no-such-key", KeyRevocation.Withdrawn), Is.EqualTo(Refusal.NotFound));
        var officer = await _house.CallerAsync(Police, "berg", AccessReview.Role);
        Assert.That(await RefusedAsync(officer, "old", KeyRevocation.Withdrawn), Is.EqualTo(Refusal.RoleMissing));
        Assert.That((await FindAsync("old")).Revocation, Is.EqualTo(KeyRevocation.None));
    }

    [Test]
    public async Task ListReleases_OfOnesOwnKey_ShowsTheRegistrarAllAndIsAnEntry()
    {
        await ReleasedAsync();
        var (releases, receipts) = await _keys.ListReleasesAsync(_registrar, "old", "", default);
        Assert.That(releases.Select(r => r.Entry), Is.EqualTo(["1", "2"]));
        Assert.That(View(receipts.Single()).Select(m => $"{m.Key}={m.Value}"), Is.EquivalentTo(["officer=rask", "lookedAt=releases of a key", "key=old"]));
        Assert.That((await _keys.ListReleasesAsync(_registrar, "old", "1", default)).Releases.Select(r => r.Entry), Is.EqualTo(["2"]));
    }

    /// <summary>A reviewer, of whichever party, reads what that party disclosed under the key.</summary>
    [Test]
    public async Task ListReleases_ByAReviewer_ShowsWhatItsOwnPartyDisclosed()
    {
        await ReleasedAsync();
        var reviewer = await _house.CallerAsync(Social, "lind", AccessReview.Role);
        Assert.That((await _keys.ListReleasesAsync(reviewer, "old", "", default)).Releases.Select(r => r.Entry), Is.EqualTo(["1"]));
        var ofTheKeysParty = await _house.CallerAsync(Police, "alm", AccessReview.Role);
        Assert.That((await _keys.ListReleasesAsync(ofTheKeysParty, "old", "", default)).Releases, Is.Empty);
    }

    [Test]
    public async Task ListReleases_ByAnotherPartysRegistrarOrWithoutARole_IsRefused()
    {
        var stranger = await _house.CallerAsync(Social, "ek", PartyDirectory.RegistrarRole);
        Assert.That(await Refused.OfAsync(() => _keys.ListReleasesAsync(stranger, "old", "", default)), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Refused.OfAsync(() => _keys.ListReleasesAsync(_registrar, "no-such-key", "", default)), Is.EqualTo(Refusal.NotFound));
        var officer = await _house.CallerAsync(Police, "berg");
        Assert.That(await Refused.OfAsync(() => _keys.ListReleasesAsync(officer, "old", "", default)), Is.EqualTo(Refusal.RoleMissing));
        Assert.That(await _house.SizeAsync(), Is.Zero);
    }

    private static RecipientKey Key(string thumbprint) => new()
    {
        Thumbprint = thumbprint, Party = Police, Jwk = "{}", Proof = "p", RegisteredAt = default, ValidUntil = Day,
    };

    private Task<IReadOnlyList<Receipt>> RevokeAsync(Caller caller, string thumbprint, KeyRevocation why, bool isCurrent = false) =>
        _keys.RevokeAsync(caller, thumbprint, _ => isCurrent, why, "dnr-1", default);

    private Task<Refusal> RefusedAsync(Caller caller, string thumbprint, KeyRevocation why, bool isCurrent = false) =>
        Refused.OfAsync(() => RevokeAsync(caller, thumbprint, why, isCurrent));

    private async Task<RecipientKey> FindAsync(string thumbprint) =>
        await _house.RecipientKeys.FindAsync(thumbprint, default) ?? throw new AssertionException("no such key");

    private async Task<Party> PoliceAsync() => await _house.Registers.PartyAsync(Police, "party", default);

    /// <summary>One release of the social services under the key, and one of the school.</summary>
    private Task ReleasedAsync() => _house.DoAsync(async work =>
    {
        await _house.RecipientKeys.AddReleaseAsync(work, new KeyRelease("old", "1", Social, Police, "request", "r-1", ["contact"], At), default);
        await _house.RecipientKeys.AddReleaseAsync(work, new KeyRelease("old", "2", School, Police, "request", "r-2", ["contact"], At), default);
    });
}
