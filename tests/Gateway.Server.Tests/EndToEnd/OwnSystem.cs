using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Protocol.V1;
using SealedSection = Gateway.Protocol.V1.SealedSection;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Social services' own system, which answers a request by sealing straight to the asker.</summary>
internal static class OwnSystem
{
    /// <summary>An answer with one section of contact data, sealed to the holder itself.</summary>
    public static async Task<FulfilRequest> AnswerAsync(
        RunningGateway gateway, string requestId, Subject person, ProtectedIdentity protection = ProtectedIdentity.None)
    {
        var waiting = (await gateway.Wire(Cast.SocialSystem).Disclosures.ListWaitingAsync(new ListWaitingRequest()))
            .Requests.Single(w => w.RequestId == requestId);
        return new FulfilRequest
        {
            RequestId = requestId, RequestDigest = waiting.RequestDigest, Persons = { person.As(PersonRole.Subject, protection) },
            Sections = { gateway.As(Cast.SocialSystem).Sealer.SealToSelf(requestId, Messages.Section("contact", "070-174 06 05")) },
        };
    }

    /// <summary>A request that waits, and the right answer to it.</summary>
    public static async Task<(string RequestId, FulfilRequest Answer)> AskedAsync(
        RunningGateway gateway, ProtectedIdentity protection = ProtectedIdentity.None, bool existenceOnly = false, Subject? person = null)
    {
        person ??= People.Adult();
        var opened = Messages.Case(Cast.Police, person);
        await gateway.Wire(Cast.Police).Cases.OpenCaseAsync(opened);
        var request = Messages.Contact(person, opened.CaseId);
        request.Categories[0].ExistenceOnly = existenceOnly;
        var asked = await gateway.Wire(Cast.Police).Disclosures.RequestAsync(request);
        return (asked.RequestId, await AnswerAsync(gateway, asked.RequestId, person, protection));
    }

    /// <summary>An officer of the holder answers the statutory question of 4 § lagen (2025:170), or approves as second.</summary>
    public static async Task<AssessResponse> AssessAsync(RunningGateway gateway, FulfilRequest answer, Official officer, bool approve = false)
    {
        var assessment = new AssessRequest { RequestId = answer.RequestId, RequestDigest = answer.RequestDigest, Approve = approve };
        if (!approve) assessment.Answers.Add(new Answer { Question = "no-exceptional-reasons", Holds = true });
        return await gateway.Wire(officer).Disclosures.AssessAsync(assessment);
    }

    /// <summary>An answer that is logged as released, ready to be delivered.</summary>
    public static async Task<DeliverRequest> DeliverableAsync(RunningGateway gateway)
    {
        var (id, answer) = await AskedAsync(gateway);
        await gateway.Wire(Cast.SocialSystem).Disclosures.FulfilAsync(answer);
        await AssessAsync(gateway, answer, Cast.Assessor);
        var released = await gateway.Wire(Cast.SocialSystem).Disclosures.FulfilAsync(answer);
        var leaves = released.Receipts.Select(r => (ReadOnlyMemory<byte>)MerkleTree.LeafHash(r.Leaf.Span));
        return new DeliverRequest { RequestId = id, Sections = { Wrapped(gateway, answer, released.RecipientKey, Envelope.ReleasePartyInfo(leaves)) } };
    }

    public static SealedSection Wrapped(RunningGateway gateway, FulfilRequest answer, string recipientKey, byte[] partyInfo) =>
        gateway.As(Cast.SocialSystem).Sealer.TurnTo(answer.Sections[0], EcPublicKey.FromJwk(recipientKey), partyInfo);
}
