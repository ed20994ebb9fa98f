using System.Text.Json.Nodes;
using Gateway.Protocol.V1;

namespace Gateway.Demo.Steps;

/// <summary>Step 8: who has seen what of one person, why, on what provision; the look-up is in its own list.</summary>
internal static class ReviewedAccesses
{
    private static readonly string[] Expected = ["record", "request", "assessment", "case", "audit-lookup"];

    public static async Task PlayAsync(Stage stage, StepReport report, CancellationToken ct)
    {
        await ContactRequest.OpenCaseAsync(stage, Cast.Reviewer, "granskning-2026-1", "child-protection", People.ManOf22, ct);
        var listed = await stage.ConnectionOf(Cast.Reviewer).Audit.ListAccessesAsync(new ListAccessesRequest
        {
            Subject = People.ManOf22, CaseId = "granskning-2026-1", Justification = "Logguppföljning efter klagomål.",
        }, ct);
        foreach (var access in listed.Accesses) report.Say($"post {access.Index}: {Tell(access)}");

        var kinds = listed.Accesses.Select(a => a.Kind).ToList();
        report.Expect(Expected.All(kinds.Contains), "lagring, begäran, bedömning och ärende finns där");
        report.Expect(listed.Accesses[^1].Kind == "audit-lookup", "granskningen själv är den sista posten");
        var releases = listed.Accesses.Where(a => a.Kind == "request").Select(Detail).Where(d => d["released"]!.AsArray().Count > 0).ToList();
        report.Expect(releases is [var release] && release["released"]!.AsArray() is [var section] && section!.GetValue<string>() == "risk",
            "en begäran ledde till att uppgifter lämnades: bara avsnittet risk");
        report.Receipts(await stage.As(Cast.Reviewer).Receipts.VerifyAsync(listed.Receipts, ct));
    }

    private static string Tell(Access access)
    {
        var detail = Detail(access);
        var officer = detail["officer"] ?? detail["context"]?["officer"]?["id"];
        var purpose = detail["context"]?["purpose"];
        var provisions = detail["decision"]?.AsArray().Select(d => $"{d!["section"]}: {d["outcome"]} {d["provision"]}");
        return $"{access.At.ToDateTimeOffset():HH:mm:ss} {access.Kind}, {officer}"
            + (purpose is null ? "" : $", {purpose}") + (provisions is null ? "" : $"; {string.Join("; ", provisions)}");
    }

    private static JsonNode Detail(Access access) =>
        JsonNode.Parse(access.Detail.Span) ?? throw new InvalidOperationException("an entry without detail");
}
