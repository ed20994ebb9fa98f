using System.Text;
using Gateway.Audit;
using Gateway.Crypto;

namespace Gateway.Tests.Storage;

public sealed class SealedViewTests
{
    private const string Canary = "KANARIEFAGEL-7391";

    [Test]
    public async Task FindBySubjectAsync_EachParty_OpensItsOwnViewWithItsOwnKeyOnly()
    {
        await using var log = await TestLog.OpenAsync();
        await log.CommitAsync("one");
        var social = (await log.Log.FindBySubjectAsync(TestLog.Social, TestLog.Subject, 10, CancellationToken.None)).Single();
        var police = (await log.Log.FindBySubjectAsync(TestLog.Police, TestLog.Subject, 10, CancellationToken.None)).Single();

        Assert.That(social.Open(TestLog.SocialKey).ToObject()["detail"]?.GetValue<string>(), Is.EqualTo("one 0"));
        Assert.That(police.Open(TestLog.PoliceKey).ToObject().ToJsonString(), Is.EqualTo("""{"outcome":"neutral"}"""));
        Assert.That(() => social.Open(TestLog.PoliceKey).ToObject(), Throws.InstanceOf<EnvelopeException>());
        Assert.That((social.Index, social.Kind, social.At), Is.EqualTo((0L, EntryKind.Request, TestLog.At)));
    }

    [Test]
    public async Task OpenView_ViewMovedToAnotherEntry_DoesNotOpen()
    {
        await using var log = await TestLog.OpenAsync();
        await log.CommitAsync("one", entries: 2);
        var entries = await log.Log.FindBySubjectAsync(TestLog.Social, TestLog.Subject, 10, CancellationToken.None);
        Assert.That(() => (entries[0] with { SealedView = entries[1].SealedView }).Open(TestLog.SocialKey).ToObject(), Throws.InstanceOf<EnvelopeException>());
        var other = entries[0] with { Content = entries[0].Content with { HolderView = new byte[32] } };
        Assert.That(() => other.Open(TestLog.SocialKey).ToObject(), Throws.InstanceOf<EnvelopeException>().With.Message.Contains("not the one that was logged"));
    }

    [Test]
    public async Task FindBySubjectAsync_MoreThanAsked_GivesTheNewestOldestFirst()
    {
        await using var log = await TestLog.OpenAsync();
        await log.CommitAsync("one", entries: 5);
        var found = await log.Log.FindBySubjectAsync(TestLog.Social, TestLog.Subject, 2, CancellationToken.None);
        Assert.That(found.Select(e => e.Index), Is.EqualTo(new[] { 3L, 4 }));
        Assert.That(await log.Log.FindBySubjectAsync(TestLog.Social, new byte[32], 2, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task Database_WithACanaryInEveryView_HoldsItNowhere()
    {
        await using var log = await TestLog.OpenAsync();
        await log.Log.CommitAsync((_, _) => ValueTask.FromResult(new Change<int>(0, [TestLog.Entry(Canary)])), CancellationToken.None);
        var entry = (await log.Log.FindBySubjectAsync(TestLog.Social, TestLog.Subject, 1, CancellationToken.None)).Single();
        Assert.That(entry.Open(TestLog.SocialKey).ToObject().ToJsonString(), Does.Contain(Canary), "the canary was logged");

        var files = Directory.GetFiles(log.Folder).Select(ReadShared).ToList();
        Assert.That(files.Any(f => f.AsSpan().IndexOf(Encoding.ASCII.GetBytes(entry.Content.Id)) >= 0), "the entry is in the files");
        Assert.That(files, Has.None.Matches<byte[]>(f => f.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Canary)) >= 0));
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
