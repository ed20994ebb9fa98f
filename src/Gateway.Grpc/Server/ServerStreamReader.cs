using Grpc.Core;
using Grpc.Wire;

namespace Grpc.AspNetCore.Server;

/// <summary>The requests of one call.</summary>
internal sealed class ServerStreamReader<T>(HttpServerCallContext context, MessageReader<T> messages) : IAsyncStreamReader<T>
    where T : class
{
    private T? _current;

    public T Current => _current ?? throw new InvalidOperationException("no message has been read");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        context.Response.ThrowIfEnded();
        if (!cancellationToken.CanBeCanceled || cancellationToken == context.CancellationToken)
        {
            _current = await RequestBody.GuardAsync(messages.ReadAsync(context.CancellationToken));
        }
        else
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, context.CancellationToken);
            _current = await RequestBody.GuardAsync(messages.ReadAsync(either.Token));
        }

        return _current is not null;
    }
}
