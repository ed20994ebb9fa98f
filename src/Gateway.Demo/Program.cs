using System.CommandLine;
using Gateway.Demo;

if (args is [ServerProcess.Verb, .. var serverArguments])
{
    await using var server = await Gateway.Server.GatewayServer.BuildAsync(serverArguments, CancellationToken.None);
    await server.RunAsync();
    return 0;
}

var data = new Option<DirectoryInfo?>("--data") { Description = "An empty folder to keep the data in; a temporary one otherwise." };
var json = new Option<bool>("--json") { Description = "One JSON object per step on standard output, and nothing else." };
var keep = new Option<bool>("--keep") { Description = "Go on serving after the steps, and print how to try the command line." };
var root = new RootCommand("The gateway with sample parties: thirteen steps of lawful and unlawful sharing, end to end.") { data, json, keep };
root.SetAction(async (parsed, ct) => await Performance.RunAsync(parsed.GetValue(data), parsed.GetValue(json), parsed.GetValue(keep), ct));
var parsed = root.Parse(args);
return parsed.Errors.Count == 0 ? await parsed.InvokeAsync() : await WrongUsageAsync(parsed);

static async Task<int> WrongUsageAsync(ParseResult parsed)
{
    foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
    return 2;
}
