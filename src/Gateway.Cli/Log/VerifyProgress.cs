using Spectre.Console;

namespace Gateway.Cli.Log;

/// <summary>Shows how far a check is: a bar on a terminal, lines elsewhere.</summary>
internal static class VerifyProgress
{
    private const string What = "entries checked";

    public static Task<T> RunAsync<T>(TextWriter stderr, long total, Func<IProgress<long>, Task<T>> check)
    {
        if (Console.IsErrorRedirected || stderr != Console.Error) return check(new LineProgress(stderr, What));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(stderr) });
        return console.Progress().StartAsync(context => check(new Bar(context.AddTask(What, maxValue: Math.Max(total, 1)))));
    }

    private sealed class Bar(ProgressTask task) : IProgress<long>
    {
        public void Report(long value) => task.Value = value;
    }
}
