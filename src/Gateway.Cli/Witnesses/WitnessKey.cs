using System.Security.Cryptography;
using Gateway.Audit;
using Gateway.Audit.Witnesses;
using Gateway.Crypto;

namespace Gateway.Cli.Witnesses;

/// <summary>
/// A witness's key in its folder: <c>witness.key</c>, 32 random bytes that are their owner's alone, and <c>witness.vkey</c>, name
/// and public half, which logs and parties are given.
/// </summary>
internal static class WitnessKey
{
    private const string PrivateFile = "witness.key";
    private const string PublicFile = "witness.vkey";

    /// <summary>Makes a key and its files; a private half without its public file, as a crash may leave it, is completed.</summary>
    /// <exception cref="IOException">There is a key already: it is never overwritten.</exception>
    /// <exception cref="FormatException">The name cannot name a key.</exception>
    public static NoteVerifier Create(string folder, string name)
    {
        if (!NoteSignature.IsKeyName(name)) throw new FormatException("a witness's name is not empty and has no white space or plus sign");
        if (File.Exists(Path.Combine(folder, PublicFile))) throw new IOException($"`{folder}` has a witness's key already");
        MakeOwnersOnly(folder);
        var path = Path.Combine(folder, PrivateFile);
        var seed = File.Exists(path) ? SecretKeyFile.Read(path) : SecretKeyFile.Create(path);
        using var signer = new CosignatureSigner(name, seed);
        CryptographicOperations.ZeroMemory(seed);
        File.WriteAllText(Path.Combine(folder, PublicFile), $"{signer.Verifier}\n");
        return signer.Verifier;
    }

    /// <summary>Opens the key.</summary>
    /// <exception cref="KeysUnavailableException">There is none, others may read it, or its two files are not one key's.</exception>
    public static CosignatureSigner Open(string folder)
    {
        var file = Path.Combine(folder, PublicFile);
        if (!File.Exists(file)) throw new KeysUnavailableException($"`{folder}` has no witness's key; make one with `gateway witness keygen`");
        if (!VerifierKeys.TryRead(file, out var keys) || keys is not [{ IsWitness: true } verifier])
            throw new KeysUnavailableException($"`{file}` is not a witness's verifier key");
        var seed = SecretKeyFile.Read(Path.Combine(folder, PrivateFile));
        var signer = new CosignatureSigner(verifier.Name, seed);
        CryptographicOperations.ZeroMemory(seed);
        if (signer.Verifier == verifier) return signer;
        signer.Dispose();
        throw new KeysUnavailableException($"`{file}` is not the public half of `{PrivateFile}`");
    }

    private static void MakeOwnersOnly(string folder)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(folder)) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
