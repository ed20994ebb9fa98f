using Gateway.Audit;
using Gateway.Cases;
using Gateway.Enforcement;
using Gateway.Protocol.V1;
using Gateway.Server.Identity;
using Grpc.Core;
using ConsentForm = Gateway.Enforcement.ConsentForm;

namespace Gateway.Server.Services;

/// <summary><c>gateway.v1.ConsentService</c>.</summary>
internal sealed class ConsentEndpoint(ConsentRegister register, SubjectPseudonyms pseudonyms) : ConsentService.ConsentServiceBase
{
    public override async Task<RecordConsentResponse> RecordConsent(RecordConsentRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var form = (ConsentForm)(int)request.Form;
        fields.Require(Enum.IsDefined(form) && form != ConsentForm.Unspecified, "form", "is missing or unknown");
        fields.Require(request.Givers.Count > 0 && request.Givers.All(g => g is ConsentGiver.Self or ConsentGiver.AllCustodians), "givers",
            "who consented is expected");
        fields.Count("categories", request.Categories.Count, 1, 16);
        fields.Count("receiver_party_ids", request.ReceiverPartyIds.Count, 1, 16);
        fields.Count("purposes", request.Purposes.Count, 1, 8);
        var consent = new Consent
        {
            Holder = caller.Party,
            Id = fields.Id("consent_id", request.ConsentId),
            Person = pseudonyms.Of(WireReader.Subject(fields, "subject", request.Subject, caller.Party)),
            Givers = request.Givers.Aggregate(ConsentGivers.None, (all, g) =>
                all | (g == ConsentGiver.Self ? ConsentGivers.Self : ConsentGivers.Custodians)),
            Categories = [.. request.Categories],
            Receivers = [.. request.ReceiverPartyIds.Select((r, i) => fields.Party($"receiver_party_ids[{i}]", r).ToString())],
            Purposes = [.. request.Purposes],
            Form = form,
            GivenOn = fields.Day("given_on", request.GivenOn),
            ValidUntil = fields.Day("valid_until", request.ValidUntil),
        };
        var number = fields.Text("registration_number", request.RegistrationNumber, 64);
        fields.ThrowIfAny();
        var receipts = await register.RecordAsync(caller, consent, number, context.CancellationToken);
        return new RecordConsentResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<RevokeConsentResponse> RevokeConsent(RevokeConsentRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var id = fields.Id("consent_id", request.ConsentId);
        fields.ThrowIfAny();
        var receipts = await register.RevokeAsync(caller, id, context.CancellationToken);
        return new RevokeConsentResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }
}
