using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Client;
using Gateway.Crypto;

namespace Gateway.Cli;

/// <summary>Which server a command talks to, and as whom: an address, an authority and an access token, all of them given.</summary>
internal sealed class ServerOptions
{
    private readonly Option<string> _address = new("--address") { Description = "The gateway's address, https.", Required = true };

    private readonly Option<FileInfo> _authority = new("--authority")
    {
        Description = "PEM file of the certificate that the gateway's own is issued by.", Required = true,
    };

    private readonly Option<FileInfo> _token = new("--token")
    {
        Description = "File with your access token: it stands on no command line.", Required = true,
    };

    /// <summary>What every act takes that somebody decided on.</summary>
    public static Option<string> RegistrationNumber() =>
        new("--number") { Description = "Registration number of the decision behind it.", Required = true };

    /// <summary>Adds the options and runs the command over a connection; a refusal is told and is exit code 1.</summary>
    public Command On(Command command, Func<GatewayConnection, ParseResult, CancellationToken, Task<int>> run)
    {
        command.Add(_address);
        command.Add(_authority);
        command.Add(_token);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_address) is { } address
                && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps))
                result.AddError("--address: an https address is expected");
            foreach (var option in (Option<FileInfo>[])[_authority, _token])
                if (result.GetValue(option) is { Exists: false } file) result.AddError($"{option.Name}: there is no file `{file}`");
        });
        command.SetAction(async (parsed, ct) =>
        {
            try
            {
                using var authority = X509CertificateLoader.LoadCertificateFromFile(parsed.GetRequiredValue(_authority).FullName);
                var token = (await File.ReadAllTextAsync(parsed.GetRequiredValue(_token).FullName, ct)).Trim();
                await using var connection = new GatewayConnection(new GatewayConnectionOptions
                {
                    Address = new Uri(parsed.GetRequiredValue(_address)), Authority = authority, Token = _ => ValueTask.FromResult(token),
                });
                return await run(connection, parsed, ct);
            }
            catch (Exception e) when (e is GatewayException or IOException or UnauthorizedAccessException or CryptographicException or KeysUnavailableException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(e.Message);
                return ExitCodes.FoundWanting;
            }
        });
        return command;
    }
}
