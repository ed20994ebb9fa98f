using System.Diagnostics.CodeAnalysis;
using Grpc.Core;

namespace Gateway.Grpc.Interop.Client;

/// <summary>What the cases assert.</summary>
internal static class Expect
{
    public static void That([DoesNotReturnIf(false)] bool condition, string otherwise)
    {
        if (!condition) throw new CaseFailedException(otherwise);
    }

    /// <summary>The call ends with that status. Gives what it ended with, for more to be asked of it.</summary>
    public static async Task<RpcException> StatusAsync(StatusCode code, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (RpcException e) when (e.StatusCode == code)
        {
            return e;
        }
        catch (RpcException e)
        {
            throw new CaseFailedException($"expected {code}, not {e.Status}");
        }

        throw new CaseFailedException($"expected {code}, and the call succeeded");
    }
}
