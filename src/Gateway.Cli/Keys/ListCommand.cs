using System.CommandLine;
using System.Globalization;
using Gateway.Protocol.V1;
using Spectre.Console;
using Text = Spectre.Console.Text;

namespace Gateway.Cli.Keys;

/// <summary><c>gateway keys list</c>: which keys there are, in which generation, wrapped by which version of the vault's key.</summary>
internal static class ListCommand
{
    private const int Width = 200;

    public static Command Create() => new ServerOptions().On(
        new Command("list", "List the keys of the gateway and of parties. Needs the role `operator`."), async (connection, parsed, ct) =>
        {
            var keys = await connection.Keys.ListAsync(ct);
            Write(parsed.InvocationConfiguration.Output, keys);
            return ExitCodes.Fine;
        });

    private static void Write(TextWriter stdout, IReadOnlyList<Key> keys)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(stdout),
        });
        console.Profile.Width = Width;
        var table = new Table { Border = TableBorder.None };
        foreach (var column in (string[])["kind", "party", "generation", "since", "wrapped by", "key", ""]) table.AddColumn(column);
        foreach (var key in keys)
            table.AddRow(
                new Text(key.Kind.ToString().ToLowerInvariant()), new Text(key.PartyId),
                new Text(key.Generation == 0 ? "" : key.Generation.ToString(CultureInfo.InvariantCulture)),
                new Text(key.Since?.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? ""),
                new Text(key.VaultKeyId), new Text(key.KeyId), new Text(key.Current ? "" : "outdated"));
        console.Write(table);
    }
}
