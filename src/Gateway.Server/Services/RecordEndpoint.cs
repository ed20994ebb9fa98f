using Gateway.Protocol.V1;
using Gateway.Records;
using Gateway.Server.Identity;
using Grpc.Core;

namespace Gateway.Server.Services;

/// <summary><c>gateway.v1.RecordService</c>.</summary>
internal sealed class RecordEndpoint(RecordDeposit deposit) : RecordService.RecordServiceBase
{
    public override async Task<DepositResponse> Deposit(DepositRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var draft = new RecordDraft(
            fields.Id("record_id", request.RecordId),
            WireReader.Persons(fields, request.Persons, caller.Party),
            WireReader.Sections(fields, request.Sections, 16),
            fields.Text("registration_number", request.RegistrationNumber, 64));
        fields.ThrowIfAny();
        var receipts = await deposit.DepositAsync(caller, draft, context.CancellationToken);
        return new DepositResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }
}
