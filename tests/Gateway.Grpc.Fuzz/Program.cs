using System.Globalization;
using Gateway.Grpc.Fuzz;

// Sends millions of malformed calls and tells what went wrong. The arguments: --count N, --seed S, --only N (one conversation again).
long Argument(string name, long otherwise) =>
    Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length
        ? long.Parse(args[at + 1], CultureInfo.InvariantCulture)
        : otherwise;

var count = Argument("--count", 5_000_000);
var seed = (ulong)Argument("--seed", 1);
var only = Argument("--only", -1);
var run = new FuzzRun(seed, count);
if (only >= 0)
{
    var (sent, failures, log) = await run.ReplayAsync(only);
    foreach (var line in log) Console.Error.WriteLine(line);
    foreach (var name in sent) Console.WriteLine(name);
    foreach (var failure in failures) Console.WriteLine(failure);
    return failures.Count == 0 ? 0 : 1;
}

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
return report.Failures.Count == 0 ? 0 : 1;
