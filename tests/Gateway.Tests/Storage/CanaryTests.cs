using System.Text;
using System.Text.Json.Nodes;
using Gateway.Alerts;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Records;
using Gateway.Storage.Alerts;
using Gateway.Storage.Enforcement;
using Gateway.Storage.Records;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage;

/// <summary>What is personal reaches the stores sealed or as a pseudonym; no file shows it (design §1.10).</summary>
public sealed class CanaryTests
{
    private const string Number = "199001019802";
    private const string Name = "Kanariefågel Canarysson";

    private static readonly byte[] Key = Bytes(77);
    private static readonly byte[] Person = Pseudonym.Of(Key, "personnummer", Number);

    [TestCase(Number)]
    [TestCase(Name)]
    [TestCase("Canarysson")]
    public async Task Files_EverythingPersonalStored_ShowNone(string canary)
    {
        var files = await StoredAsync();
        byte[][] spellings =
        [
            Encoding.UTF8.GetBytes(canary), Encoding.Unicode.GetBytes(canary),
            Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(canary)).TrimEnd('=')),
            Encoding.UTF8.GetBytes(Convert.ToHexString(Encoding.UTF8.GetBytes(canary))),
            Encoding.UTF8.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(canary))),
        ];
        foreach (var file in files)
            foreach (var spelling in spellings)
                Assert.That(file.AsSpan().IndexOf(spelling), Is.Negative);
    }

    [Test]
    public async Task Files_Searched_ShowWhatIsNotPersonal()
    {
        var files = await StoredAsync();
        Assert.That(files.Exists(f => f.AsSpan().IndexOf("request-key"u8) >= 0), Is.True);
        Assert.That(files.Exists(f => f.AsSpan().IndexOf(Person) >= 0), Is.True, "the pseudonym is what is searched by");
    }

    /// <summary>The bytes of every file after each store has taken its part.</summary>
    private static async Task<List<byte[]>> StoredAsync()
    {
        await using var store = await TestStore.OpenAsync();
        await store.CommitAsync(work => WriteAsync(store, work));
        var files = new List<byte[]>();
        foreach (var path in Directory.EnumerateFiles(store.Folder))
        {
            // Shared: the database is open, as it is when somebody copies its files.
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await file.CopyToAsync(copy);
            files.Add(copy.ToArray());
        }
        return files;
    }

    private static async ValueTask WriteAsync(TestStore store, IWork work)
    {
        await new SqlPartyStore(store.Database).SaveOfficerAsync(work, new Officer
        {
            Party = Social, Id = "b2f1", Person = Person, Conflicts = [Person],
        }, default);
        await new SqlCaseStore().TryAddAsync(work, new CaseFile
        {
            Party = Social, Id = "c-1", Kind = CaseKind.Individual, Purpose = "p", Subject = Person, Officers = ["b2f1"],
            OpenedAt = At,
        }, default);
        await new SqlRecordStore(store.Database).TrySaveAsync(work, new StoredSection
        {
            Holder = Social, Record = "r-1", Section = "s-1", Category = "contact", Version = 1, Persons = [Person],
            SealedFacts = Sealed("facts"), FactsDigest = Bytes(2), CiphertextDigest = Bytes(1), Envelope = Sealed("envelope"), Signature = "sig",
            At = At,
        }, default);
        var requests = new SqlRequestStore(store.Database);
        await requests.TryAddAsync(work, new StoredRequest
        {
            Id = "q1", Asker = Police, Holder = Social, Officer = "berg", Subject = Person, IsRefused = false, IdempotencyKey = "request-key", Digest = Bytes(1),
            SealedContent = Sealed("content"), SealedAnswer = Sealed("answer"), Reasons = Sealed("reasons"), Waits = true,
            AskedAt = At,
        }, default);
        await requests.AddAssessmentAsync(work, "q1", Sealed("assessment"), default);
        await new SqlAlertStore(store.Database).TryAddAsync(work, new StoredAlert
        {
            Id = "a1", Sender = Police, Receiver = Social, IdempotencyKey = "k", Digest = Bytes(1),
            Purpose = "p", Urgency = AlertUrgency.Ordinary, Categories = ["contact"], SealedContent = Sealed("alert"),
            SealedAnswer = Sealed("alert answer"), State = AlertState.Stored, StoredAt = At, OpenBefore = At,
        }, [new StoredAlertSection("s-1", "contact", Bytes(1), Sealed("alert section"), "sig", Bytes(61))], default);
    }

    private static byte[] Sealed(string row) =>
        SealedJson.Seal(new BoxKeys(Key), new JsonObject { ["number"] = Number, ["name"] = Name }, row);
}
