using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;
using Status = Grpc.Core.Status;

namespace Gateway.Grpc.Interop.Server;

/// <summary>Tells a client what this server has seen of its calls.</summary>
internal sealed class ProbeTarget(TimeProvider clock) : ProbeService.ProbeServiceBase
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    public override Task<Deadline> TellDeadline(Empty request, ServerCallContext context) => Task.FromResult(new Deadline
    {
        MillisecondsLeft = context.Deadline == DateTime.MaxValue
            ? -1
            : (long)(context.Deadline - clock.GetUtcNow().UtcDateTime).TotalMilliseconds,
    });

    public override async Task<Empty> WaitForever(Waiting request, ServerCallContext context)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        }
        finally
        {
            EndOf(request).TrySetResult();
        }

        return new Empty();
    }

    public override async Task<Cancelled> TellCancelled(Waiting request, ServerCallContext context)
    {
        try
        {
            await EndOf(request).Task.WaitAsync(Patience, clock, context.CancellationToken);
            return new Cancelled { Seen = true };
        }
        catch (TimeoutException)
        {
            return new Cancelled { Seen = false };
        }
    }

    public override Task<Empty> RefuseWithDetails(Empty request, ServerCallContext context)
    {
        var details = new RpcStatus
        {
            Code = (int)StatusCode.InvalidArgument,
            Message = "the request is malformed",
            Details =
            {
                Any.Pack(new BadRequest
                {
                    FieldViolations = { new BadRequest.Types.FieldViolation { Field = "person_number", Description = "å is no digit" } },
                }),
            },
        };
        var trailers = new Metadata { { "grpc-status-details-bin", details.ToByteArray() } };
        throw new RpcException(new Status(StatusCode.InvalidArgument, details.Message), trailers);
    }

    private TaskCompletionSource EndOf(Waiting waiting) =>
        _waiting.GetOrAdd(waiting.Id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
