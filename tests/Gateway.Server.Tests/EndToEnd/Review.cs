using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What a party's legal reviewer finds of a person, in a case of the reviewer's about that person.</summary>
internal static class Review
{
    private static readonly string[] OwnTraces = ["case", "audit-lookup", "record"];

    /// <summary>The requests, alerts and openings that are found: not the review itself, nor the party's own cases and records.</summary>
    public static async Task<IReadOnlyList<Access>> DisclosuresAsync(Official reviewer, Subject subject)
    {
        var caseId = await Inquiry.CaseAsync(reviewer, subject, "child-protection");
        var listed = await Town.Wire(reviewer).Audit.ListAccessesAsync(
            new ListAccessesRequest { Subject = subject, CaseId = caseId, Justification = "Granskning." });
        return [.. listed.Accesses.Where(a => !OwnTraces.Contains(a.Kind))];
    }

    /// <summary>Their details as one text.</summary>
    public static string Text(IEnumerable<Access> accesses) => string.Join('\n', accesses.Select(a => a.Detail.ToStringUtf8()));
}
