using Google.Protobuf;
using Grpc.Core;

namespace Gateway.Client;

/// <summary>A call that the gateway did not answer, or refused before deciding anything. A Deny is an answer, not this.</summary>
public sealed class GatewayException : Exception
{
    private const string Details = "grpc-status-details-bin";

    public GatewayException() : this(GatewayFailure.Unexpected, "the call failed", []) { }

    public GatewayException(string message) : this(GatewayFailure.Unexpected, message, []) { }

    public GatewayException(string message, Exception inner) : this(GatewayFailure.Unexpected, message, [], inner) { }

    public GatewayException(GatewayFailure failure, string message, IReadOnlyList<FieldViolation> violations, Exception? inner = null)
        : base(message, inner) => (Failure, Violations) = (failure, violations);

    /// <summary>What the caller can do about it.</summary>
    public GatewayFailure Failure { get; }

    /// <summary>The fields refused; empty unless <see cref="GatewayFailure.Invalid"/>.</summary>
    public IReadOnlyList<FieldViolation> Violations { get; }

    /// <summary>Whether the gateway answered that it will not do it, so that sending the same again is in vain.</summary>
    public bool IsFinal => Failure is GatewayFailure.NotPermitted or GatewayFailure.Invalid or GatewayFailure.NotFound
        or GatewayFailure.AlreadyExists or GatewayFailure.WrongState or GatewayFailure.OutOfRange;

    internal static GatewayException Of(RpcException failed)
    {
        var violations = ViolationsOf(failed.Trailers);
        var message = violations.Count == 0 ? failed.Status.Detail : string.Join("; ", violations.Select(v => $"`{v.Field}`: {v.Description}"));
        return new GatewayException(FailureOf(failed.StatusCode), message, violations, failed);
    }

    private static GatewayFailure FailureOf(StatusCode code) => code switch
    {
        StatusCode.Unavailable or StatusCode.ResourceExhausted => GatewayFailure.Unavailable,
        StatusCode.DeadlineExceeded or StatusCode.Cancelled => GatewayFailure.OutcomeUnknown,
        StatusCode.Aborted => GatewayFailure.UnderWay,
        StatusCode.Unauthenticated => GatewayFailure.Unauthenticated,
        StatusCode.PermissionDenied => GatewayFailure.NotPermitted,
        StatusCode.InvalidArgument => GatewayFailure.Invalid,
        StatusCode.NotFound => GatewayFailure.NotFound,
        StatusCode.AlreadyExists => GatewayFailure.AlreadyExists,
        StatusCode.FailedPrecondition => GatewayFailure.WrongState,
        StatusCode.OutOfRange => GatewayFailure.OutOfRange,
        _ => GatewayFailure.Unexpected,
    };

    private static IReadOnlyList<FieldViolation> ViolationsOf(Metadata trailers)
    {
        if (trailers.GetValueBytes(Details) is not { } bytes) return [];
        try
        {
            return
            [
                .. Google.Rpc.Status.Parser.ParseFrom(bytes).Details
                    .Where(d => d.Is(Google.Rpc.BadRequest.Descriptor))
                    .SelectMany(d => d.Unpack<Google.Rpc.BadRequest>().FieldViolations)
                    .Select(v => new FieldViolation(v.Field, v.Description)),
            ];
        }
        catch (InvalidProtocolBufferException)
        {
            // Details are an extra: what is wrong with them must not hide the failure itself.
            return [];
        }
    }
}
