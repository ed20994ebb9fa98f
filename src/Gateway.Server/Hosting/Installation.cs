using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Server.Keys;
using Gateway.Storage;
using Gateway.Storage.Keys;

namespace Gateway.Server.Hosting;

/// <summary>A data folder, opened: its database, and the secrets that its vault key opens. A fresh folder is made ready.</summary>
internal sealed record Installation(SqliteDatabase Database, PartyKeyRing Ring, SubjectPseudonyms Pseudonyms, LogSigner Signer)
{
    /// <summary>Name of the file with the log's public key, for parties and the command line.</summary>
    public const string LogKeyFile = "log.vkey";

    /// <exception cref="InvalidConfigurationException">The vault key file does not belong to the data, is missing, or is none.</exception>
    public static async Task<Installation> OpenAsync(GatewayServerOptions options, TimeProvider time, CancellationToken ct)
    {
        MakeOwnersOnly(options.DataFolder);
        var database = SqliteDatabase.Open(options.DataFolder);
        try
        {
            return await OpenAsync(database, options, time, ct);
        }
        catch (Exception e)
        {
            await database.DisposeAsync();
            if (e is KeysUnavailableException) throw new InvalidConfigurationException([$"`{options.VaultKeyFile}`: {e.Message}"]);
            throw;
        }
    }

    private static async Task<Installation> OpenAsync(
        SqliteDatabase database, GatewayServerOptions options, TimeProvider time, CancellationToken ct)
    {
        var keys = new SqlKeyStore(database);
        var isFresh = await keys.FindAsync(ct) is null;
        var vault = new VaultKey(OpenVault(options.VaultKeyFile, isFresh), KeyFileVault.Algorithm);
        var keeper = new GatewaySecretKeeper(vault, keys);
        if (isFresh) await keeper.CreateAsync(ct);
        using var secrets = await keeper.OpenAsync(ct);
        var signer = new LogSigner(options.LogOrigin, secrets.LogSeed);
        await File.WriteAllTextAsync(Path.Combine(options.DataFolder, LogKeyFile), $"{signer.Verifier}\n", ct);
        return new Installation(database, new PartyKeyRing(vault, keys, time), new SubjectPseudonyms(secrets.PseudonymKey), signer);
    }

    /// <summary>What lies in the folder is sealed; who may list it is nobody's business but the server's all the same.</summary>
    private static void MakeOwnersOnly(string folder)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(folder)) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>A key is made for a fresh folder only: with another key, what lies in an old one could never be opened again.</summary>
    private static KeyFileVault OpenVault(string file, bool isFresh)
    {
        if (File.Exists(file)) return KeyFileVault.Open(file);
        return isFresh
            ? KeyFileVault.Create(file)
            : throw new InvalidConfigurationException([$"the data folder is in use, and its vault key file `{file}` is missing"]);
    }
}
