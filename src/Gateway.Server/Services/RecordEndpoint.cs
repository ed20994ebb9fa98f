using Gateway.Protocol.V1;
using Gateway.Records;
using Gateway.Server.Identity;
using Grpc.Core;

namespace Gateway.Server.Services;

/// <summary><c>gateway.v1.RecordService</c>.</summary>
internal sealed class RecordEndpoint(RecordDeposit deposit, Corrections corrections) : RecordService.RecordServiceBase
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
}
