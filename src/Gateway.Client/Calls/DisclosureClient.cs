using Gateway.Parties;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>Asks other parties for what they hold, and answers what they ask (design §7).</summary>
public sealed class DisclosureClient
{
    private readonly GatewayConnection _connection;
    private readonly Wire.DisclosureService.DisclosureServiceClient _client;
    private readonly SectionSealer _sealer;
    private readonly ReceiptVerifier _receipts;
    private readonly ReleaseOpener _opener;
    private readonly ChunkUploader _uploads;
    private readonly ChunkDownloader _downloads;

    internal DisclosureClient(GatewayConnection connection, SectionSealer sealer, ReceiptVerifier receipts, ReleaseOpener opener,
        ChunkUploader uploads, ChunkDownloader downloads)
    {
        (_connection, _client) = (connection, new Wire.DisclosureService.DisclosureServiceClient(connection.Invoker));
        (_sealer, _receipts, _opener) = (sealer, receipts, opener);
        (_uploads, _downloads) = (uploads, downloads);
    }

    /// <summary>
    /// A request with its key and its reasons sealed to the holder: what <see cref="RequestAsync"/> takes. Sending the same again
    /// is the same request; preparing again is another one, since sealing is random.
    /// </summary>
    /// <param name="request">All but the key, if the client is to choose it, and the reasons.</param>
    /// <param name="reasons">Why the sections are needed; empty where none are given.</param>
    /// <param name="ct">Withdraws the question for the holder's key.</param>
    public async Task<Wire.RequestRequest> PrepareAsync(Wire.RequestRequest request, ReadOnlyMemory<byte> reasons, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var prepared = request.Clone();
        if (prepared.IdempotencyKey.Length == 0) prepared.IdempotencyKey = Identifiers.New();
        if (!reasons.IsEmpty)
            prepared.Reasons = await _sealer.SealReasonsAsync(prepared.IdempotencyKey, reasons, prepared.HolderPartyId, ct);
        return prepared;
    }

    /// <summary>
    /// Asks. A Deny is an answer; what is released is opened. The same request a second time gives the first answer without its
    /// release: <see cref="CollectAsync"/> gets that.
    /// </summary>
    /// <exception cref="ReceiptRefusedException">A receipt proves nothing.</exception>
    /// <exception cref="ReleaseRefusedException">What was released lacks a proof.</exception>
    public async Task<Answered> RequestAsync(Wire.RequestRequest prepared, CancellationToken ct)
    {
        var response = await _connection.CallAsync(o => _client.RequestAsync(prepared, o), ct);
        var entries = await _receipts.VerifyAsync(response.Receipts, ct);
        return new Answered(response.RequestId, response.Decisions, await OpenAsync(response.Release, ct), entries, IsClosed: false)
        {
            Extent = response.Extent,
        };
    }

    /// <summary>Asks again how a request stands, and collects what is permitted by now.</summary>
    /// <inheritdoc cref="RequestAsync" path="/exception" />
    public async Task<Answered> CollectAsync(string requestId, CancellationToken ct)
    {
        var response = await _connection.CallAsync(o => _client.CollectAsync(new Wire.CollectRequest { RequestId = requestId }, o), ct);
        var entries = await _receipts.VerifyAsync(response.Receipts, ct);
        List<OpenedRelease> fulfilled = [];
        foreach (var release in response.Fulfilled) fulfilled.Add(await _opener.OpenAsync(release, ct));
        return new Answered(requestId, response.Decisions, await OpenAsync(response.Release, ct), entries, response.Closed)
        {
            Extent = response.Extent, Fulfilled = fulfilled, FormalDecision = response.FormalDecision,
        };
    }

    /// <summary>Requests that wait for this party's assessment, oldest first.</summary>
    public async Task<IReadOnlyList<Wire.WaitingRequest>> ListWaitingAsync(CancellationToken ct)
    {
        List<Wire.WaitingRequest> waiting = [];
        var request = new Wire.ListWaitingRequest();
        do
        {
            var page = await _connection.CallAsync(o => _client.ListWaitingAsync(request, o), ct);
            waiting.AddRange(page.Requests);
            request.After = page.Next;
        }
        while (request.After.Length > 0);
        return waiting;
    }

    /// <summary>The asker's reasons; null where none were given.</summary>
    /// <exception cref="ReleaseRefusedException">They lack a proof.</exception>
    public Task<OpenedRelease?> OpenReasonsAsync(Wire.WaitingRequest waiting, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        return OpenAsync(waiting.Reasons, ct);
    }

    /// <summary>Answers a waiting request's questions; its digest binds the answers to that request.</summary>
    /// <exception cref="ReceiptRefusedException">A receipt proves nothing.</exception>
    public async Task<Wire.AssessResponse> AssessAsync(Wire.AssessRequest assessment, CancellationToken ct)
    {
        var response = await _connection.CallAsync(o => _client.AssessAsync(assessment, o), ct);
        await _receipts.VerifyAsync(response.Receipts, ct);
        return response;
    }

    /// <summary>Takes a request back: nothing is released under it from here on.</summary>
    /// <exception cref="ReceiptRefusedException">A receipt proves nothing.</exception>
    public async Task<IReadOnlyList<ProvenEntry>> WithdrawAsync(string requestId, CancellationToken ct)
    {
        var withdrawn = await _connection.CallAsync(o =>
            _client.WithdrawRequestAsync(new Wire.WithdrawRequestRequest { RequestId = requestId }, o), ct);
        return await _receipts.VerifyAsync(withdrawn.Receipts, ct);
    }

    /// <summary>Tells the asker of a request that what it received was wrong.</summary>
    /// <exception cref="ReceiptRefusedException">A receipt proves nothing.</exception>
    public async Task<IReadOnlyList<ProvenEntry>> ReportWrongDataAsync(Wire.ReportWrongDataRequest report, CancellationToken ct)
    {
        var reported = await _connection.CallAsync(o => _client.ReportWrongDataAsync(report, o), ct);
        return await _receipts.VerifyAsync(reported.Receipts, ct);
    }

    /// <summary>Asks the holder for a reasoned decision that can be appealed; <see cref="CollectAsync"/> gets it once it is made.</summary>
    /// <exception cref="ReceiptRefusedException">A receipt proves nothing.</exception>
    public async Task<IReadOnlyList<ProvenEntry>> AskFormalDecisionAsync(string requestId, CancellationToken ct)
    {
        var asked = await _connection.CallAsync(o =>
            _client.AskFormalDecisionAsync(new Wire.AskFormalDecisionRequest { RequestId = requestId }, o), ct);
        return await _receipts.VerifyAsync(asked.Receipts, ct);
    }

    /// <summary>Decides a request of another party formally.</summary>
    /// <exception cref="ReceiptRefusedException">A receipt proves nothing.</exception>
    public async Task<IReadOnlyList<ProvenEntry>> DecideFormallyAsync(Wire.DecideFormallyRequest decision, CancellationToken ct)
    {
        var decided = await _connection.CallAsync(o => _client.DecideFormallyAsync(decision, o), ct);
        return await _receipts.VerifyAsync(decided.Receipts, ct);
    }

    /// <summary>
    /// Answers a request from this party's own system: seals the sections so that the gateway cannot open them, has them decided, and
    /// delivers what was logged as released. What waits for officers is answered by <see cref="Fulfilment.GoOnAsync"/> later.
    /// </summary>
    /// <param name="answer">The request, its digest, the persons; without sections.</param>
    /// <param name="sections">What is told; one per category asked for.</param>
    /// <param name="ct">Withdraws the call.</param>
    /// <exception cref="ReceiptRefusedException">A receipt proves nothing; nothing is delivered.</exception>
    public Task<Fulfilment> FulfilAsync(Wire.FulfilRequest answer, IReadOnlyList<PlainSection> sections, CancellationToken ct) =>
        FulfilAsync(answer, sections, [], ct);

    /// <summary>The same with large sections, whose chunks are uploaded once their release is logged.</summary>
    /// <param name="answer">The request, its digest, the persons; without sections.</param>
    /// <param name="sections">What is told; with the attachments one per category asked for.</param>
    /// <param name="attachments">
    /// Sections that were sealed into files by <see cref="AttachmentSealer.SealToSelfAsync"/>; kept until they are delivered.
    /// </param>
    /// <param name="ct">Withdraws the call.</param>
    /// <exception cref="ReceiptRefusedException">A receipt proves nothing; nothing is delivered.</exception>
    public async Task<Fulfilment> FulfilAsync(Wire.FulfilRequest answer, IReadOnlyList<PlainSection> sections,
        IReadOnlyList<SealedAttachment> attachments, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(sections);
        ArgumentNullException.ThrowIfNull(attachments);
        var request = answer.Clone();
        request.Sections.AddRange(sections.Select(s => _sealer.SealToSelf(answer.RequestId, s)));
        request.Sections.AddRange(attachments.Select(a => a.Section));
        var fulfilment = new Fulfilment(_connection, _client, _sealer, _receipts, request, attachments, _uploads);
        await fulfilment.GoOnAsync(ct);
        return fulfilment;
    }

    /// <summary>
    /// Downloads what a large section says into a file, which is there only once all of it was proven. A broken connection is taken up
    /// again where it broke.
    /// </summary>
    /// <param name="requestId">The request that it was released under.</param>
    /// <param name="section">The section, opened.</param>
    /// <param name="file">Where to; no file yet. Until all is proven it grows beside it, under the same name and <c>.part</c>.</param>
    /// <param name="ct">Ends it; nothing is left.</param>
    /// <exception cref="ReleaseRefusedException">The chunks are not, all of them, those that the holder signed.</exception>
    /// <exception cref="GatewayException">It was refused, or broke again and again without getting on.</exception>
    public Task DownloadAsync(string requestId, OpenedSection section, string file, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(section);
        return _downloads.DownloadAsync(new Wire.DownloadChunksRequest { RequestId = requestId }, section, file, ct);
    }

    private async Task<OpenedRelease?> OpenAsync(Wire.Release? release, CancellationToken ct) =>
        release is null ? null : await _opener.OpenAsync(release, ct);
}
