using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Parties;
using Subject = Gateway.Protocol.V1.Subject;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Entries of years ago, of social services and the police, in a server that has only just been installed; and the rules that prune them.</summary>
internal static class OldEntries
{
    /// <summary>Logs an entry so many days ago; answers its index.</summary>
    public static async Task<long> LogAsync(RunningGateway gateway, EntryKind kind, int daysAgo, Subject person)
    {
        var pseudonym = PersonNumber.TryParse(person.PersonalNumber, out var number) ? gateway.Part<SubjectPseudonyms>().Of(Parties.Subject.Of(number)) : default;
        var draft = new EntryDraft
        {
            Kind = kind, Holder = new PartyId("soc"), Counterpart = new PartyId("polisen"), Subject = pseudonym, CounterpartSubject = pseudonym,
            HolderView = new JsonObject { ["officer"] = "alm", ["about"] = "ett vittnesmål" }, CounterpartView = new JsonObject { ["about"] = "en fråga" },
        };
        using var own = await gateway.Part<LogKeys>().LeaseAsync(draft.Holder, default);
        using var others = await gateway.Part<LogKeys>().LeaseAsync(draft.Counterpart.Value, default);
        var at = TimeProvider.System.GetUtcNow().AddDays(-daysAgo);
        var committed = await gateway.Part<AuditLog>().CommitAsync(
            (_, _) => ValueTask.FromResult(new Change<bool>(true, [AuditEntry.Make(draft, at, own.Keys, others.Keys)])), default);
        return committed.Entries[0].Index;
    }

    /// <summary>Sets social services' rule for a kind, by both registrars.</summary>
    public static async Task RuleAsync(RunningGateway gateway, string kind, int days)
    {
        var proposed = await gateway.Wire(Cast.Registrar).Retention.ProposeRetentionRulesAsync(new Gateway.Protocol.V1.ProposeRetentionRulesRequest
        {
            Rules = { new Gateway.Protocol.V1.RetentionRule { Kind = kind, Days = days } }, RegistrationNumber = "Gallring 11",
        });
        await ApproveAsync(gateway, proposed.ProposalId);
    }

    /// <summary>The other registrar reads a proposal and approves it; answers the entry's detail.</summary>
    public static async Task<string> ApproveAsync(RunningGateway gateway, string proposal)
    {
        var read = await Gallring.ReadAsync(gateway, Cast.OtherRegistrar, proposal) ?? throw new InvalidOperationException("it is not proposed");
        return (await Gallring.ApproveAsync(gateway, read)).Receipts.Single().View.ToStringUtf8();
    }
}
