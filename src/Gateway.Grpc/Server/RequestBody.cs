using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server;

/// <summary>What a broken request body means ("Errors"): a client that goes away is no failure of the method that was reading.</summary>
internal static class RequestBody
{
    /// <exception cref="RpcException">
    /// As the read; CANCELLED when the client broke off, which is known here before the call's token is cancelled;
    /// RESOURCE_EXHAUSTED when the body is longer than the server takes.
    /// </exception>
    public static ValueTask<T> GuardAsync<T>(ValueTask<T> read) => read.IsCompletedSuccessfully ? read : JudgeAsync(read);

    private static async ValueTask<T> JudgeAsync<T>(ValueTask<T> read)
    {
        try
        {
            return await read;
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw LengthPrefix.TooLarge();
        }
        catch (IOException)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "the client broke the call off"));
        }
    }
}
