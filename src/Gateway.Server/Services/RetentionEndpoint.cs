using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Protocol.V1;
using Gateway.Records.Erasure;
using Gateway.Records.Retention;
using Gateway.Server.Identity;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using RetentionRule = Gateway.Records.Retention.RetentionRule;

namespace Gateway.Server.Services;

/// <summary><c>gateway.v1.RetentionService</c>.</summary>
internal sealed class RetentionEndpoint(RetentionRules rules, RetentionErasures erasures, Proposals proposals, BackupTime backups)
    : RetentionService.RetentionServiceBase
{
    /// <summary>More than there are kinds of entries.</summary>
    private const int MostRules = 64;

    public override async Task<ListRetentionRulesResponse> ListRetentionRules(ListRetentionRulesRequest request, ServerCallContext context)
    {
        var listed = await rules.ListAsync(CallerIdentity.CallerOf(context), context.CancellationToken);
        return new ListRetentionRulesResponse
        {
            Rules = { listed.Select(r => new Protocol.V1.RetentionRule { Kind = r.Kind.Word(), Days = r.Days,
                RegistrationNumber = r.RegistrationNumber }) },
        };
    }

    public override async Task<ProposeRetentionRulesResponse> ProposeRetentionRules(ProposeRetentionRulesRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var proposed = Rules(fields, request.Rules);
        var number = fields.Text("registration_number", request.RegistrationNumber, 64, isRequired: true);
        fields.ThrowIfAny();
        var (id, receipts) = await rules.ProposeAsync(proposals, caller, proposed, number, context.CancellationToken);
        return new ProposeRetentionRulesResponse { ProposalId = id, Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<PreviewRetentionResponse> PreviewRetention(PreviewRetentionRequest request, ServerCallContext context)
    {
        var (scope, receipts) = await erasures.PreviewAsync(CallerIdentity.CallerOf(context), context.CancellationToken);
        return new PreviewRetentionResponse
        {
            At = Timestamp.FromDateTimeOffset(scope.At), Counts = { scope.Counts.Select(Write) }, BackupDays = backups.Days,
            Receipts = { WireWriter.Receipts(receipts) },
        };
    }

    public override async Task<ProposeRetentionErasureResponse> ProposeRetentionErasure(ProposeRetentionErasureRequest request,
        ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var number = fields.Text("registration_number", request.RegistrationNumber, 64, isRequired: true);
        fields.ThrowIfAny();
        var (id, receipts) = await erasures.ProposeAsync(proposals, caller, number, context.CancellationToken);
        return new ProposeRetentionErasureResponse { ProposalId = id, BackupDays = backups.Days, Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<ListRetentionErasuresResponse> ListRetentionErasures(ListRetentionErasuresRequest request, ServerCallContext context)
    {
        var runs = await erasures.ListAsync(CallerIdentity.CallerOf(context), context.CancellationToken);
        return new ListRetentionErasuresResponse { Erasures = { runs.Select(Write) } };
    }

    private static IReadOnlyList<(EntryKind Kind, int? Days)> Rules(Fields fields, RepeatedField<Protocol.V1.RetentionRule> rules)
    {
        List<(EntryKind Kind, int? Days)> read = [];
        fields.Count("rules", rules.Count, 1, MostRules);
        if (rules.Count > MostRules) return read;
        for (var i = 0; i < rules.Count; i++)
        {
            var isKind = EntryKinds.TryParse(rules[i].Kind, out var kind) && RetentionRule.MayBeFor(kind);
            fields.Require(isKind, $"rules[{i}].kind", "a kind of entry is expected, other than `erasure`");
            fields.Require(!isKind || read.TrueForAll(r => r.Kind != kind), $"rules[{i}].kind", "is there twice");
            if (rules[i].Days != 0) fields.Count($"rules[{i}].days", rules[i].Days, RetentionRule.LeastDays, RetentionRule.MostDays);
            read.Add((kind, rules[i].Days == 0 ? null : rules[i].Days));
        }
        return read;
    }

    private static Protocol.V1.RetentionCount Write(Records.Retention.RetentionCount count) => new()
    {
        Kind = count.Cut.Kind.Word(), Days = count.Cut.Days, Details = count.Free, Held = count.Held,
        Oldest = $"{count.Oldest:yyyy-MM-dd}", Newest = $"{count.Newest:yyyy-MM-dd}",
    };

    private static RetentionErasure Write(RetentionRun run) => new()
    {
        ErasureId = run.Id,
        RegistrationNumber = run.RegistrationNumber,
        ApprovedAt = Timestamp.FromDateTimeOffset(run.ApprovedAt),
        DoneAt = run.DoneAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
        Parts =
        {
            run.Parts.Select(p => new RetentionErasurePart
            {
                Kind = p.Cut.Kind.Word(), Days = p.Cut.Days, Before = Timestamp.FromDateTimeOffset(p.Cut.Before), FirstKept = p.Cut.FirstKept,
                Erased = p.Free, Held = p.Held,
            }),
        },
    };
}
