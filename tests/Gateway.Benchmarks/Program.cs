using System.CommandLine;
using Gateway.Benchmarks;
using Gateway.Benchmarks.EndToEnd;
using Gateway.Benchmarks.Policy;
using Gateway.Benchmarks.Sealing;
using Gateway.Benchmarks.Transport;

var json = new Option<bool>("--json") { Description = "One JSON object on standard output, and nothing else.", Recursive = true };
var seconds = new Option<int>("--seconds")
{
    Description = "Length of each measurement, 1 to 60.", Recursive = true, DefaultValueFactory = _ => 10,
};
seconds.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 1 or > 60) result.AddError("--seconds is 1 to 60");
});
var root = new RootCommand("What the gateway's speed claims rest on. Build with -c Release; README.md says how to read the figures.")
{
    Verb("e2e", "Disclosures over gRPC, TLS and SQLite, beside their two ceilings.", EndToEndBenchmark.RunAsync),
    Verb("log", "Entries of the audit log alone, beside plain inserts and npm hypercore.", LogBenchmark.RunAsync),
    Growth(),
    Verb("grpc", "Unary calls of one kilobyte over the transport alone.", GrpcBenchmark.RunAsync),
    Verb("sealing", "Sections sealed, signed and rewrapped, beside the bare primitives; npm jose beside it.", SealingBenchmark.RunAsync),
    Verb("policy", "One section decided, explained; catalogues read and compared; Cedar beside it.", PolicyBenchmark.RunAsync),
    Transport(),
    Serve(),
    json,
    seconds,
};
var parsed = root.Parse(args);
if (parsed.Errors.Count == 0) return await parsed.InvokeAsync();
foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
return 2;

Command Growth()
{
    var entries = new Option<int>("--entries") { Description = "How far the log is to grow.", DefaultValueFactory = _ => 1_000_000 };
    var command = new Command("growth", "The audit log before and after a million entries.") { entries };
    command.SetAction((result, ct) => ReportAsync(result, (length, token) => GrowthBenchmark.RunAsync(result.GetValue(entries), length, token), ct));
    return command;
}

Command Transport()
{
    var cpp = new Option<string>("--cpp") { Description = "The C++ echo server, built.", Required = true };
    var packages = new Option<string>("--packages") { Description = "Folder whose node_modules holds @grpc/grpc-js.", Required = true };
    var sources = new Option<string>("--sources") { Description = "Folder of echo.proto and echo.mjs.", Required = true };
    var command = new Command("transport", "The transport under h2load beside its peers; tests/load.sh builds them and calls this.") { cpp, packages, sources };
    command.SetAction((result, ct) => ReportAsync(result, (length, token) => TransportBenchmark.RunAsync(
        result.GetRequiredValue(cpp), result.GetRequiredValue(packages), result.GetRequiredValue(sources), length, token), ct));
    return command;
}

Command Serve()
{
    var kind = new Argument<string>("kind");
    kind.AcceptOnlyFromAmong("gateway", "kestrel");
    var port = new Argument<int>("port");
    var command = new Command("serve", "One of the servers that `transport` measures.") { kind, port };
    command.Hidden = true;
    command.SetAction((result, ct) => EchoServer.RunAsync(result.GetRequiredValue(kind), result.GetValue(port), ct));
    return command;
}

Command Verb(string name, string description, Func<TimeSpan, CancellationToken, Task<Report>> run)
{
    var command = new Command(name, description);
    command.SetAction((result, ct) => ReportAsync(result, run, ct));
    return command;
}

async Task<int> ReportAsync(ParseResult result, Func<TimeSpan, CancellationToken, Task<Report>> run, CancellationToken ct)
{
    try
    {
        var report = await run(TimeSpan.FromSeconds(result.GetValue(seconds)), ct);
        Console.WriteLine(result.GetValue(json) ? report.ToJson().ToJsonString() : report.ToString());
        return 0;
    }
    catch (BenchmarkFailedException e)
    {
        await Console.Error.WriteLineAsync(e.Message);
        return 1;
    }
}
