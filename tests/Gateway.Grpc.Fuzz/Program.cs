using System.CommandLine;
using Gateway.Grpc.Fuzz;

var count = new Option<long>("--count") { Description = "How many malformed inputs.", DefaultValueFactory = _ => 5_000_000 };
var seed = new Option<ulong>("--seed") { Description = "What they are drawn from; the same seed sends the same.", DefaultValueFactory = _ => 1 };
var only = new Option<long?>("--only") { Description = "Hold this conversation of the seed again, with the server's log." };
var root = new RootCommand("Sends the transport millions of malformed calls, frames and header blocks, and tells what went wrong.") { count, seed, only };
root.SetAction(async parsed =>
{
    var run = new FuzzRun(parsed.GetValue(seed), parsed.GetValue(count));
    return parsed.GetValue(only) is { } number ? await ReplayAsync(run, number) : await SendAsync(run, parsed.GetValue(count));
});
var parsed = root.Parse(args);
if (parsed.Errors.Count == 0) return await parsed.InvokeAsync();
foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
return 2;

static async Task<int> ReplayAsync(FuzzRun run, long number)
{
    var (sent, failures, log) = await run.ReplayAsync(number);
    foreach (var line in log) Console.Error.WriteLine(line);
    foreach (var name in sent) Console.WriteLine(name);
    foreach (var failure in failures) Console.WriteLine(failure);
    return failures.Count == 0 ? 0 : 1;
}

static async Task<int> SendAsync(FuzzRun run, long count)
{
    var running = run.RunAsync();
    var started = TimeProvider.System.GetTimestamp();
    while (await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(2))) != running)
    {
        var rate = run.Cases / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        var left = TimeSpan.FromSeconds((count - run.Cases) / Math.Max(1, rate));
        Console.Error.Write($"\r{run.Cases} of {count}, {run.Failed} failed, {rate:F0} cases/s, {left:hh\\:mm\\:ss} left   ");
    }

    Console.Error.WriteLine();
    var report = await running;
    foreach (var (name, times) in report.Shares.OrderBy(share => share.Key, StringComparer.Ordinal)) Console.Error.WriteLine($"{times,9}  {name}");
    foreach (var failure in report.Failures) Console.Error.WriteLine(failure);
    Console.WriteLine(report);
    return report.Failures.Count == 0 && report.StayedBounded ? 0 : 1;
}
