using System.CommandLine;
using System.Data.Common;
using System.Net;
using System.Security.Cryptography;
using Gateway.Crypto;

namespace Gateway.Cli.Witnesses;

/// <summary><c>gateway witness serve</c>: serves until it is told to stop.</summary>
internal static class ServeCommand
{
    public static readonly Option<DirectoryInfo> State = new("--state")
    {
        Description = "The witness's folder: its key, and what it has seen. Lost or put back from a backup, it may cosign a log that was "
            + "rolled back: make a new key then.",
        Required = true,
    };

    private static readonly Option<string> Listen = new("--listen")
    {
        Description = "Address and port, such as 0.0.0.0:8443; port 0 takes a free one.", Required = true,
    };

    private static readonly Option<string[]> Logs = new("--log")
    {
        Description = "Verifier keys of the logs to watch, or files that hold them, one a line. After a rotation the new key takes the place of the old one.",
        Required = true, AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<FileInfo?> Certificate = new("--certificate")
    {
        Description = "Certificate chain in PEM, the witness's own first. Without it only this machine's loopback addresses are served.",
    };

    private static readonly Option<FileInfo?> Key = new("--key") { Description = "The certificate's private key in PEM." };

    public static Command Create()
    {
        var command = new Command("serve", "Cosigns checkpoints of the logs it watches: POST /add-checkpoint, GET /<hex SHA-256 of origin>/checkpoint.")
        {
            State, Listen, Logs, Certificate, Key,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Listen) is { } listen && !IPEndPoint.TryParse(listen, out _))
                result.AddError("--listen: an address and port are expected");
            foreach (var log in result.GetValue(Logs) ?? [])
                if (!VerifierKeys.TryRead(log, out var keys) || keys.Any(k => k.IsWitness))
                    result.AddError($"--log: `{log}` is no log's verifier key and no file with one");
            if ((result.GetValue(Certificate) is null) != (result.GetValue(Key) is null)) result.AddError("--certificate and --key go together");
            foreach (var option in (Option<FileInfo?>[])[Certificate, Key])
                if (result.GetValue(option) is { Exists: false } file) result.AddError($"{option.Name}: there is no file `{file}`");
            if (result.GetValue(Certificate) is null && result.GetValue(Listen) is { } address && IPEndPoint.TryParse(address, out var at)
                && !IPAddress.IsLoopback(at.Address))
                result.AddError("--certificate is needed: without it only this machine's loopback addresses are served");
        });
        command.SetAction(ServeAsync);
        return command;
    }

    private static async Task<int> ServeAsync(ParseResult parsed, CancellationToken ct)
    {
        var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        try
        {
            await using var host = WitnessHost.Open(new WitnessHostOptions
            {
                Folder = parsed.GetRequiredValue(State).FullName,
                Listen = IPEndPoint.Parse(parsed.GetRequiredValue(Listen)),
                Logs = [.. parsed.GetRequiredValue(Logs).SelectMany(VerifierKeys.Read).Distinct()],
                Certificate = parsed.GetValue(Certificate)?.FullName,
                Key = parsed.GetValue(Key)?.FullName,
            }, stderr);
            await stdout.WriteLineAsync($"{host.Verifier}");
            await stdout.WriteLineAsync($"serving on {await host.StartAsync(ct)}");
            await host.RunAsync(ct);
            return ExitCodes.Fine;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or KeysUnavailableException or CryptographicException or DbException)
        {
            await stderr.WriteLineAsync(e.Message);
            return ExitCodes.FoundWanting;
        }
    }
}
