using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Grpc.Fuzz.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Grpc.Fuzz;

/// <summary>Many conversations with one server, some at a time, beside a well-behaved client.</summary>
public sealed class FuzzRun(ulong seed, long count)
{
    private const int Workers = 8;
    private const int MaxFailures = 100;
    private const int WarmUp = 400;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<string> _failures = new();
    private readonly ConcurrentDictionary<string, int> _shares = new();
    private long _next;
    private long _cases;

    /// <summary>The names of all mutations.</summary>
    public static IReadOnlyCollection<string> Mutations => [.. Conversation.Mutations];

    /// <summary>The mutations sent so far.</summary>
    public long Cases => Volatile.Read(ref _cases);

    public int Failed => _failures.Count;

    public async Task<FuzzReport> RunAsync()
    {
        void Unobserved(object? sender, UnobservedTaskExceptionEventArgs e) => Fail($"unobserved exception: {e.Exception}");
        TaskScheduler.UnobservedTaskException += Unobserved;
        try
        {
            await using var server = await ProbeServer.StartAsync(LogLevel.Error);
            using var stop = new CancellationTokenSource();
            var canary = new Canary(server.Address);
            var singing = canary.SingAsync(stop.Token);
            await HoldAsync(server, long.MaxValue, WarmUp);
            var heap = await SettleAsync(server);
            var warm = Cases;
            var started = Stopwatch.GetTimestamp();
            await HoldAsync(server, count, long.MaxValue);
            var elapsed = Stopwatch.GetElapsedTime(started);
            await stop.CancelAsync();
            await singing;
            if (canary.Failure is { } failure) Fail(failure);
            var growth = await SettleAsync(server) - heap;
            foreach (var line in server.LogLines) Fail($"logged: {line}");
            return new FuzzReport
            {
                Seed = seed, Cases = Cases, Timed = Cases - warm, Failures = [.. _failures], Shares = _shares, Elapsed = elapsed, HeapGrowth = growth,
                AbandonedConnections = server.LiveConnections,
                PeakMemory = Process.GetCurrentProcess().PeakWorkingSet64, SlowestCanary = canary.Slowest, CanaryCalls = canary.Answered,
            };
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Unobserved;
        }
    }

    /// <summary>One conversation again, alone: what was sent, what was wrong, and what the server logged of it.</summary>
    public async Task<(IReadOnlyList<string> Sent, IReadOnlyList<string> Failures, IReadOnlyCollection<string> Log)> ReplayAsync(long number)
    {
        await using var server = await ProbeServer.StartAsync(LogLevel.Debug);
        var conversation = new Conversation(seed, number);
        await conversation.RunAsync(server.EndPoint);
        return (conversation.Sent, conversation.Failures, server.LogLines);
    }

    private Task HoldAsync(ProbeServer server, long cases, long conversations) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            while (Cases < cases && _failures.Count < MaxFailures)
            {
                var number = Interlocked.Increment(ref _next) - 1;
                if (number >= conversations) break;
                var conversation = new Conversation(seed, number);
                await conversation.RunAsync(server.EndPoint);
                foreach (var name in conversation.Sent) _shares.AddOrUpdate(name, 1, (_, times) => times + 1);
                foreach (var failure in conversation.Failures) Fail(failure);
                Interlocked.Add(ref _cases, conversation.Sent.Count);
            }
        })));

    /// <summary>The managed heap once every call has ended.</summary>
    private async Task<long> SettleAsync(ProbeServer server)
    {
        var started = Stopwatch.GetTimestamp();
        // The canary may be within a call.
        while (server.LiveCalls > 1 && Stopwatch.GetElapsedTime(started) < Settling) await Task.Delay(20);
        if (server.LiveCalls > 1) Fail($"{server.LiveCalls} calls are still alive");
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private void Fail(string what)
    {
        if (_failures.Count < MaxFailures) _failures.Enqueue(what);
    }
}
