using System.CommandLine;
using System.Security.Cryptography;
using Gateway.Crypto;

namespace Gateway.Cli.Keys;

/// <summary>
/// <c>gateway keys new-vault-key</c>: a new version of the embedded default's vault key, as a file beside the first. The server wraps new keys
/// by it from then on; what there is moves once two officers want it (<c>rotate --vault</c>).
/// </summary>
internal static class NewVaultKeyCommand
{
    private static readonly Option<DirectoryInfo?> Data = new("--data") { Description = "Data folder of the gateway, where its key is `vault.key`." };

    private static readonly Option<FileInfo?> File = new("--file") { Description = "The first key file, where it lies elsewhere." };

    public static Command Create()
    {
        var command = new Command("new-vault-key", "Add a version to a vault key that is kept in files.") { Data, File };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(Data) is null) == (result.GetValue(File) is null)) result.AddError("either --data or --file is needed");
        });
        command.SetAction(parsed =>
        {
            var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            // The validator saw one of the two.
            var first = parsed.GetValue(File)?.FullName ?? Path.Combine(parsed.GetValue(Data)!.FullName, "vault.key");
            try
            {
                if (VaultKeyFiles.All(first).Count == 0)
                {
                    stderr.WriteLine($"there is no vault key `{first}` to add a version to");
                    return ExitCodes.FoundWanting;
                }
                var path = VaultKeyFiles.Next(first);
                CryptographicOperations.ZeroMemory(SecretKeyFile.Create(path));
                stdout.WriteLine($"{path}: keep a copy offline, then `gateway keys rotate --vault`");
                return ExitCodes.Fine;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                stderr.WriteLine(e.Message);
                return ExitCodes.FoundWanting;
            }
        });
        return command;
    }
}
