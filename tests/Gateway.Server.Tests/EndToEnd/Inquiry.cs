using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The steps of a request from the police to social services.</summary>
internal static class Inquiry
{
    /// <summary>Social services keep a section about a person ready.</summary>
    public static async Task<Subject> HeldAsync(string category, ProtectedIdentity protection = ProtectedIdentity.None)
    {
        var person = People.Adult();
        await Town.As(Cast.Registrar).Records.DepositAsync(Messages.Record(person, protection), [Messages.Section(category)], CancellationToken.None);
        return person;
    }

    /// <summary>A case of an officer about a person; answers its id.</summary>
    public static async Task<string> CaseAsync(Official officer, Subject subject, string purpose = "investigate-crime")
    {
        var opened = Messages.Case(officer, subject, purpose);
        await Town.Wire(officer).Cases.OpenCaseAsync(opened);
        return opened.CaseId;
    }

    public static async Task CloseCaseAsync(string caseId) => await Town.Wire(Cast.Police).Cases.CloseCaseAsync(new CloseCaseRequest { CaseId = caseId });

    public static async Task<RequestResponse> AskAsync(RequestRequest request) => await Town.Wire(Cast.Police).Disclosures.RequestAsync(request);

    /// <summary>Asks for contact data about a person in a case of that person.</summary>
    public static async Task<RequestResponse> AskForContactAsync(Subject subject) =>
        await AskAsync(Messages.Contact(subject, await CaseAsync(Cast.Police, subject)));

    public static async Task<CollectResponse> CollectAsync(string requestId) =>
        await Town.Wire(Cast.Police).Disclosures.CollectAsync(new CollectRequest { RequestId = requestId });

    /// <summary>The request as social services find it.</summary>
    public static async Task<WaitingRequest> WaitingAsync(string requestId) =>
        (await WaitingAsync(Cast.Assessor)).Single(w => w.RequestId == requestId);

    /// <summary>All that waits, page by page, as an officer finds it.</summary>
    public static async Task<IReadOnlyList<WaitingRequest>> WaitingAsync(Official officer)
    {
        List<WaitingRequest> waiting = [];
        var page = new ListWaitingResponse();
        do
        {
            page = await Town.Wire(officer).Disclosures.ListWaitingAsync(new ListWaitingRequest { After = page.Next });
            waiting.AddRange(page.Requests);
        }
        while (page.Next.Length > 0);
        return waiting;
    }

    /// <summary>An assessment of a request that waits.</summary>
    public static async Task<AssessRequest> AssessmentAsync(string requestId, params string[] questions)
    {
        var waiting = await WaitingAsync(requestId);
        return new AssessRequest
        {
            RequestId = requestId, RequestDigest = waiting.RequestDigest, Answers = { questions.Select(q => new Answer { Question = q, Holds = true }) },
        };
    }

    public static async Task<AssessResponse> AssessAsync(Official officer, AssessRequest assessment) =>
        await Town.Wire(officer).Disclosures.AssessAsync(assessment);

    /// <summary>The holder closes a request without answering anything.</summary>
    public static async Task CloseAsync(string requestId) =>
        await AssessAsync(Cast.Assessor, new AssessRequest(await AssessmentAsync(requestId)) { Close = true });

    /// <summary>A request that is permitted once two officers have judged it (the unsettled reading of 10 kap. 15 a §).</summary>
    public static async Task<RequestRequest> RiskAsync(Subject subject) => new()
    {
        IdempotencyKey = Town.Name("key-of-a-request"),
        HolderPartyId = "soc",
        Subject = subject,
        Categories = { new AskedCategory { Category = "risk" } },
        Purpose = "prevent-crime",
        CaseId = await CaseAsync(Cast.Police, subject, "prevent-crime"),
        AssertedFacts =
        {
            new AssertedFact { Name = "needed-by-receiver", Holds = true }, new AssertedFact { Name = "necessary-for-own-task", Holds = true },
        },
    };
}
