using System.Runtime.InteropServices;

namespace Gateway.Crypto;

/// <summary>
/// The calls of OpenSSL 3 that <see cref="Ed25519"/> needs: the framework has no Ed25519. One library name, that of the
/// stable 3.x ABI, so that no other libcrypto of the machine is loaded by accident.
/// </summary>
internal static class Libcrypto
{
    /// <summary>NID_ED25519 of obj_mac.h.</summary>
    public const int Ed25519KeyType = 1087;

    private const string Library = "libcrypto.so.3";

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint EVP_PKEY_new_raw_private_key(int type, nint engine, in byte key, nuint length);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint EVP_PKEY_new_raw_public_key(int type, nint engine, in byte key, nuint length);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EVP_PKEY_get_raw_public_key(nint key, ref byte publicKey, ref nuint length);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void EVP_PKEY_free(nint key);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint EVP_MD_CTX_new();

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void EVP_MD_CTX_free(nint context);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EVP_DigestSignInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EVP_DigestSign(nint context, ref byte signature, ref nuint length, in byte data, nuint dataLength);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EVP_DigestVerifyInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EVP_DigestVerify(nint context, in byte signature, nuint length, in byte data, nuint dataLength);
}
