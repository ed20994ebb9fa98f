using Gateway.Parties;
using Gateway.Policy;
using Gateway.Protocol.V1;
using Gateway.Records;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Gateway.Server.Services;

/// <summary>A disclosure request between the wire and the house, both ways.</summary>
internal static class RequestMessages
{
    /// <summary>A request as it came; what is wrong with it is told field by field.</summary>
    /// <param name="request">The message.</param>
    /// <param name="asker">The party that sent it: an unidentified person is that party's own.</param>
    /// <exception cref="Hosting.InvalidRequestException">A field is missing or malformed.</exception>
    public static DisclosureRequest Read(RequestRequest request, PartyId asker)
    {
        var fields = new Fields();
        var categories = request.Categories.Select((c, i) => fields.Text($"categories[{i}].category", c.Category, 64, isRequired: true)).ToList();
        fields.Count("categories", categories.Count, 1, 16);
        fields.Require(categories.Distinct().Count() == categories.Count, "categories", "each category once");
        fields.Require(request.Reasons is not null || request.ReasonsAnswers.Count == 0, "reasons_answers", "only together with `reasons`");
        var reasons = WireReader.Answers(fields, "reasons_answers", request.ReasonsAnswers, 16);
        var read = new DisclosureRequest
        {
            IdempotencyKey = fields.IdempotencyKey(request.IdempotencyKey),
            Holder = fields.Party("holder_party_id", request.HolderPartyId),
            Subject = WireReader.Subject(fields, "subject", request.Subject, asker),
            Categories = categories,
            ExistenceOnly = [.. request.Categories.Where(c => c.ExistenceOnly).Select(c => c.Category)],
            Purpose = fields.Text("purpose", request.Purpose, 64, isRequired: true),
            Case = fields.Text("case_id", request.CaseId, 64),
            Claims = WireReader.Claims(fields, request.ClaimedProvisions),
            Offence = WireReader.Offence(fields, request.Offence),
            Asserted = WireReader.Asserted(fields, request.AssertedFacts),
            IsEmergency = request.ImmediateDanger,
            Reasons = request.Reasons is null ? null : WireReader.Envelope(fields, "reasons", request.Reasons, WireReader.LargestReasons),
            ReasonsAnswers = [.. reasons.Select(r => (r.Question, r.Holds))],
            RegistrationNumber = fields.Text("registration_number", request.RegistrationNumber, 64),
        };
        fields.ThrowIfAny();
        return read;
    }

    /// <summary>A request that waits for its holder's officer, with the questions that the catalogue asks.</summary>
    public static Protocol.V1.WaitingRequest Write(Records.WaitingRequest waiting, Catalogue catalogue)
    {
        var message = new Protocol.V1.WaitingRequest
        {
            RequestId = waiting.Id,
            AskingPartyId = waiting.Asker.ToString(),
            Purpose = waiting.Purpose,
            Subject = waiting.Subject,
            RequestDigest = ByteString.CopyFrom(waiting.Digest.Span),
            Reasons = WireWriter.Release(waiting.Reasons, catalogue),
            AskedAt = Timestamp.FromDateTimeOffset(waiting.AskedAt),
            FormalDecisionAsked = waiting.IsFormalDecisionAsked,
            SecondApprover = waiting.Questions.Any(q => q.Code == SecondApprover.NeedCode),
        };
        message.Categories.AddRange(waiting.Categories);
        message.ExistenceOnly.AddRange(waiting.ExistenceOnly);
        message.ToFulfil.AddRange(waiting.Questions.Where(q => q.Code == Policy.Need.Fulfilled).Select(q => q.Section));
        message.Questions.AddRange(waiting.Questions.Where(q => catalogue.Vocabulary.Questions.ContainsKey(q.Code))
            .Select(q => new Protocol.V1.Question
            {
                Code = q.Code, SectionId = q.Section, Provision = WireWriter.Reference(q.Provision, catalogue),
                Text = WireWriter.Text(catalogue.Vocabulary.Questions[q.Code].Text),
            }));
        return message;
    }
}
