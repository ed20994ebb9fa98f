using System.Data.Common;
using Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Storage;

public sealed class SqliteDatabaseTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = TestLog.NewFolder();

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Open_NewFolder_SyncsEachCommitAndOverwritesWhatIsErased()
    {
        await using var database = SqliteDatabase.Open(Path.Combine(_folder, "new"));
        await using var work = await database.BeginAsync(CancellationToken.None);
        var connection = SqlWork.Of(work).Connection;
        Assert.That(await AskAsync(connection, "PRAGMA journal_mode"), Is.EqualTo("wal"));
        Assert.That(await AskAsync(connection, "PRAGMA synchronous"), Is.EqualTo(2L), "FULL");
        Assert.That(await AskAsync(connection, "PRAGMA secure_delete"), Is.EqualTo(1L));
        Assert.That(await AskAsync(connection, "PRAGMA foreign_keys"), Is.EqualTo(1L));
    }

    [Test]
    public async Task Open_Again_KeepsWhatIsThere()
    {
        await WriteAsync("CREATE TABLE kept (a INTEGER)");
        await using var again = SqliteDatabase.Open(_folder);
        await using var reader = await again.OpenReaderAsync(CancellationToken.None);
        Assert.That(await AskAsync(reader, "SELECT COUNT(*) FROM kept"), Is.Zero);
    }

    [TestCase("UPDATE migrations SET digest = 'another'")]
    [TestCase("INSERT INTO migrations (name, digest) VALUES ('999_later.sql', 'x')")]
    public async Task Open_MigrationsOfAnotherProgram_AreRefused(string sql)
    {
        await WriteAsync(sql);
        Assert.That(() => SqliteDatabase.Open(_folder), Throws.InvalidOperationException.With.Message.Contains("is not this program's"));
    }

    [Test]
    public async Task BeginAsync_WorkLeftUncommitted_IsUndone()
    {
        await WriteAsync("CREATE TABLE kept (a INTEGER)");
        await using var database = SqliteDatabase.Open(_folder);
        await using (var work = await database.BeginAsync(CancellationToken.None))
            await SqlWork.Of(work).Prepared("INSERT INTO kept (a) VALUES (@0)", 1).ExecuteNonQueryAsync();
        await using var reader = await database.OpenReaderAsync(CancellationToken.None);
        Assert.That(await AskAsync(reader, "SELECT COUNT(*) FROM kept"), Is.Zero);
    }

    [Test]
    public async Task BeginAsync_WhileAnotherWorkIsOpen_WaitsItsTurn()
    {
        await using var database = SqliteDatabase.Open(_folder);
        var first = await database.BeginAsync(CancellationToken.None);
        var second = database.BeginAsync(CancellationToken.None).AsTask();
        Assert.That(second.IsCompleted, Is.False);
        await first.DisposeAsync();
        await using var work = await second;
        Assert.That(work, Is.InstanceOf<SqlWork>());
    }

    [Test]
    public async Task OpenReadOnly_ExistingDatabase_CannotWrite()
    {
        await WriteAsync("CREATE TABLE kept (a INTEGER)");
        await using var database = SqliteDatabase.OpenReadOnly(_folder);
        await using var reader = await database.OpenReaderAsync(CancellationToken.None);
        Assert.That(async () => await AskAsync(reader, "INSERT INTO kept (a) VALUES (1)"), Throws.InstanceOf<SqliteException>());
    }

    [Test]
    public void OpenReadOnly_NoDatabase_Throws() =>
        Assert.That(() => SqliteDatabase.OpenReadOnly(_folder), Throws.InstanceOf<FileNotFoundException>());

    private async Task WriteAsync(string sql)
    {
        await using var database = SqliteDatabase.Open(_folder);
        await using var work = await database.BeginAsync(CancellationToken.None);
        await SqlWork.Of(work).Prepared(sql).ExecuteNonQueryAsync();
        await database.CommitAsync(work);
    }

    private static async Task<object?> AskAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
