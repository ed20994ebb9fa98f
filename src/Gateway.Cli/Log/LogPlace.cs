using System.CommandLine;
using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Audit;
using Gateway.Client;
using Gateway.Storage;
using Gateway.Storage.Log;

namespace Gateway.Cli.Log;

/// <summary>
/// How a command reaches a log: a gateway's data folder, a folder of exported files, or a gateway's address, with the options that an
/// address needs.
/// </summary>
internal sealed class LogPlace
{
    /// <summary>What a place is, for a command's help.</summary>
    public const string Description = "A gateway's data folder, a folder of exported files, or a gateway's address.";

    private readonly Option<FileInfo?> _authority = new("--authority")
    {
        Description = "For an address: PEM file of the certificate that the gateway's own is issued by.",
    };

    private readonly Option<FileInfo?> _token = new("--token") { Description = "For an address: file with your access token." };

    private readonly Option<string[]> _keys = new("--vkey")
    {
        Description = "The log's verifier key, or a file with one a line. Without it the key beside the log is taken, "
            + "and the check shows only that the log agrees with itself.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Adds the options, and checks what is given.</summary>
    /// <param name="command">The command.</param>
    /// <param name="places">The places that a command line names.</param>
    public void AddTo(Command command, Func<System.CommandLine.Parsing.CommandResult, IEnumerable<string>> places)
    {
        command.Add(_keys);
        command.Add(_authority);
        command.Add(_token);
        command.Validators.Add(result =>
        {
            foreach (var key in result.GetValue(_keys) ?? [])
                if (!VerifierKeys.TryRead(key, out _)) result.AddError("--vkey is neither a verifier key nor a file with one");
            foreach (var option in (Option<FileInfo?>[])[_authority, _token])
                if (result.GetValue(option) is { Exists: false } file) result.AddError($"{option.Name}: there is no file `{file}`");
            foreach (var place in places(result))
            {
                if (!IsAddress(place) && !Directory.Exists(place)) result.AddError($"there is no folder `{place}`");
                if (IsAddress(place) && (result.GetValue(_authority) is null || result.GetValue(_token) is null))
                    result.AddError("an address needs --authority and --token");
                if (IsAddress(place) && result.GetValue(_keys) is not { Length: > 0 })
                    result.AddError("an address needs --vkey: the log's key comes from elsewhere");
            }
        });
    }

    /// <summary>Hands the log at a place to a command. Whatever proves nothing is found wanting.</summary>
    public async Task<int> ReadAsync(string place, ParseResult parsed, Func<ITileSource, IReadOnlyList<NoteVerifier>, Task<int>> use,
        CancellationToken ct)
    {
        try
        {
            if (IsAddress(place))
            {
                using var authority = X509CertificateLoader.LoadCertificateFromFile(parsed.GetValue(_authority)!.FullName); // the validator saw both
                var token = (await File.ReadAllTextAsync(parsed.GetValue(_token)!.FullName, ct)).Trim();
                using var tiles = new HttpTiles(new GatewayConnectionOptions
                {
                    Address = new Uri(place), Authority = authority, Token = _ => ValueTask.FromResult(token),
                });
                return await use(tiles, await KeysAsync(tiles, parsed, ct));
            }
            if (!SqliteDatabase.IsIn(place)) return await use(new TileFolder(place), await KeysAsync(new TileFolder(place), parsed, ct));
            await using var database = SqliteDatabase.OpenReadOnly(place);
            var stored = new StoredTiles(new SqlLogStore(database));
            return await use(stored, await KeysAsync(stored, parsed, ct));
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"found wanting: {e.Message}");
            return ExitCodes.FoundWanting;
        }
        catch (Exception e) when (e is DbException or DataException)
        {
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"found wanting: the database holds no readable log: {e.Message}");
            return ExitCodes.FoundWanting;
        }
        catch (Exception e) when (e is GatewayException or IOException or UnauthorizedAccessException or CryptographicException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(e.Message);
            return ExitCodes.FoundWanting;
        }
    }

    private static bool IsAddress(string place) => place.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private async ValueTask<IReadOnlyList<NoteVerifier>> KeysAsync(ITileSource source, ParseResult parsed, CancellationToken ct)
    {
        if (parsed.GetValue(_keys) is { Length: > 0 } given) return [.. given.SelectMany(VerifierKeys.Read)];
        if (await source.ReadAsync("log.vkey", ct) is not { } beside) throw new InvalidDataException("`log.vkey` is missing");
        return [.. System.Text.Encoding.UTF8.GetString(beside.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(NoteVerifier.Parse)];
    }
}
