using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Client;
using Gateway.Crypto;
using Gateway.Parties;
using Google.Protobuf;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Server.Tests.Client;

/// <summary>A holder and a receiver with keys of their own, and what the gateway makes between them, from the core itself.</summary>
internal sealed class TwoParties : IAsyncDisposable
{
    public static readonly PartyId Police = new("polisen-syd");
    public static readonly PartyId Social = new("malmo-soc");

    private static readonly BoxKeys PoliceLogKey = new([.. Enumerable.Repeat((byte)1, 32)]);
    private static readonly BoxKeys SocialLogKey = new([.. Enumerable.Repeat((byte)2, 32)]);
    private static readonly DateTimeOffset At = new(2026, 11, 22, 13, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-client-").FullName;

    public TwoParties() => State = ClientState.Open(StateFile);

    public SqliteLog Log { get; } = new();

    public PartyIdentity Receiver { get; } = new(Police, AgreementKey.Generate(), SigningKey.Generate());

    public PartyIdentity Holder { get; } = new(Social, AgreementKey.Generate(), SigningKey.Generate());

    public AgreementKey Intake { get; } = AgreementKey.Generate();

    public ClientState State { get; }

    public string StateFile => Path.Combine(_folder, "client.db");

    public static AuditEntry Entry(byte[]? commitment = null, byte[]? salt = null, PartyId? heldBy = null, LogSigner? successor = null)
    {
        var isPolices = heldBy == Police;
        return AuditEntry.Make(new EntryDraft
        {
            Kind = EntryKind.Request,
            Holder = isPolices ? Police : Social,
            Counterpart = isPolices ? Social : Police,
            HolderView = new JsonObject { ["detail"] = "whole" },
            CounterpartView = new JsonObject { ["outcome"] = "permit" },
            ReleaseCommitment = commitment,
            ReleaseSalt = salt,
            Successor = successor,
        }, At, isPolices ? PoliceLogKey : SocialLogKey, isPolices ? SocialLogKey : PoliceLogKey);
    }

    public static Wire.Receipt Receipt<T>(Committed<T> committed, LoggedEntry entry, PartyId party)
    {
        var receipt = entry.Entry.ReceiptFor(party, committed.ProofOf(entry));
        return new Wire.Receipt
        {
            Leaf = ByteString.CopyFrom(receipt.Leaf.Span),
            Proof = receipt.Proof,
            View = ByteString.CopyFrom(receipt.View.Span),
            ViewSalt = ByteString.CopyFrom(receipt.ViewSalt.Span),
            ReleaseSalt = ByteString.CopyFrom(receipt.ReleaseSalt.Span),
        };
    }

    public CheckpointMemory Memory() => new(State, SqliteLog.KeysOf(State), Log.ProofsAsync);

    public ReleaseOpener Opener(PartyIdentity? party = null) => new(
        party ?? Receiver, new ReceiptVerifier((party ?? Receiver).Id, Memory()),
        (holder, _, _) => ValueTask.FromResult<IReadOnlyList<EcPublicKey>>([holder == Social.ToString() ? Holder.Signing.Public : Receiver.Signing.Public]));

    /// <summary>
    /// What an honest gateway releases from the holder to the receiver, logged by two entries; each argument is one way of not
    /// being honest.
    /// </summary>
    public async Task<Wire.Release> ReleaseAsync(
        byte[]? boundTo = null, SigningKey? signedBy = null, SqliteLog? loggedIn = null, byte[]? committedTo = null, PartyId? loggedAsHeldBy = null)
    {
        var label = new SectionLabel("rec-1", "contact", "contact", 1, Social.ToString());
        var section = Envelope.Seal(Encoding.UTF8.GetBytes("klartext"), label, signedBy ?? Holder.Signing, Intake.Public);
        var salt = RandomNumberGenerator.GetBytes(32);
        var commitment = committedTo
            ?? ReleaseCommitment.Of(salt, [section.CiphertextDigest], Receiver.Recipient.Public.Thumbprint.Span);
        var committed = await (loggedIn ?? Log).CommitAsync(Entry(commitment, salt), Entry(commitment, salt, loggedAsHeldBy));
        var wrap = section.For(Intake.Public.KeyId) ?? throw new InvalidOperationException("the section is not sealed to the intake key");
        using var key = ContentKey.Unwrap(wrap, Intake, Envelope.DepositPartyInfo(label));
        var partyInfo = boundTo ?? Envelope.ReleasePartyInfo(committed.Entries.Select(e => e.Entry.LeafHash));
        var released = section.WithRecipients(key.WrapFor(Receiver.Recipient.Public, partyInfo));
        return new Wire.Release
        {
            ReleaseId = Identifiers.New(),
            Sections =
            {
                new Wire.ReleasedSection
                {
                    Envelope = ByteString.CopyFrom(released.ToEnvelopeJson()), Signature = released.Signature, HolderPartyId = Social.ToString(),
                },
            },
            Receipts = { committed.Entries.Select(e => Receipt(committed, e, Police)) },
            RecipientKeyThumbprint = Receiver.Recipient.Public.KeyId,
            Handling = new Wire.HandlingInstruction { Purpose = "crime-prevention" },
        };
    }

    public async ValueTask DisposeAsync()
    {
        State.Dispose();
        Receiver.Dispose();
        Holder.Dispose();
        Intake.Dispose();
        await Log.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
