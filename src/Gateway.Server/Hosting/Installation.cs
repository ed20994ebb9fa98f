using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Server.Keys;
using Gateway.Storage;
using Gateway.Storage.Keys;

namespace Gateway.Server.Hosting;

/// <summary>A data folder, opened: its database, and the secrets that its vault key opens. A fresh folder is made ready.</summary>
internal sealed record Installation(
    SqliteDatabase Database, VaultKey Vault, VaultMetrics VaultMetrics, PartyKeyRing Ring, SubjectPseudonyms Pseudonyms, LogSigner Signer)
{
    /// <summary>Name of the file with the log's public key, for parties and the command line.</summary>
    public const string LogKeyFile = "log.vkey";

    /// <exception cref="InvalidConfigurationException">The vault's key does not belong to the data, or cannot be had.</exception>
    public static async Task<Installation> OpenAsync(
        GatewayServerOptions options, KeyVaultAccess? access, TimeProvider time, CancellationToken ct)
    {
        MakeOwnersOnly(options.DataFolder);
        var database = SqliteDatabase.Open(options.DataFolder);
        try
        {
            return await OpenAsync(database, options, access, time, ct);
        }
        catch (Exception e)
        {
            await database.DisposeAsync();
            if (e is KeysUnavailableException) throw new InvalidConfigurationException([$"`Gateway:Vault`: {e.Message}"]);
            throw;
        }
    }

    private static async Task<Installation> OpenAsync(
        SqliteDatabase database, GatewayServerOptions options, KeyVaultAccess? access, TimeProvider time, CancellationToken ct)
    {
        var keys = new SqlKeyStore(database);
        var isFresh = await keys.FindAsync(ct) is null;
        var metrics = new VaultMetrics();
        var vault = new VaultKey(OpenVault(options.Vault, isFresh, access), metrics);
        var keeper = new GatewaySecretKeeper(vault, keys);
        if (isFresh) await keeper.CreateAsync(ct);
        using var secrets = await keeper.OpenAsync(ct);
        var signer = new LogSigner(options.LogOrigin, secrets.LogSeed);
        await File.WriteAllTextAsync(Path.Combine(options.DataFolder, LogKeyFile), $"{signer.Verifier}\n", ct);
        var ring = new PartyKeyRing(vault, keys, TimeSpan.FromSeconds(options.Vault.LeaseSeconds), time);
        return new Installation(database, vault, metrics, ring, new SubjectPseudonyms(secrets.PseudonymKey), signer);
    }

    /// <summary>What lies in the folder is sealed; who may list it is nobody's business but the server's all the same.</summary>
    private static void MakeOwnersOnly(string folder)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(folder)) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static IVault OpenVault(VaultOptions options, bool isFresh, KeyVaultAccess? access) => options.Address.Length > 0
        ? new KeyVault(options, access ?? KeyVaultAccess.Of(options))
        : OpenFiles(options.KeyFile, isFresh);

    /// <summary>A key is made for a fresh folder only: with another key, what lies in an old one could never be opened again.</summary>
    private static KeyFileVault OpenFiles(string file, bool isFresh)
    {
        if (VaultKeyFiles.All(file).Count > 0) return new KeyFileVault(file);
        if (isFresh) KeyFileKey.Create(file).Dispose();
        return isFresh
            ? new KeyFileVault(file)
            : throw new InvalidConfigurationException([$"the data folder is in use, and its vault key file `{file}` is missing"]);
    }
}
