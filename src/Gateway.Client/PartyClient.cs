using Gateway.Audit;
using Gateway.Audit.Witnesses;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>
/// A party's side of the gateway: seals, signs and pushes with its own keys, opens what is released to it, and believes nothing
/// that the pinned log does not prove. Safe for concurrent use. It disposes nothing it was given.
/// </summary>
public sealed class PartyClient
{
    private readonly CheckpointMemory _memory;
    private readonly GatewayConnection _connection;

    /// <param name="connection">The way to the gateway.</param>
    /// <param name="identity">Who the party is, with its keys.</param>
    /// <param name="state">What must not be forgotten.</param>
    /// <param name="log">A verifier key of the log, which the party got by another way than from the gateway.</param>
    public PartyClient(GatewayConnection connection, PartyIdentity identity, ClientState state, NoteVerifier log)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(identity);
        _connection = connection;
        _memory = new CheckpointMemory(state, new LogKeyMemory(state, log, connection.Audit.SuccessionsAsync),
            connection.Audit.ConsistencyProofAsync);
        Receipts = new ReceiptVerifier(identity.Id, _memory);
        Releases = new ReleaseOpener(identity, Receipts, connection.Directory.SigningKeysAsync);
        Sealer = new SectionSealer(identity, connection.Directory.IntakeKeyAsync);
        Attachments = new AttachmentSealer(Sealer);
        var (uploads, downloads) = (new ChunkUploader(connection), new ChunkDownloader(connection));
        Alerts = new AlertClient(connection, Sealer, Receipts, Releases, new Outbox(state, identity), new AlertCursor(state, identity.Id),
            uploads, downloads);
        Disclosures = new DisclosureClient(connection, Sealer, Receipts, Releases, uploads, downloads);
        Records = new RecordClient(connection, Sealer, Receipts, uploads);
        Cases = new CaseClient(connection, Receipts);
        Consents = new ConsentClient(connection, Receipts);
        FollowUps = new FollowUpClient(connection, Receipts);
    }

    /// <summary>What it tells and is told.</summary>
    public AlertClient Alerts { get; }

    /// <summary>What it asks and is asked.</summary>
    public DisclosureClient Disclosures { get; }

    /// <summary>What it keeps ready.</summary>
    public RecordClient Records { get; }

    /// <summary>Its cases.</summary>
    public CaseClient Cases { get; }

    /// <summary>The consents that it has recorded.</summary>
    public ConsentClient Consents { get; }

    /// <summary>What it still has to do.</summary>
    public FollowUpClient FollowUps { get; }

    /// <summary>Seals sections, and opens what the party sealed itself.</summary>
    public SectionSealer Sealer { get; }

    /// <summary>Seals what is too large for one envelope.</summary>
    public AttachmentSealer Attachments { get; }

    /// <summary>Proves receipts.</summary>
    public ReceiptVerifier Receipts { get; }

    /// <summary>Opens releases that were kept as they came.</summary>
    public ReleaseOpener Releases { get; }

    /// <summary>Asks the log for its newest checkpoint and checks that it extends all that was seen.</summary>
    /// <exception cref="LogForkedException">It does not.</exception>
    public ValueTask<Checkpoint> CheckLogAsync(CancellationToken ct) => _memory.TrustNewestAsync(_connection.Audit.GetCheckpointAsync, ct);

    /// <summary>
    /// Waits until witnesses that suffice under the party's policy have cosigned what holds a receipt's entry, and checks that it is consistent
    /// with all that was seen of the log.
    /// </summary>
    /// <inheritdoc cref="AuditClient.CosignedReceiptAsync" path="/exception" />
    /// <exception cref="LogForkedException">It is not.</exception>
    public async Task<TlogProof> CosignedReceiptAsync(Wire.Receipt receipt, WitnessPolicy policy, TimeSpan within, CancellationToken ct)
    {
        var proof = await _connection.Audit.CosignedReceiptAsync(receipt, policy, within, ct);
        await _memory.TrustAsync(proof.Checkpoint, ct);
        return proof;
    }
}
