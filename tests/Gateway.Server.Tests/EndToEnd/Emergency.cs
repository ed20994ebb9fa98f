using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A request of the police for contact data in immediate danger, without a case.</summary>
internal static class Emergency
{
    public static RequestRequest Request(Subject subject) =>
        new(Messages.Contact(subject, "")) { Purpose = "intervene-now", ImmediateDanger = true };

    /// <summary>Asked, answered by the holder's officer and collected; answers the request's id.</summary>
    public static async Task<string> ReleasedAsync()
    {
        var asked = await Inquiry.AskAsync(Request(await Inquiry.HeldAsync("contact")));
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"));
        await Inquiry.CollectAsync(asked.RequestId);
        return asked.RequestId;
    }

    /// <summary>What an officer's party has open about a request.</summary>
    public static async Task<IReadOnlyList<FollowUp>> OpenAsync(Official officer, string reference) =>
        [.. (await Town.Wire(officer).FollowUps.ListFollowUpsAsync(new ListFollowUpsRequest())).FollowUps.Where(f => f.Reference == reference)];

    /// <summary>The review that an officer's party owes.</summary>
    public static async Task<FollowUp> ReviewAsync(Official officer, string reference) =>
        (await OpenAsync(officer, reference)).Single(f => f.Kind == FollowUpKind.PostReview && f.PartyId == officer.Party);
}
