using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Records.Retention;
using Gateway.Tests.Enforcement;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Records.Retention;

/// <summary>A retention rule is in force once two registrars of its party have agreed to it, and for that party alone.</summary>
public sealed class RetentionRulesTests
{
    private PrunedHouse _house = null!; // set before each test

    [SetUp]
    public async Task Open() => _house = await PrunedHouse.OpenAsync();

    [TearDown]
    public async Task Close() => await _house.DisposeAsync();

    [Test]
    public async Task Rule_ProposedByOne_IsNotInForceUntilAnotherApproves()
    {
        var id = (await _house.Rules.ProposeAsync(_house.Proposals, _house.Registrar, [(EntryKind.Request, 730), (EntryKind.Alert, 400)], "Gallring 1", default)).Id;
        Assert.That(await RulesAsync(), Is.Empty);
        Assert.That(await Refused.OfAsync(() => _house.ApproveAsync(_house.Registrar, id)), Is.EqualTo(Refusal.RoleMissing));
        Assert.That(await RulesAsync(), Is.Empty);
        await _house.ApproveAsync(id);
        Assert.That(await RulesAsync(), Is.EqualTo(new[] { new RetentionRule(EntryKind.Alert, 400, "Gallring 1"), new RetentionRule(EntryKind.Request, 730, "Gallring 1") }));
        Assert.That(await _house.Store.RulesAsync(Police, default), Is.Empty);
    }

    [Test]
    public async Task Rule_SetAgain_IsChangedAndWithdrawnIsGone()
    {
        await _house.SetAsync(EntryKind.Request, 730);
        await _house.SetAsync(EntryKind.Request, 800);
        Assert.That((await RulesAsync()).Single().Days, Is.EqualTo(800));
        await _house.SetAsync(EntryKind.Request, null);
        Assert.That(await RulesAsync(), Is.Empty);
    }

    [Test]
    public async Task Rule_ToWithdrawThatIsNotThere_IsRefused()
    {
        await _house.SetAsync(EntryKind.Request, 730);
        Assert.That(await Refused.OfAsync(() => _house.SetAsync(EntryKind.Alert, null)), Is.EqualTo(Refusal.BadField));
        Assert.That(await RulesAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Rule_ByOneWithoutTheRole_IsRefused()
    {
        var clerk = await _house.Gate.CallerAsync(Social, "lund", "case-worker");
        Assert.That(await Refused.OfAsync(() => _house.Rules.ProposeAsync(_house.Proposals, clerk, [(EntryKind.Request, 730)], "Dnr 1", default)), Is.EqualTo(Refusal.RoleMissing));
        Assert.That(await Refused.OfAsync(() => _house.Rules.ListAsync(clerk, default)), Is.EqualTo(Refusal.RoleMissing));
    }

    [Test]
    public async Task Rule_Set_ErasesNothingByItself()
    {
        await _house.LogAsync(EntryKind.Request, 5000, "a");
        await _house.SetAsync(EntryKind.Request, 365);
        await _house.Erasures.SweepAsync(default);
        Assert.That(await _house.LeftAsync(Social, 1), Is.EqualTo("0"));
    }

    [TestCase(EntryKind.Erasure, false)]
    [TestCase(EntryKind.Unspecified, false)]
    [TestCase(EntryKind.Request, true)]
    [TestCase(EntryKind.AuditLookup, true)]
    public void Kind_OfErasures_HasNoRule(EntryKind kind, bool may) => Assert.That(RetentionRule.MayBeFor(kind), Is.EqualTo(may));

    private ValueTask<IReadOnlyList<RetentionRule>> RulesAsync() => _house.Store.RulesAsync(Social, default);
}
