using System.Collections.Concurrent;
using Azure.Core.Cryptography;
using Gateway.Crypto;

namespace Gateway.Server.Keys;

/// <summary>
/// The vault of the embedded default: a key in versions, each in a file of its own (<see cref="VaultKeyFiles"/>). A file that is added while
/// the server runs wraps from then on. Thread-safe.
/// </summary>
/// <param name="first">Path of the first version's file.</param>
public sealed class KeyFileVault(string first) : IVault
{
    private readonly ConcurrentDictionary<string, KeyFileKey> _opened = new(StringComparer.Ordinal);

    public string Algorithm => KeyFileKey.Algorithm;

    public ValueTask<IKeyEncryptionKey> CurrentAsync(CancellationToken cancellationToken) => new(Open(
        VaultKeyFiles.All(first) is [.., var newest] ? newest : throw new KeysUnavailableException("the key file is missing")));

    public IKeyEncryptionKey VersionOf(string keyId) => VaultKeyFiles.All(first).Select(Open).FirstOrDefault(k => k.KeyId == keyId)
        ?? throw new KeysUnavailableException($"wrapped by vault key `{keyId}`, which is in no file beside `{Path.GetFileName(first)}`");

    /// <summary>A file is read once: one that somebody changes or opens to others under a running server is felt at the next start.</summary>
    private KeyFileKey Open(string path) => _opened.GetOrAdd(path, KeyFileKey.Open);
}
