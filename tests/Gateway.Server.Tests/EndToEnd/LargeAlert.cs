using Gateway.Client;
using Gateway.Crypto;
using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A child-concern report of the police with a film, which lies in chunks.</summary>
internal sealed class LargeAlert : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-alert-").FullName;
    private readonly byte[] _content;

    private LargeAlert(byte[] content, Subject child)
    {
        (_content, Push) = (content, Messages.Concern(child));
        Push.IdempotencyKey = Town.Name("key-of-an-alert");
    }

    /// <summary>The alert, without its section.</summary>
    public PushRequest Push { get; }

    /// <summary>The alert as it is pushed.</summary>
    public PushRequest Whole => new(Push) { Sections = { Sealed.Section } };

    public SealedAttachment Sealed { get; private set; } = null!; // set by SealedAsync

    public UploadStart Start => new() { AlertKey = Push.IdempotencyKey, SectionId = "avsnitt", Version = 1 };

    public static async Task<LargeAlert> SealedAsync(int size = 2 * SealedChunk.Size + 5, Subject? child = null)
    {
        var alert = new LargeAlert(Attachment.ContentOf(size), child ?? People.Child());
        alert.Sealed = await alert.SealAsync();
        return alert;
    }

    /// <summary>Sealed, uploaded and pushed; with its id.</summary>
    public static async Task<(LargeAlert Alert, string Id)> PushedAsync(int size = 2 * SealedChunk.Size + 5, Subject? child = null)
    {
        var alert = await SealedAsync(size, child);
        return (alert, (await Town.As(Cast.Police).Alerts.PushAsync(alert.Push, [], [alert.Sealed], default)).AlertId);
    }

    /// <summary>The same, and opened by an officer of social services.</summary>
    public static async Task<(LargeAlert Alert, string Id)> OpenedAsync(int size = 2 * SealedChunk.Size + 5, Subject? child = null)
    {
        var (alert, id) = await PushedAsync(size, child);
        await Town.Wire(Cast.SocialWorker).Alerts.OpenAsync(new OpenRequest { AlertId = id });
        return (alert, id);
    }

    /// <summary>The same content sealed once more, under another key.</summary>
    public Task<SealedAttachment> SealAsync() => Town.As(Cast.Police).Attachments.SealAsync(
        Push.IdempotencyKey, Messages.Section("event", ""), "video/mp4", new MemoryStream(_content), Place(), default);

    /// <summary>What is asked for to download it.</summary>
    public DownloadChunksRequest Wanted(string id, int from = 0) => new()
    {
        AlertId = id, RecordId = Push.IdempotencyKey, SectionId = "avsnitt", Version = 1, FromIndex = from,
    };

    /// <summary>A file that is not there yet.</summary>
    public string Place() => Path.Combine(_folder, Town.Name("fil"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
