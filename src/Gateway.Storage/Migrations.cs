using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace Gateway.Storage;

/// <summary>
/// Brings a database's tables up to this program: the numbered scripts of <c>Migrations/</c>, in order, each once and in its own
/// transaction. A script that was applied never changes; a database of a newer program is refused.
/// </summary>
internal static class Migrations
{
    private sealed record Script(string Name, string Sql)
    {
        public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));
    }

    private sealed record Applied(string Name, string Digest);

    /// <exception cref="InvalidOperationException">An applied script is unknown here or was changed since.</exception>
    public static void Apply(DbConnection connection)
    {
        connection.Execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, digest TEXT NOT NULL)");
        var scripts = Scripts();
        foreach (var applied in connection.Query<Applied>("SELECT name AS Name, digest AS Digest FROM migrations"))
            if (!scripts.Any(s => s.Name == applied.Name && s.Digest == applied.Digest))
                throw new InvalidOperationException($"the database's migration `{applied.Name}` is not this program's");
        foreach (var script in scripts) ApplyOnce(connection, script);
    }

    private static void ApplyOnce(DbConnection connection, Script script)
    {
        using var transaction = connection.BeginTransaction();
        // Asked within the transaction: two processes may start on one folder.
        if (connection.ExecuteScalar<long>("SELECT COUNT(*) FROM migrations WHERE name = @Name", script, transaction) > 0) return;
        connection.Execute(script.Sql, transaction: transaction);
        connection.Execute("INSERT INTO migrations (name, digest) VALUES (@Name, @Digest)", script, transaction);
        transaction.Commit();
    }

    private static IReadOnlyList<Script> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        const string folder = "Gateway.Storage.Migrations.";
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(folder, StringComparison.Ordinal) && n.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(n => new Script(n[folder.Length..], Read(assembly, n)))];
    }

    private static string Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"`{name}` is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
