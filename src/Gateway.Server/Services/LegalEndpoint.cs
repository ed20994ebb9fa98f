using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Protocol.V1;
using Gateway.Review;
using Gateway.Server.Identity;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using FoundEntry = Gateway.Protocol.V1.FoundEntry;
using Outcome = Gateway.Protocol.V1.Outcome;
using Subject = Gateway.Parties.Subject;

namespace Gateway.Server.Services;

/// <summary><c>gateway.v1.LegalService</c>.</summary>
internal sealed class LegalEndpoint(
    LogSearch search, RegisterExtracts extracts, SecrecyEndings endings, DisclosureStatements statements, LogStatistics statistics,
    LogReviews reviews, SubjectPseudonyms pseudonyms) : LegalService.LegalServiceBase
{
    public override async Task Search(SearchRequest request, IServerStreamWriter<SearchResponse> responseStream, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var call = Call(fields, caller, request.CaseId, request.Justification, request.Subject, isAboutOne: request.Subject is not null);
        var query = Query(fields, request);
        fields.ThrowIfAny();
        await foreach (var step in search.SearchAsync(call, query, context.CancellationToken))
            await responseStream.WriteAsync(Write(step), context.CancellationToken);
    }

    public override async Task<GetRegisterExtractResponse> GetRegisterExtract(GetRegisterExtractRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var call = Call(fields, CallerIdentity.CallerOf(context), request.CaseId, request.Justification, request.Subject, isAboutOne: true);
        var (from, until) = Time(fields, request.From, request.Until);
        fields.ThrowIfAny();
        var extract = await extracts.MakeAsync(call, from, until, context.CancellationToken);
        return new GetRegisterExtractResponse
        {
            CopyJson = ByteString.CopyFrom(extract.Json.Span), CopyText = extract.Text, Given = extract.Given,
            Withheld = { extract.Withheld.Select(w =>
                new Protocol.V1.WithheldEntries { Rule = w.Rule, Text = WireWriter.Text(w.Text), Count = w.Count }) },
            Receipts = { WireWriter.Receipts(extract.Receipts) },
        };
    }

    public override async Task<EndSecrecyResponse> EndSecrecy(EndSecrecyRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var number = fields.Text("registration_number", request.RegistrationNumber, 64, isRequired: true);
        fields.ThrowIfAny();
        var receipts = await endings.EndAsync(caller, Fields.GatewayId(request.Reference), number, context.CancellationToken);
        return new EndSecrecyResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<GetDisclosureStatementResponse> GetDisclosureStatement(GetDisclosureStatementRequest request,
        ServerCallContext context)
    {
        var fields = new Fields();
        var call = Call(fields, CallerIdentity.CallerOf(context), request.CaseId, request.Justification, subject: null, isAboutOne: false);
        fields.Require(request.Index >= 0, "index", "0 and upwards is expected");
        fields.ThrowIfAny();
        var statement = await statements.MakeAsync(call, request.Index, context.CancellationToken);
        return new GetDisclosureStatementResponse
        {
            StatementJson = ByteString.CopyFrom(statement.Json.Span), Receipts = { WireWriter.Receipts(statement.Receipts) },
        };
    }

    public override async Task<GetStatisticsResponse> GetStatistics(GetStatisticsRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var call = Call(fields, CallerIdentity.CallerOf(context), request.CaseId, request.Justification, subject: null, isAboutOne: false);
        fields.ThrowIfAny();
        var (month, receipts) = await statistics.OfMonthAsync(call, request.Month, context.CancellationToken);
        return new GetStatisticsResponse
        {
            Month = month.Month, Total = month.Total, MedianHours = month.MedianHours ?? -1, NinetiethHours = month.NinetiethHours ?? -1,
            Counts = { month.Counts.Select(c => new Protocol.V1.StatisticsCount { Dimension = c.Dimension, Group = c.Group, Count = c.Count }) },
            Receipts = { WireWriter.Receipts(receipts) },
        };
    }

    public override async Task<StartReviewResponse> StartReview(StartReviewRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var call = Call(fields, CallerIdentity.CallerOf(context), request.CaseId, request.Justification, subject: null, isAboutOne: false);
        fields.Require(request.From is not null, "from", "is missing");
        fields.Count("at_random", request.AtRandom, 0, 100);
        var (from, until) = Time(fields, request.From, request.Until);
        fields.ThrowIfAny();
        var run = await reviews.StartAsync(call, from, until, request.AtRandom, context.CancellationToken);
        return new StartReviewResponse
        {
            Examined = run.Examined, Receipts = { WireWriter.Receipts(run.Receipts) },
            Hits = { run.Hits.Select(h => new Protocol.V1.ReviewHit { Reference = h.Reference, Cause = h.Cause, OfficerId = h.Officer }) },
        };
    }

    private static (DateTimeOffset From, DateTimeOffset Until) Time(Fields fields, Timestamp? from, Timestamp? until)
    {
        var (first, end) = (fields.Instant("from", from) ?? DateTimeOffset.UnixEpoch, fields.Instant("until", until) ?? DateTimeOffset.MaxValue);
        fields.Require(first < end, "until", "is not behind `from`");
        return (first, end);
    }

    /// <summary>Who calls, in which case and why.</summary>
    private LegalCall Call(Fields fields, Caller caller, string caseId, string justification, Protocol.V1.Subject? subject, bool isAboutOne)
    {
        var about = isAboutOne ? WireReader.Subject(fields, "subject", subject, caller.Party) : Subject.Unidentified;
        return new LegalCall(
            caller, fields.Id("case_id", caseId), fields.Text("justification", justification, 500, isRequired: true), pseudonyms.Of(about));
    }

    private static LogQuery Query(Fields fields, SearchRequest request)
    {
        fields.Require(request.Subject is not null || request.From is not null, "from", "is missing: without a person a time is searched");
        var kind = EntryKind.Unspecified;
        fields.Require(request.Kind.Length == 0 || EntryKinds.TryParse(request.Kind, out kind), "kind", "is no kind of entry");
        fields.Require(System.Enum.IsDefined(request.Outcome), "outcome", "is unknown");
        var (from, until) = Time(fields, request.From, request.Until);
        return new LogQuery(from, until)
        {
            Officer = fields.Text("officer_id", request.OfficerId, 128), Case = fields.Text("in_case_id", request.InCaseId, 64),
            Provision = fields.Text("provision_id", request.ProvisionId, 64), Kind = kind, Outcome = Word(request.Outcome),
            Party = request.PartyId.Length == 0 ? null : fields.Party("party_id", request.PartyId),
            After = request.AfterIndex == 0 ? -1 : request.AfterIndex,
        };
    }

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Permit => DecisionWriter.Word(Policy.Outcome.Permit),
        Outcome.AwaitingAssessment => DecisionWriter.Word(Policy.Outcome.AwaitingAssessment),
        Outcome.Deny => DecisionWriter.Word(Policy.Outcome.Deny),
        _ => "",
    };

    private static SearchResponse Write(SearchPage step) => new()
    {
        Entries = { step.Found.Select(Write) }, Opened = step.Opened, NotShown = step.NotShown, LastIndex = step.Last, Complete = step.IsComplete,
        Receipts = { WireWriter.Receipts(step.Receipts) },
    };

    private static FoundEntry Write(Review.FoundEntry found) => new()
    {
        Access = new Protocol.V1.Access
        {
            Index = found.Entry.Index, At = Timestamp.FromDateTimeOffset(found.Entry.At), Kind = found.Entry.Kind.Word(),
            Detail = ByteString.CopyFrom(found.View.Span), LeafHash = ByteString.CopyFrom(found.Entry.LeafHash.Span),
        },
        HolderPartyId = found.Entry.Content.Holder.ToString(),
        CounterpartPartyId = found.Entry.Content.Counterpart.ToString(),
        OfficerIds = { found.Facts?.Officers ?? [] },
        CaseId = found.Facts?.Case ?? "",
        Reference = found.Facts?.Reference ?? "",
        RegistrationNumbers = { found.Facts?.RegistrationNumbers ?? [] },
        Purpose = found.Facts?.Purpose ?? "",
        ProvisionIds = { found.Facts?.Provisions ?? [] },
        Outcome = found.Facts?.Outcome ?? "",
    };
}
