using Gateway.Audit;
using Gateway.Protocol.V1;
using Google.Protobuf;
using Receipt = Gateway.Protocol.V1.Receipt;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>
/// A whole answer with what may differ made equal: ids, hashes, salts, times, proofs. Everything else, and every length, is left, so
/// that two answers of one shape tell the same.
/// </summary>
internal static class AnswerShape
{
    public static string Of(RequestResponse answer, RequestRequest request) => Of(new RequestResponse(answer), answer.Receipts, a =>
    {
        a.RequestId = new string('0', a.RequestId.Length);
        a.Receipts.Clear();
    }, answer.RequestId, request.CaseId);

    public static string Of(CollectResponse answer, string requestId, RequestRequest request) =>
        Of(new CollectResponse(answer), answer.Receipts, a => a.Receipts.Clear(), requestId, request.CaseId);

    private static string Of<T>(T answer, IEnumerable<Receipt> receipts, Action<T> equalise, string requestId, string caseId)
        where T : IMessage<T>
    {
        equalise(answer);
        var entries = receipts.Select(r =>
        {
            var leaf = EntryLeaf.Parse(r.Leaf.Span);
            var view = r.View.ToStringUtf8().Replace(requestId, "REQUEST", StringComparison.Ordinal);
            if (caseId.Length > 0) view = view.Replace(caseId, "CASE", StringComparison.Ordinal);
            return $"{leaf.Kind} {leaf.Holder} {leaf.Counterpart} {leaf.Release.Length} {new Receipt(r) { Proof = "" }.CalculateSize()} {view}";
        });
        return $"{answer}\n{string.Join('\n', entries)}";
    }
}
