using Gateway.Audit;
using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A party's registrar keeps its colleagues' rows, not its own; the operator is one party's.</summary>
internal sealed class RegistrarTests
{
    [Test]
    public async Task Registrar_OfTheParty_RegistersAColleague()
    {
        var colleague = new Official("soc", Town.Name("ny"), "19720203", "case-worker");
        await Town.Wire(Cast.Registrar).Directory.RegisterOfficerAsync(Cast.Registration(colleague));
        await Town.Wire(colleague).Cases.OpenCaseAsync(Messages.Case(colleague, People.Adult()));
    }

    [Test]
    public async Task Operator_AsARoleOfAnyOtherParty_IsRefused()
    {
        var registration = Cast.Registration(new Official("soc", Town.Name("ny"), "19720204", "operator"));
        foreach (var caller in new[] { Cast.Registrar, Cast.Operator })
        {
            var refused = await Refusal.OfAsync(() => Town.Wire(caller).Directory.RegisterOfficerAsync(registration).ResponseAsync);
            Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
            Assert.That(Refusal.FieldsOf(refused), Is.EqualTo(["roles"]));
        }
    }

    [Test]
    public async Task Registrar_ChangingItselfOthersOrParties_IsPermissionDenied()
    {
        var (alm, size) = (Town.Wire(Cast.Registrar).Directory, await Town.Gateway.LogSizeAsync());
        var party = Town.Gateway.WithKeys(new Party { PartyId = "ny", Name = "Ny", Kind = PartyKind.Police });
        Func<Task>[] calls =
        [
            () => alm.RegisterOfficerAsync(new RegisterOfficerRequest(Cast.Registration(Cast.Registrar)) { Roles = { "assessor" } }).ResponseAsync,
            () => alm.RegisterOfficerAsync(Cast.Registration(new Official("skola", Town.Name("ny"), "19720205", "case-worker"))).ResponseAsync,
            () => alm.RegisterPartyAsync(party).ResponseAsync,
        ];
        var refused = await Task.WhenAll(calls.Select(Refusal.OfAsync));
        Assert.That(refused.Select(r => r.StatusCode), Is.All.EqualTo(StatusCode.PermissionDenied));
        Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(size + calls.Length), "each attempt is an entry, and nothing else");
    }

    [Test]
    public async Task Officer_WhoseRowSaysOperatorAtAnotherParty_IsNone()
    {
        var officer = await Newcomer.AtAsync("soc", "case-worker");
        // Not possible through the API: somebody has written to the database.
        new GatewayFile(Town.Gateway.Folder).Run($"UPDATE officers SET roles = '[\"operator\"]' WHERE id = '{officer.Id}'");
        var other = Cast.Registration(new Official("skola", Town.Name("ny"), "19720206", "case-worker"));
        var refused = await Refusal.OfAsync(() => Town.Wire(officer).Directory.RegisterOfficerAsync(other).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
    }

    [Test]
    public async Task Change_ByTheOperator_IsAnEntryOfThePartyConcernedToo()
    {
        var officer = new Official("soc", Town.Name("ny"), "19720207", "case-worker");
        var size = await Town.Gateway.LogSizeAsync();
        var registered = await Town.Wire(Cast.Operator).Directory.RegisterOfficerAsync(Cast.Registration(officer));
        var leaf = EntryLeaf.Parse(registered.Receipts.Single().Leaf.Span);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(size + 1));
            Assert.That($"{leaf.Holder} {leaf.Counterpart}", Is.EqualTo("soc gateway-drift"));
            Assert.That(registered.Receipts[0].View.ToStringUtf8(), Does.Contain(officer.Id).And.Contain("gateway-drift/operator"));
            Assert.That(new GatewayFile(Town.Gateway.Folder).Column($"SELECT party FROM log_views WHERE idx = {size}"),
                Is.EquivalentTo(["soc", "gateway-drift"]));
        }
    }
}
