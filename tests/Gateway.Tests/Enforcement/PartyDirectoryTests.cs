using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Enforcement;

/// <summary>Who may change the directory, and what is logged of it.</summary>
public sealed class PartyDirectoryTests
{
    private TestGate _house = null!; // set before each test

    private PartyDirectory Register => _house.Register;

    [SetUp]
    public async Task Open() => _house = await OpenAsync();

    [TearDown]
    public async Task Close() => await _house.DisposeAsync();

    [Test]
    public async Task RegisterParty_ByTheOperator_IsProvenAndStoredWithItsKeys()
    {
        var keysStored = 0;
        var party = Party(new PartyId("ny"), PartyKind.Customs) with { DutyContact = "jour" };
        var receipts = await Register.RegisterPartyAsync(await OperatorAsync(), party, ["k-1"], (_, _) => { keysStored++; return default; }, default);
        Assert.That((await _house.Registers.FindPartyAsync(party.Id, default))?.Kind, Is.EqualTo(PartyKind.Customs));
        Assert.That(keysStored, Is.EqualTo(1));
        Assert.That(Detail(receipts), Is.EqualTo("""{"dutyContact":"jour","keys":["k-1"],"kind":"customs","officer":"driften/drift","party":"ny"}"""));
    }

    [Test]
    public async Task RegisterParty_TakenOrByAnother_IsRefused()
    {
        Assert.That(await RefusedAsync(await OperatorAsync(), Police), Is.EqualTo(Refusal.AlreadyExists));
        Assert.That(await RefusedAsync(await _house.CallerAsync(Operator, "annan", "registrar"), new PartyId("ny")), Is.EqualTo(Refusal.RoleMissing));
        // The role counts at the operator's party alone.
        Assert.That(await RefusedAsync(await _house.CallerAsync(Police, "berg", PartyDirectory.OperatorRole), new PartyId("ny")), Is.EqualTo(Refusal.RoleMissing));

        Task<Refusal> RefusedAsync(Caller caller, PartyId id) =>
            Refused.OfAsync(() => Register.RegisterPartyAsync(caller, Party(id, PartyKind.Customs), [], (_, _) => default, default));
    }

    [Test]
    public async Task CheckOperator_BeforeAnythingCostly_RefusesEverybodyElse()
    {
        await Register.CheckOperatorAsync(await OperatorAsync(), default);
        var police = await _house.CallerAsync(Police, "berg", PartyDirectory.OperatorRole);
        Assert.That(await Refused.OfAsync(async () => await Register.CheckOperatorAsync(police, default)), Is.EqualTo(Refusal.RoleMissing));
    }

    [Test]
    public async Task RegisterOfficer_OfAnotherParty_IsTheOperatorsAndSeenByBoth()
    {
        var officer = Officer(Social, "ny", "assessor") with { Conflicts = [new byte[32]], TrainingValidUntil = null };
        var receipts = await Register.RegisterOfficerAsync(await OperatorAsync(), officer, default);
        Assert.That(Detail(receipts), Is.EqualTo("""{"conflicts":1,"officer":"driften/drift","party":"soc","personIsKnown":true"""
            + ""","registered":"ny","revoked":false,"roles":["assessor"],"trainingValidUntil":null}"""));
        var leaf = EntryLeaf.Parse(receipts.Single().Leaf.Span);
        Assert.That((leaf.Holder, leaf.Counterpart), Is.EqualTo((Social, Operator)));
        Assert.That((await _house.Registers.OfficerAsync(Social, "ny", default)).Roles, Is.EqualTo(["assessor"]));
    }

    [Test]
    public async Task RegisterOfficer_ByARegistrar_IsOfItsOwnPartyAndNeverItself()
    {
        var registrar = await _house.CallerAsync(Social, "alm", PartyDirectory.RegistrarRole);
        var receipts = await Register.RegisterOfficerAsync(registrar, Officer(Social, "ny"), default);
        Assert.That(EntryLeaf.Parse(receipts.Single().Leaf.Span).Counterpart, Is.EqualTo(default(PartyId)));
        var worker = await _house.CallerAsync(Social, "lund", "case-worker");
        Assert.That(await RegisterRefusedAsync(registrar, Officer(Social, "alm", "assessor")), Is.EqualTo(Refusal.RoleMissing));
        Assert.That(await RegisterRefusedAsync(registrar, Officer(School, "ny")), Is.EqualTo(Refusal.RoleMissing));
        Assert.That(await RegisterRefusedAsync(worker, Officer(Social, "ny")), Is.EqualTo(Refusal.RoleMissing));
    }

    [Test]
    public async Task RegisterOfficer_WithARoleThatIsUnknownOrNotForTheParty_NamesTheField()
    {
        var by = await OperatorAsync();
        foreach (var (officer, field) in ((Officer, string)[])[(Officer(Social, "ny", "king"), "roles: unknown role `king`"),
            (Officer(Social, "ny", PartyDirectory.OperatorRole), "roles: `operator` is a role of the operator's party alone"),
            (Officer(new PartyId("ingen"), "ny"), "party_id: no such party")])
            Assert.That(await Refused.MessageAsync(() => Register.RegisterOfficerAsync(by, officer, default)), Is.EqualTo(field));
        Assert.That(await Register.RegisterOfficerAsync(by, Officer(Operator, "ny", PartyDirectory.OperatorRole), default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task RecordStandingDecision_OfTheCallersParty_HoldsFromToday()
    {
        var by = await _house.CallerAsync(Social, "alm", PartyDirectory.DecisionMakerRole);
        var receipts = await Register.RecordStandingDecisionAsync(by, Standing with { Holder = School, DecidedBy = "forged", ValidFrom = Day.AddDays(-9) }, default);
        Assert.That(Detail(receipts), Is.EqualTo("""{"categories":["contact"],"officer":"soc/alm","provision":"lub-4","question":"no-exceptional-"""
            + """reasons","receiver":"polisen","registrationNumber":"dnr","standingDecision":"s-1","validUntil":"2027-11-22"}"""));
        var stored = (await _house.DoAsync(work => _house.Parties.StandingDecisionsAsync(work, Social, Police, Day, default))).Single();
        Assert.That((stored.Holder, stored.DecidedBy, stored.ValidFrom), Is.EqualTo((Social, "alm", Day)));
        Assert.That(stored.DeciderRoles, Is.EqualTo([PartyDirectory.DecisionMakerRole]));
        Assert.That(await Refused.OfAsync(() => Register.RecordStandingDecisionAsync(by, Standing, default)), Is.EqualTo(Refusal.AlreadyExists));
    }

    [Test]
    public async Task RecordStandingDecision_Unfit_NamesTheField()
    {
        var by = await _house.CallerAsync(Social, "alm", PartyDirectory.DecisionMakerRole);
        foreach (var (decision, message) in ((StandingDecision, string)[])
            [
                (Standing with { Provision = "no-such" }, "provision_id: `no-such` is not in the catalogue"),
                (Standing with { Question = "child-at-risk" }, "question: `lub-4` does not ask `child-at-risk`"),
                (Standing with { Provision = "sol-19-1", Question = "child-at-risk" }, "question: `child-at-risk` is answered in each matter alone"),
                (Standing with { Categories = ["contact", "no-such"] }, "categories: unknown category `no-such`"),
                (Standing with { ValidUntil = Day.AddDays(-1) }, "valid_until: within a year from today"),
                (Standing with { ValidUntil = Day.AddYears(1).AddDays(1) }, "valid_until: within a year from today"),
                (Standing with { Receiver = new PartyId("ingen") }, "receiver_party_id: no such party"),
            ])
            Assert.That(await Refused.MessageAsync(() => Register.RecordStandingDecisionAsync(by, decision, default)), Is.EqualTo(message));
        var worker = await _house.CallerAsync(Social, "lund", "case-worker");
        Assert.That(await Refused.OfAsync(() => Register.RecordStandingDecisionAsync(worker, Standing, default)), Is.EqualTo(Refusal.RoleMissing));
        Assert.That(await Register.RecordStandingDecisionAsync(by, Standing with { ValidUntil = Day }, default), Has.Count.EqualTo(1), "today is the shortest");
    }

    private static StandingDecision Standing => new()
    {
        Holder = Social, Id = "s-1", Provision = "lub-4", Question = "no-exceptional-reasons", Categories = ["contact"], Receiver = Police,
        ValidFrom = Day, ValidUntil = Day.AddYears(1), DecidedBy = "", DeciderRoles = [], RegistrationNumber = "dnr",
    };

    private static string Detail(IReadOnlyList<Receipt> receipts) => JsonNode.Parse(receipts.Single().View.Span)!.ToJsonString();

    private Task<Caller> OperatorAsync() => _house.CallerAsync(Operator, "drift", PartyDirectory.OperatorRole);

    private Task<Refusal> RegisterRefusedAsync(Caller caller, Officer officer) => Refused.OfAsync(() => Register.RegisterOfficerAsync(caller, officer, default));
}
