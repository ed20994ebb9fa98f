using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Tests.Policy;

/// <summary>What applies where and when, each day as if no other had been asked for before.</summary>
public sealed class CatalogueIndexTests
{
    private static readonly DateOnly First = new(2026, 3, 1);
    private static readonly DateOnly Last = new(2026, 6, 30);

    /// <summary>What was found for a day in force is kept, and is not what the day after it gets; nor the other way round.</summary>
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void On_TheDaysAroundAProvision_IsInForceFromItsFirstToItsLast(int askedFirst)
    {
        var index = new CatalogueIndex([Provision("duty", ProvisionKind.Duty) with { ValidFrom = First, ValidTo = Last }]);
        DateOnly[] days = [First.AddDays(-1), First, Last, Last.AddDays(1)];
        Applies(days[askedFirst]);
        Assert.That(days.Select(Applies), Is.EqualTo([false, true, true, false]));

        bool Applies(DateOnly day) => index.On(day, PartyKind.Police, PartyKind.Customs, "contact").Unprotected.Count > 0;
    }

    [Test]
    public void On_ThoseThatCarryOpenData_AskLeastFirst()
    {
        var index = new CatalogueIndex([Duty("much", 9), Duty("little", 1), Duty("some", 5)]);
        Assert.That(index.On(First, PartyKind.Police, PartyKind.Customs, "contact").Unprotected.Select(p => p.Id), Is.EqualTo(["little", "some", "much"]));
    }

    [Test]
    public void ReceiversFrom_AHolder_AreThoseOfWhatAsksLeastFirst()
    {
        var index = new CatalogueIndex(
        [
            Duty("much", 9) with { Receivers = [PartyKind.SocialServices] }, Duty("little", 1) with { Receivers = [PartyKind.Customs] },
            Duty("elses", 2) with { Holders = [PartyKind.Prosecutor], Receivers = [PartyKind.TaxAgency] },
        ]);
        Assert.That(index.ReceiversFrom(First, PartyKind.Police), Is.EqualTo([PartyKind.Customs, PartyKind.SocialServices]));
    }

    [TestCase(Side.Disclosing, true, "disclosing duty")]
    [TestCase(Side.Disclosing, false, "disclosing permission")]
    [TestCase(Side.Receiving, true, "receiving duty")]
    [TestCase(Side.Receiving, false, "receiving permission")]
    public void GroundsOf_ASide_AreThoseThatCarryWhatItIs(Side side, bool isDuty, string expected)
    {
        List<Provision> grounds = [];
        foreach (var of in (Side[])[Side.Disclosing, Side.Receiving])
        {
            var ground = Provision($"{of}".ToLowerInvariant(), ProvisionKind.DataProtection) with { Side = of };
            grounds.Add(ground with { Id = $"{ground.Id} duty", CarriesDuty = true });
            grounds.Add(ground with { Id = $"{ground.Id} permission", CarriesPermission = true });
        }
        var law = new CatalogueIndex(grounds).On(First, PartyKind.Police, PartyKind.Customs, "contact");
        Assert.That(law.GroundsOf(side, isDuty).Select(p => p.Id), Is.EqualTo([expected]));
    }

    private static Provision Duty(string id, int threshold) => Provision(id, ProvisionKind.Duty) with { Threshold = threshold };

    private static Provision Provision(string id, ProvisionKind kind) => new()
    {
        Id = id, Citation = id, Title = new BilingualText(id, id), Summary = new BilingualText(id, id), Kind = kind, Source = id,
        Holders = [PartyKind.Police], Receivers = [PartyKind.Customs],
    };
}
