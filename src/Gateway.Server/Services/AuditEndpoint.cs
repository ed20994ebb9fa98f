using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Protocol.V1;
using Gateway.Server.Identity;
using Gateway.Server.Witnesses;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Gateway.Server.Services;

/// <summary><c>gateway.v1.AuditService</c>.</summary>
internal sealed class AuditEndpoint(AccessReview review, AuditLog log, SubjectPseudonyms pseudonyms, CosignedLog cosigned)
    : AuditService.AuditServiceBase
{
    public override async Task<ListAccessesResponse> ListAccesses(ListAccessesRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var subject = WireReader.Subject(fields, "subject", request.Subject, caller.Party);
        var justification = fields.Text("justification", request.Justification, 500, isRequired: true);
        var caseId = fields.Id("case_id", request.CaseId);
        fields.ThrowIfAny();
        var (accesses, receipts) = await review.ListAsync(caller, pseudonyms.Of(subject), caseId, justification, context.CancellationToken);
        var response = new ListAccessesResponse { Receipts = { WireWriter.Receipts(receipts) } };
        response.Accesses.AddRange(accesses.Select(a => new Protocol.V1.Access
        {
            Index = a.Entry.Index, At = Timestamp.FromDateTimeOffset(a.Entry.At), Kind = a.Entry.Kind.Word(),
            Detail = ByteString.CopyFrom(a.View.Span), LeafHash = ByteString.CopyFrom(a.Entry.LeafHash.Span),
        }));
        return response;
    }

    public override async Task<GetCheckpointResponse> GetCheckpoint(GetCheckpointRequest request, ServerCallContext context)
    {
        _ = CallerIdentity.CallerOf(context);
        var checkpoint = await log.CheckpointAsync(context.CancellationToken);
        var successions = await log.SuccessionsAsync(context.CancellationToken);
        return new GetCheckpointResponse
        {
            Checkpoint = checkpoint.Note, Vkey = log.Verifier.ToString(), Successions = { successions.Select(s => s.Note) },
            CosignedCheckpoint = cosigned.Newest?.Checkpoint.Note ?? "",
        };
    }

    public override async Task<GetConsistencyProofResponse> GetConsistencyProof(GetConsistencyProofRequest request, ServerCallContext context)
    {
        _ = CallerIdentity.CallerOf(context);
        var checkpoint = await log.CheckpointAsync(context.CancellationToken);
        var (from, to) = (request.OldSize, request.NewSize == 0 ? checkpoint.Size : request.NewSize);
        if (from < 1 || from > to || to > checkpoint.Size)
            throw new RefusedException(Refusal.OutOfRange, $"1 ≤ old_size ≤ new_size ≤ {checkpoint.Size} is expected");
        var hashes = await log.ConsistencyProofAsync(from, to, context.CancellationToken);
        return new GetConsistencyProofResponse { Checkpoint = checkpoint.Note, Hashes = { hashes.Select(ByteString.CopyFrom) } };
    }

    public override async Task<GetReceiptResponse> GetReceipt(GetReceiptRequest request, ServerCallContext context)
    {
        _ = CallerIdentity.CallerOf(context);
        var size = (await log.CheckpointAsync(context.CancellationToken)).Size;
        if (request.Index < 0 || request.Index >= size) throw new RefusedException(Refusal.OutOfRange, $"the log has {size} entries");
        if (cosigned.Newest is not { Checkpoint: var witnessed } || request.Index >= witnessed.Size)
            return new GetReceiptResponse { Proof = await log.InclusionProofAsync(request.Index, context.CancellationToken) };
        return new GetReceiptResponse
        {
            Proof = await log.InclusionProofAsync(request.Index, witnessed, context.CancellationToken), QuorumMet = true,
        };
    }
}
