using Gateway.Client;
using Gateway.Protocol.V1;
using Gateway.Server.Tests.EndToEnd;
using Gateway.Server.Tests.Keys.StandIn;

namespace Gateway.Server.Tests.Keys;

/// <summary>What tests do on a server whose keys a Key Vault wraps.</summary>
internal static class VaultTown
{
    public static string[] Settings { get; } =
        [$"--Gateway:Vault:Address=https://{StandInVault.Host}", "--Gateway:Vault:KeyName=gateway", "--Gateway:Vault:Credential=AzureCli"];

    /// <summary>A section is kept ready about somebody, who is then asked about; the answer waits for the holder.</summary>
    public static async Task<WaitingRequest> AskedAsync(RunningGateway gateway, string text = "Uppgift.")
    {
        var person = People.Adult();
        await gateway.As(Cast.Registrar).Records.DepositAsync(Messages.Record(person), [Messages.Section("contact", text)], CancellationToken.None);
        var opened = Messages.Case(Cast.Police, person);
        await gateway.Wire(Cast.Police).Cases.OpenCaseAsync(opened);
        var asked = await gateway.Wire(Cast.Police).Disclosures.RequestAsync(Messages.Contact(person, opened.CaseId));
        return (await gateway.Wire(Cast.Assessor).Disclosures.ListWaitingAsync(new ListWaitingRequest())).Requests.Single(w => w.RequestId == asked.RequestId);
    }

    public static async Task AssessAsync(RunningGateway gateway, WaitingRequest asked) =>
        await gateway.Wire(Cast.Assessor).Disclosures.AssessAsync(new AssessRequest
        {
            RequestId = asked.RequestId, RequestDigest = asked.RequestDigest, Answers = { new Answer { Question = "no-exceptional-reasons", Holds = true } },
        });

    /// <summary>The release, opened by the asker.</summary>
    public static async Task<OpenedRelease> CollectAsync(RunningGateway gateway, WaitingRequest asked)
    {
        var collected = await gateway.Wire(Cast.Police).Disclosures.CollectAsync(new CollectRequest { RequestId = asked.RequestId });
        return await gateway.As(Cast.Police).Releases.OpenAsync(collected.Release, CancellationToken.None);
    }
}
