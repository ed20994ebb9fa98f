using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Protocol.V1;
using Gateway.Records;
using Gateway.Server.Identity;
using Google.Protobuf;
using Grpc.Core;

namespace Gateway.Server.Services;

/// <summary><c>gateway.v1.RecordService</c>.</summary>
internal sealed class RecordEndpoint(RecordDeposit deposit, Corrections corrections, ChunkUploads uploads) : RecordService.RecordServiceBase
{
    public override async Task<DepositResponse> Deposit(DepositRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var draft = new RecordDraft(
            fields.Id("record_id", request.RecordId),
            WireReader.Persons(fields, request.Persons, caller.Party),
            WireReader.Sections(fields, request.Sections, 16),
            fields.Text("registration_number", request.RegistrationNumber, 64)) { Corrects = request.Corrects };
        fields.ThrowIfAny();
        var receipts = await deposit.DepositAsync(caller, draft, context.CancellationToken);
        return new DepositResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<WithdrawSectionResponse> WithdrawSection(WithdrawSectionRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var (record, section) = (fields.Id("record_id", request.RecordId), fields.Id("section_id", request.SectionId));
        var number = fields.Text("registration_number", request.RegistrationNumber, 64);
        fields.ThrowIfAny();
        var receipts = await corrections.WithdrawSectionAsync(caller, record, section, number, context.CancellationToken);
        return new WithdrawSectionResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<UploadChunksResponse> UploadChunks(IAsyncStreamReader<UploadChunksRequest> requestStream, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        if (!await requestStream.MoveNext(context.CancellationToken) || requestStream.Current.Start is not { } start)
            throw RefusedException.BadField("start", "the first message says which section is uploaded, and from where");
        var fields = new Fields();
        var of = Section(fields, caller, (start.RecordId, start.AlertKey, start.RequestId), start.SectionId, start.Version);
        fields.Count("start.from_index", start.FromIndex, 0, SealedChunk.MaximumCount - 1);
        fields.ThrowIfAny();
        var upload = await uploads.BeginAsync(caller, of, start.FromIndex, context.CancellationToken);
        while (await requestStream.MoveNext(context.CancellationToken))
            upload = await uploads.AppendAsync(caller, upload, SealedChunk.Parse(requestStream.Current.Chunk.Span), context.CancellationToken);
        return new UploadChunksResponse { NextIndex = upload.Count, Complete = upload.IsEnded };
    }

    public override async Task<GetUploadResponse> GetUpload(GetUploadRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var of = Section(fields, caller, (request.RecordId, request.AlertKey, request.RequestId), request.SectionId, request.Version);
        fields.ThrowIfAny();
        var (upload, digest) = await uploads.FindAsync(caller, of, context.CancellationToken) ?? throw RefusedException.NotFound();
        return new GetUploadResponse
        {
            NextIndex = upload.Count, Complete = upload.IsEnded, Deposited = upload.State == UploadState.Deposited,
            Digest = ByteString.CopyFrom(digest),
        };
    }

    private static SectionVersion Section(
        Fields fields, Caller caller, (string Record, string AlertKey, string Request) of, string section, int version)
    {
        fields.Require(version >= 1, "version", "1 and upwards is expected");
        fields.Id("section_id", section);
        var (place, record) = of switch
        {
            (_, "", "") => (SectionPlace.Record, fields.Id("record_id", of.Record)),
            ("", _, "") => (SectionPlace.Alert, fields.IdempotencyKey(of.AlertKey, "alert_key")),
            ("", "", _) => (SectionPlace.Request, Fields.GatewayId(of.Request)),
            _ => default,
        };
        fields.Require(place != default, "record_id", "a record, an alert or a request is expected, one of the three");
        return new SectionVersion(place, caller.Party, record ?? "", section, version);
    }
}
