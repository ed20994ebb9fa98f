using Gateway.Client;
using Gateway.Protocol.V1;
using Gateway.Server.Tests.Keys;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A sender that remembers an intake key goes on after a rotation, until the key is retired; what was taken in opens all the same.</summary>
internal sealed class IntakeRetirementTests
{
    [Test]
    public async Task IntakeKey_Retired_EndsWhatIsStillSealedToItAndNothingElse()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await DepositAsync(gateway);
        await RotateAsync(gateway);
        var asked = await VaultTown.AskedAsync(gateway); // the client seals to the key that it remembers
        await RetireAsync(gateway);

        var refused = await Assert.ThrowsAsync<GatewayException>(() => DepositAsync(gateway));
        Assert.That(refused?.Violations.Select(v => v.Field), Is.EqualTo(["sections[0]"]));
        gateway.Renew("soc"); // a client that remembers nothing
        await DepositAsync(gateway);
        await VaultTown.AssessAsync(gateway, asked);
        Assert.That((await VaultTown.CollectAsync(gateway, asked)).Sections, Has.Count.EqualTo(1));

        var again = await Refusal.OfAsync(() => RetireAsync(gateway));
        Assert.That(again.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition), "there is nothing left to retire");
    }

    private static Task DepositAsync(RunningGateway gateway) => gateway.As(Cast.Registrar).Records.DepositAsync(
        Messages.Record(People.Adult()), [Messages.Section("contact")], CancellationToken.None);

    private static async Task RotateAsync(RunningGateway gateway)
    {
        await gateway.Wire(Cast.Operator).Keys.ProposeRotatePartyKeysAsync(
            new ProposeRotatePartyKeysRequest { PartyId = "soc", RegistrationNumber = "Dnr 17" });
        await TwoOperators.ApproveOnlyAsync(gateway);
    }

    private static async Task RetireAsync(RunningGateway gateway)
    {
        await gateway.Wire(Cast.Operator).Keys.ProposeRetirePartyKeysAsync(
            new ProposeRetirePartyKeysRequest { PartyId = "soc", RegistrationNumber = "Dnr 18" });
        await TwoOperators.ApproveOnlyAsync(gateway);
    }
}
