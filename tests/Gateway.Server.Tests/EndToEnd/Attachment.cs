using Gateway.Client;
using Gateway.Crypto;
using Gateway.Protocol.V1;
using Google.Protobuf;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A section of three chunks, which social services seal, upload, deposit and are asked for.</summary>
internal sealed class Attachment : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-attachment-").FullName;

    private Attachment(Subject person) => (Person, Record) = (person, Messages.Record(person));

    public static byte[] Content { get; } = ContentOf(2 * SealedChunk.Size + 5);

    public Subject Person { get; }

    public DepositRequest Record { get; }

    public SealedAttachment Sealed { get; private set; } = null!; // set by SealedAsync

    public static async Task<Attachment> SealedAsync(Subject? person = null)
    {
        var attachment = new Attachment(person ?? People.Adult());
        attachment.Sealed = await attachment.SealAsync(attachment.Record.RecordId);
        return attachment;
    }

    /// <summary>Sealed, uploaded and deposited.</summary>
    public static async Task<Attachment> DepositedAsync(Subject? person = null)
    {
        var attachment = await SealedAsync(person);
        await attachment.DepositAsync();
        return attachment;
    }

    /// <summary>The same content sealed once more, under another key.</summary>
    public Task<SealedAttachment> SealAsync(string record, string section = "avsnitt", int version = 1) => Town.As(Cast.Registrar).Attachments.SealAsync(
        record, Messages.Section("contact", "", section) with { Version = version }, "application/pdf", new MemoryStream(Content), Place(), default);

    public Task DepositAsync() => Town.As(Cast.Registrar).Records.DepositAsync(Record, [], [Sealed], default);

    /// <summary>Deposits without uploading anything.</summary>
    public async Task DepositAloneAsync(SealedAttachment? other = null) => await Town.Wire(Cast.Registrar).Records.DepositAsync(
        new DepositRequest(Record) { Sections = { (other ?? Sealed).Section } });

    /// <summary>A request of the police for it that was answered with a permit; its id.</summary>
    public async Task<string> ReleasedAsync()
    {
        var asked = await Inquiry.AskForContactAsync(Person);
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"));
        return asked.RequestId;
    }

    /// <summary>The chunks as they are uploaded.</summary>
    public static IReadOnlyList<ByteString> ChunksOf(SealedAttachment attachment) => ChunkCalls.Of(attachment);

    /// <summary>Uploads chunks as they are given.</summary>
    public Task<UploadChunksResponse> UploadAsync(Official officer, int from, params ByteString[] chunks) =>
        ChunkCalls.UploadAsync(Town.Wire(officer), Start(from), chunks);

    /// <summary>How far the upload is, as an officer is told.</summary>
    public async Task<GetUploadResponse> StoredAsync(Official? officer = null) => await Town.Wire(officer ?? Cast.Registrar).Records.GetUploadAsync(
        new GetUploadRequest { RecordId = Record.RecordId, SectionId = "avsnitt", Version = 1 });

    public UploadStart Start(int from) => new() { RecordId = Record.RecordId, SectionId = "avsnitt", Version = 1, FromIndex = from };

    /// <summary>Downloads chunks by the generated client.</summary>
    public Task<IReadOnlyList<SealedChunk>> DownloadAsync(Official officer, string request, int from = 0, int version = 1) =>
        ChunkCalls.DownloadAsync(Town.Wire(officer), new DownloadChunksRequest
        {
            RequestId = request, RecordId = Record.RecordId, SectionId = "avsnitt", Version = version, FromIndex = from,
        });

    /// <summary>A file that is not there yet.</summary>
    public string Place() => Path.Combine(_folder, Town.Name("fil"));

    public static byte[] ContentOf(int length)
    {
        var content = new byte[length];
        for (var i = 0; i < length; i++) content[i] = unchecked((byte)(i >> 9));
        return content;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
