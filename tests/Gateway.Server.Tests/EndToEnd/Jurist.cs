using Gateway.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The steps of legal staff.</summary>
internal static class Jurist
{
    /// <summary>A case of a reviewer about a person.</summary>
    public static async Task<(Subject Person, string Case)> CaseAsync(Official reviewer, Subject? person = null)
    {
        person ??= People.Adult();
        return (person, await Inquiry.CaseAsync(reviewer, person, "child-protection"));
    }

    /// <summary>A case of a reviewer that is about nobody.</summary>
    public static async Task<string> ReviewCaseAsync(Official reviewer)
    {
        var opened = Messages.Case(reviewer, People.Adult(), "care");
        opened.Subject = null;
        opened.Kind = CaseKind.Advice;
        await Town.Wire(reviewer).Cases.OpenCaseAsync(opened);
        return opened.CaseId;
    }

    /// <summary>A search of the last hour, whoever it is about.</summary>
    public static SearchRequest LastHour(string caseId) => new()
    {
        CaseId = caseId, Justification = "Logguppföljning.", From = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddHours(-1)),
    };

    /// <summary>All steps of a search.</summary>
    public static Task<IReadOnlyList<SearchResponse>> SearchAsync(Official reviewer, SearchRequest request) => SearchAsync(Town.Wire(reviewer), request);

    public static async Task<IReadOnlyList<SearchResponse>> SearchAsync(WireClients wire, SearchRequest request)
    {
        using var call = wire.Legal.Search(request);
        List<SearchResponse> steps = [];
        while (await call.ResponseStream.MoveNext(CancellationToken.None)) steps.Add(call.ResponseStream.Current);
        return steps;
    }

    /// <summary>The entries that a search finds.</summary>
    public static async Task<IReadOnlyList<FoundEntry>> FoundAsync(Official reviewer, SearchRequest request) =>
        [.. (await SearchAsync(reviewer, request)).SelectMany(s => s.Entries)];

    /// <summary>Contact data that social services released to the police: index of the entry, and about whom.</summary>
    public static async Task<(long Index, Subject Person)> ReleasedAsync()
    {
        var person = await Inquiry.HeldAsync("contact");
        var asked = await Inquiry.AskForContactAsync(person);
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"));
        var collected = await Inquiry.CollectAsync(asked.RequestId);
        return (Audit.TlogProof.Parse(collected.Receipts[0].Proof).Index, person);
    }
}
