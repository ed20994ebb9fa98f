using Gateway.Cli;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The <c>gateway</c> command against a running server. Exit codes: 0 done, 1 refused, 2 wrong usage.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command as an officer, whose token lies in a file of the folder.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(RunningGateway gateway, string folder, Official officer, params string[] args)
    {
        var token = Path.Combine(folder, officer.Id);
        await File.WriteAllTextAsync(token, gateway.TokenOf(officer));
        return await InvokeAsync([.. args, "--address", gateway.Address, "--authority", gateway.AuthorityFile, "--token", token]);
    }

    public static async Task<(int Code, string Output, string Error)> InvokeAsync(params string[] args)
    {
        var (stdout, stderr) = (new StringWriter(), new StringWriter());
        var code = await GatewayCommand.InvokeAsync(args, stdout, stderr);
        return (code, stdout.ToString(), stderr.ToString());
    }
}
