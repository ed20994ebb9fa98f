using Gateway.Parties;
using Gateway.Protocol.V1;
using Gateway.Server.Identity;
using Gateway.Server.Tests.Hosting;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Who calls is proved by a token of the one issuer; what an officer may do is what the directory says now.</summary>
internal sealed class IdentityTests
{
    private static IEnumerable<TestCaseData> Tokens()
    {
        yield return Token("None", () => null);
        yield return Token("NoToken", () => "eyJhbGciOiJub25lIn0.e30.");
        yield return Token("Expired", () => Town.Gateway.Issuer.Issue(new PartyId("polisen"), "berg", 3, TimeSpan.FromMinutes(-2)));
        yield return Token("ForeignKey", () =>
        {
            using var foreign = Foreign(Town.Gateway.Issuer.Issuer);
            return foreign.Issue(new PartyId("polisen"), "berg", 3);
        });
        yield return Token("ForeignIssuer", () =>
        {
            using var foreign = Foreign("https://issuer.example");
            return foreign.Issue(new PartyId("polisen"), "berg", 3);
        });
    }

    [TestCaseSource(nameof(Tokens))]
    public async Task Call_WithoutAValidToken_IsUnauthenticated(Func<string?> token)
    {
        var wire = Town.Gateway.Wire(token());
        var before = await Town.Gateway.LogSizeAsync();
        Func<Task>[] calls =
        [
            () => wire.Audit.GetCheckpointAsync(new GetCheckpointRequest()).ResponseAsync,
            () => wire.Policy.GetCatalogueAsync(new GetCatalogueRequest()).ResponseAsync,
            () => wire.Directory.GetPartyAsync(new GetPartyRequest { PartyId = "soc" }).ResponseAsync,
            () => wire.Alerts.TrackAsync(new TrackRequest { AlertId = new string('0', 32) }).ResponseAsync,
            () => wire.Disclosures.RequestAsync(Messages.Contact(People.Adult(), "")).ResponseAsync,
        ];
        foreach (var call in calls) Assert.That((await Refusal.OfAsync(call)).StatusCode, Is.EqualTo(StatusCode.Unauthenticated));
        Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(before));
    }

    private static IEnumerable<TestCaseData> Roles()
    {
        yield return Role("Deposit", Cast.SocialWorker, w => w.Records.DepositAsync(new DepositRequest
        {
            RecordId = "akt", Sections = { Envelopes.Foreign() },
        }).ResponseAsync);
        yield return Role("ListWaiting", Cast.SocialWorker, w => w.Disclosures.ListWaitingAsync(new ListWaitingRequest()).ResponseAsync);
        yield return Role("RegisterParty", Cast.Police, w => w.Directory.RegisterPartyAsync(new RegisterPartyRequest
        {
            Party = Town.Gateway.WithKeys(new Protocol.V1.Party { PartyId = "ny", Name = "Ny", Kind = Protocol.V1.PartyKind.Police }),
        }).ResponseAsync);
        yield return Role("RegisterOfficer_OfAnotherParty", Cast.Registrar,
            w => w.Directory.RegisterOfficerAsync(Cast.Registration(Cast.Police)).ResponseAsync);
        yield return Role("RecordStandingDecision", Cast.Assessor, w => w.Directory.RecordStandingDecisionAsync(StandingDecision()).ResponseAsync);
        yield return Role("ListAccesses", Cast.Assessor, w => w.Audit.ListAccessesAsync(new ListAccessesRequest
        {
            Subject = People.Adult(), CaseId = "fall", Justification = "Nyfiken.",
        }).ResponseAsync);
        yield return Role("OpenCase_Stranger", new Official("polisen", "okand", "19710109"),
            w => w.Cases.OpenCaseAsync(Messages.Case(Cast.Police, People.Adult())).ResponseAsync);
    }

    [TestCaseSource(nameof(Roles))]
    public async Task Call_WithoutTheRole_IsPermissionDenied(Official officer, Func<WireClients, Task> call)
    {
        var before = await Town.Gateway.LogSizeAsync();
        var refused = await Refusal.OfAsync(() => call(Town.Wire(officer)));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
        Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Officer_Revoked_DecidesAndSeesNothingFromThenOn()
    {
        var officer = new Official("polisen", "avgangen", "19710110", "investigator");
        var directory = Town.Wire(Cast.Operator).Directory;
        await directory.RegisterOfficerAsync(Cast.Registration(officer));
        var cases = Town.Wire(officer).Cases;
        await cases.OpenCaseAsync(Messages.Case(officer, People.Adult()));

        await directory.RegisterOfficerAsync(new RegisterOfficerRequest(Cast.Registration(officer)) { Revoked = true });
        Func<Task>[] calls =
        [
            () => cases.OpenCaseAsync(Messages.Case(officer, People.Adult())).ResponseAsync,
            () => Town.Wire(officer).Disclosures.RequestAsync(Messages.Contact(People.Adult(), "fall")).ResponseAsync,
            async () => await Town.Wire(officer).Alerts.PushAsync(
                await Town.As(officer).Alerts.PrepareAsync(Messages.Concern(People.Child()), [Messages.Section("event")], default)),
        ];
        foreach (var call in calls) Assert.That((await Refusal.OfAsync(call)).StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
    }

    private static TestCaseData Token(string name, Func<string?> token) => new TestCaseData(token).SetName($"Token_{name}_IsUnauthenticated");

    private static TestCaseData Role(string name, Official officer, Func<WireClients, Task> call) =>
        new TestCaseData(officer, call).SetName($"{name}_WithoutTheRole_IsPermissionDenied");

    private static DevelopmentIssuer Foreign(string issuer) => new(
        new IdentityOptions { Authority = issuer, Audience = "gateway", UseDevelopmentIssuer = true }, new FixedEnvironment("Development"), TimeProvider.System);

    private static RecordStandingDecisionRequest StandingDecision() => new()
    {
        StandingDecisionId = "beslut", ProvisionId = "lub-4", Question = "no-exceptional-reasons", Categories = { "contact" },
        ReceiverPartyId = "polisen", ValidUntil = Cast.Day(months: 3),
    };
}
