using Grpc.Core;

namespace Gateway.Grpc.Interop.Client;

/// <summary>Runs test cases one after another and says how each went.</summary>
internal static class InteropClient
{
    /// <summary>No case of ours takes nearly as long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <returns>The exit code: 0 when every case passed, 1 when one failed, 2 when one is unknown.</returns>
    public static async Task<int> RunAsync(Peer peer, string[] names, CancellationToken cancellationToken)
    {
        if (names is ["all"]) names = [.. TestCases.Usual];
        var unknown = names.Except(TestCases.Names, StringComparer.Ordinal).ToArray();
        if (unknown.Length > 0)
        {
            await Console.Error.WriteLineAsync($"unknown case: {string.Join(", ", unknown)}");
            return 2;
        }

        var failed = 0;
        foreach (var name in names)
        {
            var failure = await RunAsync(peer, name, cancellationToken);
            if (failure is not null) failed++;
            Console.WriteLine(failure is null ? $"ok {name}" : $"FAILED {name}: {failure}");
        }

        return failed == 0 ? 0 : 1;
    }

    private static async Task<string?> RunAsync(Peer peer, string name, CancellationToken cancellationToken)
    {
        using var connection = new Connection(peer);
        try
        {
            await TestCases.Find(name)(connection).WaitAsync(Patience, TimeProvider.System, cancellationToken);
            return null;
        }
        catch (Exception e) when (e is CaseFailedException or RpcException or TimeoutException)
        {
            return e.Message;
        }
    }
}
