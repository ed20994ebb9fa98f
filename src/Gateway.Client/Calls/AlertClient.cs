using Gateway.Parties;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>Tells other parties unasked, and receives what they tell (design §7). A push is kept until its receipts are proven.</summary>
public sealed class AlertClient
{
    private readonly GatewayConnection _connection;
    private readonly Wire.AlertService.AlertServiceClient _client;
    private readonly SectionSealer _sealer;
    private readonly ReceiptVerifier _receipts;
    private readonly ReleaseOpener _opener;
    private readonly Outbox _outbox;
    private readonly AlertStream _stream;
    private readonly ChunkUploader _uploads;
    private readonly ChunkDownloader _downloads;

    internal AlertClient(GatewayConnection connection, SectionSealer sealer, ReceiptVerifier receipts, ReleaseOpener opener, Outbox outbox,
        AlertCursor cursor, ChunkUploader uploads, ChunkDownloader downloads)
    {
        (_connection, _client) = (connection, new Wire.AlertService.AlertServiceClient(connection.Invoker));
        (_sealer, _receipts, _opener, _outbox) = (sealer, receipts, opener, outbox);
        _stream = new AlertStream(_client, cursor, connection.Time);
        (_uploads, _downloads) = (uploads, downloads);
    }

    /// <summary>
    /// Seals the sections into the alert, keeps it, and pushes it. Without an idempotency key it gets one; what is kept under its
    /// key already is sent instead.
    /// </summary>
    /// <exception cref="GatewayException">
    /// Unless it is final, the push stays kept: <see cref="ResendAsync"/> sends it again. It stays kept as well where the chunks of a large section
    /// are not there (<see cref="GatewayFailure.WrongState"/>): they are uploaded with it anew.
    /// </exception>
    /// <exception cref="ReceiptRefusedException">The gateway's answer proves nothing; the push stays kept.</exception>
    /// <exception cref="LogForkedException">The log contradicts what was seen of it; the push stays kept.</exception>
    public async Task<Wire.PushResponse> PushAsync(Wire.PushRequest alert, IReadOnlyList<PlainSection> sections, CancellationToken ct)
    {
        return await PushAsync(await PrepareAsync(alert, sections, ct), ct);
    }

    /// <summary>The same with large sections, whose chunks are uploaded first: until they are there the push is not kept.</summary>
    /// <param name="alert">The alert, without sections; with the key that the attachments were sealed for as their record.</param>
    /// <param name="sections">Sections to seal into it.</param>
    /// <param name="attachments">Sections that were sealed into files; keep these until the push is answered.</param>
    /// <param name="ct">Withdraws the call; what was uploaded stays for a day.</param>
    /// <exception cref="ArgumentException">An attachment was sealed for another key than the alert's.</exception>
    /// <exception cref="GatewayException">
    /// While uploading: nothing is kept, and nothing resends it. Call again with the same alert and the same files, which goes on where it ended.
    /// While pushing: unless it is final the push stays kept; call so again where its chunks were swept (<see cref="GatewayFailure.WrongState"/>).
    /// </exception>
    /// <exception cref="ReceiptRefusedException">The gateway's answer proves nothing; the push stays kept.</exception>
    /// <exception cref="LogForkedException">The log contradicts what was seen of it; the push stays kept.</exception>
    public async Task<Wire.PushResponse> PushAsync(Wire.PushRequest alert, IReadOnlyList<PlainSection> sections,
        IReadOnlyList<SealedAttachment> attachments, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(attachments);
        if (attachments.Any(a => a.Label.Record != alert.IdempotencyKey))
            throw new ArgumentException("an attachment was sealed for another record than the alert's idempotency key", nameof(attachments));
        foreach (var attachment in attachments)
            await _uploads.UploadAsync(attachment, new Wire.UploadStart { AlertKey = alert.IdempotencyKey }, ct);
        var prepared = await PrepareAsync(alert, sections, ct);
        prepared.Sections.AddRange(attachments.Select(a => a.Section));
        return await PushAsync(prepared, ct);
    }

    /// <summary>
    /// The alert with its key and its sections sealed. Pushing the same again is the same alert; preparing again is another one,
    /// since sealing is random.
    /// </summary>
    public async Task<Wire.PushRequest> PrepareAsync(Wire.PushRequest alert, IReadOnlyList<PlainSection> sections, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(sections);
        var push = alert.Clone();
        if (push.IdempotencyKey.Length == 0) push.IdempotencyKey = Identifiers.New();
        foreach (var section in sections) push.Sections.Add(await _sealer.SealAsync(push.IdempotencyKey, section, ct));
        return push;
    }

    /// <summary>Keeps a prepared alert and pushes it.</summary>
    /// <inheritdoc cref="PushAsync(Wire.PushRequest, IReadOnlyList{PlainSection}, CancellationToken)" path="/exception" />
    public Task<Wire.PushResponse> PushAsync(Wire.PushRequest prepared, CancellationToken ct) => SendAsync(_outbox.Keep(prepared), ct);

    /// <summary>Keys of the pushes that wait, oldest first.</summary>
    public IReadOnlyList<string> WaitingPushes => _outbox.Keys();

    /// <summary>Sends every kept push again, under its own key: at start, and from time to time. Stops where the gateway is away.</summary>
    public async Task<IReadOnlyList<Resent>> ResendAsync(CancellationToken ct)
    {
        var resent = new List<Resent>();
        foreach (var key in _outbox.Keys())
        {
            if (_outbox.Find(key) is not { } push) continue;
            try
            {
                resent.Add(new Resent(key, await SendAsync(push, ct), null));
            }
            catch (GatewayException e)
            {
                resent.Add(new Resent(key, null, e));
                if (!e.IsFinal) break;
            }
        }
        return resent;
    }

    /// <summary>
    /// Alerts to this party, metadata only, in order and at least once, without end. A broken stream is taken up again; an alert
    /// counts as seen once the next one is asked for, across restarts too.
    /// </summary>
    /// <exception cref="GatewayException">The gateway refuses the subscription.</exception>
    public IAsyncEnumerable<Wire.SubscribeResponse> SubscribeAsync(CancellationToken ct) => _stream.ReadAsync(ct);

    /// <summary>Opens an alert: a decision of its own.</summary>
    /// <exception cref="ReleaseRefusedException">What was released lacks a proof.</exception>
    public async Task<OpenedAlert> OpenAsync(string alertId, string registrationNumber, CancellationToken ct)
    {
        var request = new Wire.OpenRequest { AlertId = alertId, RegistrationNumber = registrationNumber };
        var response = await _connection.CallAsync(o => _client.OpenAsync(request, o), ct);
        var entries = await _receipts.VerifyAsync(response.Receipts, ct);
        return new OpenedAlert(response.Decisions, response.Release is { } release ? await _opener.OpenAsync(release, ct) : null, entries);
    }

    /// <summary>
    /// Downloads what a large section of an opened alert says into a file, which is there only once all of it was proven. A broken connection
    /// is taken up again where it broke.
    /// </summary>
    /// <param name="alertId">The alert that it was opened with.</param>
    /// <param name="section">The section, opened.</param>
    /// <param name="file">Where to; no file yet. Until all is proven it grows beside it, under the same name and <c>.part</c>.</param>
    /// <param name="ct">Ends it; nothing is left.</param>
    /// <exception cref="ReleaseRefusedException">The chunks are not, all of them, those that the sender signed.</exception>
    /// <exception cref="GatewayException">It was refused, also because the alert was recalled meanwhile, or broke again and again.</exception>
    public Task DownloadAsync(string alertId, OpenedSection section, string file, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(section);
        return _downloads.DownloadAsync(new Wire.DownloadChunksRequest { AlertId = alertId }, section, file, ct);
    }

    /// <summary>Says that this party has taken over; gives the proven entries.</summary>
    public async Task<IReadOnlyList<ProvenEntry>> AcknowledgeAsync(string alertId, CancellationToken ct)
    {
        var request = new Wire.AcknowledgeRequest { AlertId = alertId };
        var response = await _connection.CallAsync(o => _client.AcknowledgeAsync(request, o), ct);
        return await _receipts.VerifyAsync(response.Receipts, ct);
    }

    /// <summary>Takes an alert of this party back; the receiver is told where it was told of the alert.</summary>
    /// <returns>Whether the receiver had opened it, and the proven entries.</returns>
    public async Task<(bool WasOpened, IReadOnlyList<ProvenEntry> Entries)> RecallAsync(string alertId, Wire.RecallReason reason,
        CancellationToken ct)
    {
        var response = await _connection.CallAsync(o => _client.RecallAsync(new Wire.RecallRequest { AlertId = alertId, Reason = reason }, o), ct);
        return (response.WasOpened, await _receipts.VerifyAsync(response.Receipts, ct));
    }

    /// <summary>Where an alert stands.</summary>
    public Task<Wire.TrackResponse> TrackAsync(string alertId, CancellationToken ct) =>
        _connection.CallAsync(o => _client.TrackAsync(new Wire.TrackRequest { AlertId = alertId }, o), ct);

    private async Task<Wire.PushResponse> SendAsync(Wire.PushRequest push, CancellationToken ct)
    {
        try
        {
            var response = await CallAsync(push, ct);
            await _receipts.VerifyAsync(response.Receipts, ct);
            // A crash before this line sends the push once more, and the gateway gives its first answer.
            _outbox.Remove(push.IdempotencyKey);
            return response;
        }
        // A push is refused for its state only while its chunks are not there, and they may come.
        catch (GatewayException e) when (e.IsFinal && e.Failure != GatewayFailure.WrongState)
        {
            _outbox.Remove(push.IdempotencyKey);
            throw;
        }
    }

    private async Task<Wire.PushResponse> CallAsync(Wire.PushRequest push, CancellationToken ct)
    {
        try
        {
            return await _connection.CallAsync(o => _client.PushAsync(push, o), ct);
        }
        catch (GatewayException e) when (e.Failure == GatewayFailure.UnderWay)
        {
            // An earlier sending of the same push may have been under way still: now it is done, and its answer is ours.
            return await _connection.CallAsync(o => _client.PushAsync(push, o), ct);
        }
    }
}
