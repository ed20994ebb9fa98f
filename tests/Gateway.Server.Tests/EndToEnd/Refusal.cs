using Google.Rpc;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A refused call, as a caller reads it.</summary>
internal static class Refusal
{
    /// <summary>The status of a call that has to be refused.</summary>
    public static async Task<RpcException> OfAsync(Func<Task> call) =>
        await Assert.ThrowsAsync<RpcException>(() => call()) ?? throw new InvalidOperationException("the call was not refused");

    /// <summary>The fields that a <c>google.rpc.BadRequest</c> names.</summary>
    public static IReadOnlyList<string> FieldsOf(RpcException refused)
    {
        var bytes = refused.Trailers.GetValueBytes("grpc-status-details-bin");
        if (bytes is null) return [];
        var details = Google.Rpc.Status.Parser.ParseFrom(bytes).Details.Select(d => d.Unpack<BadRequest>());
        return [.. details.SelectMany(d => d.FieldViolations).Select(v => v.Field).Distinct()];
    }
}
