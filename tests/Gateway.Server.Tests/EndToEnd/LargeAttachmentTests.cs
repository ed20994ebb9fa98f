using System.Security.Cryptography;
using Gateway.Client;
using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>100 MB through a server that is a process of its own: how much memory it takes, and what breaks on the way.</summary>
internal sealed class LargeAttachmentTests
{
    private const int Size = 100_000_000;
    private const double MostMemoryMiB = 64;

    [Test]
    public async Task Transfer_Of100Megabytes_TakesLittleMemory()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        await PassAsync(gateway, 10); // so that what a process takes for its first of each call is not counted
        var before = gateway.PeakMemoryMiB;
        await PassAsync(gateway, Size);
        var grown = gateway.PeakMemoryMiB - before;
        await TestContext.Out.WriteLineAsync($"peak memory {before:F0} MiB before, {grown:F1} MiB more after 100 MB up and down");
        Assert.That(grown, Is.LessThanOrEqualTo(MostMemoryMiB));
    }

    [Test]
    public async Task Transfer_OverAConnectionThatBreaks_GoesOnWhereItBroke()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        using var broken = new CuttingProxy(gateway.Port, cutsAfter: 8 << 20, cuts: 4);
        await PassAsync(gateway, Size / 4, broken.Port);
        Assert.That(broken.CutsLeft, Is.LessThanOrEqualTo(0));
    }

    [Test]
    public async Task Transfer_OfAnAlertOverAConnectionThatBreaks_GoesOnWhereItBroke()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        using var broken = new CuttingProxy(gateway.Port, cutsAfter: 2 << 20, cuts: 4);
        var (police, receiver) = (gateway.As(Cast.Police, broken.Port), gateway.As(Cast.SocialWorker, broken.Port));
        var push = Messages.Concern(People.Child());
        push.IdempotencyKey = Town.Name("key-of-an-alert");
        var film = await police.Attachments.SealAsync(push.IdempotencyKey, Messages.Section("event", ""), "video/mp4",
            new MemoryStream(Attachment.ContentOf(5_000_000)), Path.Combine(gateway.Folder, "film.sealed"), default);
        var pushed = await police.Alerts.PushAsync(push, [], [film], default);
        var opened = await receiver.Alerts.OpenAsync(pushed.AlertId, "", default);
        var file = Path.Combine(gateway.Folder, "film");
        await receiver.Alerts.DownloadAsync(pushed.AlertId, opened.Release!.Sections.Single(), file, default);
        Assert.That(await File.ReadAllBytesAsync(file), Is.EqualTo(Attachment.ContentOf(5_000_000)));
        Assert.That(broken.CutsLeft, Is.LessThan(4));
    }

    [Test]
    public async Task Upload_ToAServerThatIsKilled_KeepsWhatWasAcknowledgedAndGoesOn()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        var holder = gateway.As(Cast.Registrar);
        var attachment = await SealAsync(gateway, holder, "akt", Size / 2);
        var upload = holder.Records.UploadAsync(attachment, default);
        await Until.TrueAsync(() => Task.FromResult(gateway.StoredChunks() >= 5));
        var acknowledged = gateway.StoredChunks();
        await gateway.KillAndStartAsync();
        Assert.That(gateway.StoredChunks(), Is.GreaterThanOrEqualTo(acknowledged));
        await upload;
        await holder.Records.DepositAsync(Record("akt", People.Adult()), [], [attachment], default);
    }

    /// <summary>Seals, uploads, deposits, asks, downloads, and compares.</summary>
    private static async Task PassAsync(GatewayProcess gateway, int size, int? port = null)
    {
        var (person, record) = (People.Adult(), Town.Name("akt"));
        var (holder, police) = (gateway.As(Cast.Registrar, port), gateway.As(Cast.Police, port));
        var attachment = await SealAsync(gateway, holder, record, size);
        await holder.Records.DepositAsync(Record(record, person), [], [attachment], default);

        var opened = Messages.Case(Cast.Police, person);
        await police.Cases.OpenAsync(opened, default);
        var answered = await police.Disclosures.RequestAsync(Messages.Contact(person, opened.CaseId), default);
        var section = answered.Release!.Sections.Single();
        var file = Path.Combine(gateway.Folder, record);
        await police.Disclosures.DownloadAsync(answered.RequestId, section, file, default);
        await using var content = File.OpenRead(file);
        Assert.That(await SHA256.HashDataAsync(content), Is.EqualTo(SHA256.HashData(Attachment.ContentOf(size))));
    }

    private static Task<SealedAttachment> SealAsync(GatewayProcess gateway, PartyClient holder, string record, int size) => holder.Attachments.SealAsync(
        record, Messages.Section("contact", ""), "video/mp4", new MemoryStream(Attachment.ContentOf(size)), Path.Combine(gateway.Folder, $"{record}.sealed"), default);

    private static DepositRequest Record(string id, Subject person) => new() { RecordId = id, Persons = { person.As(PersonRole.Subject) } };
}
