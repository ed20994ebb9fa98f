using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Audit;
using Gateway.Parties;
using Gateway.Storage;
using Gateway.Storage.Enforcement;

namespace Gateway.Tests.Storage;

/// <summary>A real database in a folder of its own, with three parties in it.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    public static readonly PartyId Police = new("polisen-syd");
    public static readonly PartyId Social = new("malmo-soc");
    public static readonly PartyId School = new("malmo-skola");
    public static readonly DateTimeOffset At = new DateTimeOffset(2026, 11, 22, 13, 0, 0, TimeSpan.Zero).AddMilliseconds(789);

    private static readonly JsonSerializerOptions Shown = new() { WriteIndented = true, Converters = { new PartyName() } };

    private TestStore(string folder, SqliteDatabase database) => (Folder, Database) = (folder, database);

    public string Folder { get; }

    public SqliteDatabase Database { get; }

    public static async Task<TestStore> OpenAsync()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-store-").FullName;
        var store = new TestStore(folder, SqliteDatabase.Open(folder));
        var parties = new SqlPartyStore(store.Database);
        await store.CommitAsync(async work =>
        {
            foreach (var id in (PartyId[])[Police, Social, School]) await parties.AddPartyAsync(work, Party(id), default);
        });
        return store;
    }

    /// <summary>Runs a change in a work of its own and commits it.</summary>
    public async Task CommitAsync(Func<IWork, ValueTask> change)
    {
        await using var work = await Database.BeginAsync(default);
        await change(work);
        await Database.CommitAsync(work);
    }

    /// <summary>Runs something in a work of its own, commits it, and answers what it answered.</summary>
    public async Task<T> CommitAsync<T>(Func<IWork, ValueTask<T>> change)
    {
        await using var work = await Database.BeginAsync(default);
        var answer = await change(work);
        await Database.CommitAsync(work);
        return answer;
    }

    /// <summary>Runs a change in a work of its own and undoes it.</summary>
    public async Task UndoAsync(Func<IWork, ValueTask> change)
    {
        await using var work = await Database.BeginAsync(default);
        await change(work);
    }

    /// <summary>32 bytes that stand for a pseudonym, digest or box.</summary>
    public static byte[] Bytes(byte of) => [.. Enumerable.Repeat(of, 32)];

    /// <summary>All members as text: records with memory in them do not compare by content.</summary>
    public static string Show<T>(T value) => JsonSerializer.Serialize(value, Shown);

    public static Party Party(PartyId id) => new()
    {
        Id = id, Kind = PartyKind.SocialServices, Name = $"Förvaltningen {id}", ParentOrganisation = "Malmö stad",
        OrganisationNumber = "2120001124", MunicipalityCode = "1280", IntakeKey = """{"kty":"EC","x":"1"}""",
        RecipientKey = """{"kty":"EC","x":"2"}""", SigningKey = """{"kty":"EC","x":"3"}""", DutyContact = "jour",
        IsPractice = true, RecipientKeyUntil = new DateOnly(2028, 2, 29), RecipientKeyRevocation = KeyRevocation.Compromised,
    };

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private sealed class PartyName : JsonConverter<PartyId>
    {
        public override PartyId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, PartyId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
