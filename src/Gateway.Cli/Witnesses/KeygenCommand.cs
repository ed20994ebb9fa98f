using System.CommandLine;
using Gateway.Crypto;

namespace Gateway.Cli.Witnesses;

/// <summary><c>gateway witness keygen</c>: makes a witness's key, and says the public half.</summary>
internal static class KeygenCommand
{
    private static readonly Argument<string> Name = new("NAME")
    {
        Description = "The witness's name for good: a URL without scheme by custom, such as `witness.kommun.example`.",
    };

    public static Command Create()
    {
        var command = new Command("keygen", "Makes a witness's key in its folder, and prints the verifier key that logs and parties are given.")
        {
            Name, ServeCommand.State,
        };
        command.SetAction(parsed =>
        {
            try
            {
                var folder = parsed.GetRequiredValue(ServeCommand.State).FullName;
                parsed.InvocationConfiguration.Output.WriteLine(WitnessKey.Create(folder, parsed.GetRequiredValue(Name)));
                return ExitCodes.Fine;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or KeysUnavailableException)
            {
                parsed.InvocationConfiguration.Error.WriteLine(e.Message);
                return ExitCodes.FoundWanting;
            }
        });
        return command;
    }
}
