using Gateway.Parties;
using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Officers that one test alone needs, and how they log in.</summary>
internal static class Newcomer
{
    /// <summary>Registers an officer of a party as a test wants one.</summary>
    public static async Task<Official> AtAsync(string party, string role, Action<RegisterOfficerRequest>? change = null)
    {
        var officer = new Official(party, Town.Name("ny"), "19720202", role);
        var registration = Cast.Registration(officer);
        change?.Invoke(registration);
        await Town.Wire(Cast.Operator).Directory.RegisterOfficerAsync(registration);
        return officer;
    }

    /// <summary>An officer's clients after a login of a level of assurance.</summary>
    public static WireClients LoggedInAt(this Official officer, int assurance) =>
        Town.Gateway.Wire(Town.Gateway.Issuer.Issue(new PartyId(officer.Party), officer.Id, assurance));
}
