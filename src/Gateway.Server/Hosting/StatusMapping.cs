using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;
using Status = Grpc.Core.Status;

namespace Gateway.Server.Hosting;

/// <summary>
/// The one place where an outcome becomes a gRPC status, with one named factory per outcome. No text says more of a person, a
/// record or this process than the caller supplied.
/// </summary>
public static class StatusMapping
{
    /// <summary>Trailer of a serialized <c>google.rpc.Status</c>.</summary>
    public const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>The token is missing, invalid or expired, or its claims are malformed; which of them stays in the security log.</summary>
    public static RpcException Unauthenticated() => Of(StatusCode.Unauthenticated, "a valid access token is needed");

    /// <summary>It does not exist, or is not the caller's: one neutral text, whatever the cause.</summary>
    public static RpcException NotFound() => Of(StatusCode.NotFound, "nothing of yours has this id");

    /// <summary>Malformed or contradictory fields, each named in a <c>google.rpc.BadRequest</c>.</summary>
    public static RpcException InvalidFields(IReadOnlyList<FieldViolation> violations)
    {
        var text = string.Join("; ", violations.Select(v => $"{v.Field}: {v.Reason}"));
        var detail = new BadRequest();
        detail.FieldViolations.AddRange(violations.Select(v =>
            new BadRequest.Types.FieldViolation { Field = v.Field, Description = v.Reason }));
        var status = new RpcStatus { Code = (int)Code.InvalidArgument, Message = text, Details = { Any.Pack(detail) } };
        return new RpcException(
            new Status(StatusCode.InvalidArgument, text), new Metadata { { DetailsTrailer, status.ToByteArray() } });
    }

    /// <summary>A sealed thing is off profile.</summary>
    public static RpcException InvalidEnvelope(EnvelopeException refused) => Of(StatusCode.InvalidArgument, refused.Message);

    /// <summary>The log did not acknowledge: nothing was released, and asking again is safe.</summary>
    public static RpcException LogUnavailable() => Of(StatusCode.Unavailable, "the log is not available: nothing was released");

    /// <summary>The vault gave no keys: nothing was released, and asking again is safe.</summary>
    public static RpcException KeysUnavailable() => Of(StatusCode.Unavailable, "keys are not available: nothing was released");

    /// <summary>The deadline that the caller set has passed.</summary>
    public static RpcException DeadlineExceeded() => Of(StatusCode.DeadlineExceeded, "the deadline has passed");

    /// <summary>The caller went away.</summary>
    public static RpcException Cancelled() => Of(StatusCode.Cancelled, "the call was cancelled");

    /// <summary>This process ended the call, as it does when it stops.</summary>
    public static RpcException Stopping() => Of(StatusCode.Unavailable, "the server ended the call");

    /// <summary>Whatever nobody foresaw: no detail.</summary>
    public static RpcException Internal() => Of(StatusCode.Internal, "the gateway failed");

    /// <summary>A refusal of the core. What is not known is answered as the neutral one.</summary>
    public static RpcException Refused(RefusedException refused) => refused.Refusal switch
    {
        Refusal.RoleMissing => Of(StatusCode.PermissionDenied, refused.Message),
        Refusal.AlreadyExists => Of(StatusCode.AlreadyExists, refused.Message),
        Refusal.UnderWay => Of(StatusCode.Aborted, refused.Message),
        Refusal.OutOfRange => Of(StatusCode.OutOfRange, refused.Message),
        Refusal.WrongState => Of(StatusCode.FailedPrecondition, refused.Message),
        Refusal.BadField => InvalidFields([FieldOf(refused.Message)]),
        _ => NotFound(),
    };

    /// <summary>The status for an exception that was expected; null for one that was not.</summary>
    public static RpcException? Expected(Exception exception) => exception switch
    {
        RpcException already => already,
        RefusedException refused => Refused(refused),
        InvalidRequestException invalid => InvalidFields(invalid.Violations),
        EnvelopeException envelope => InvalidEnvelope(envelope),
        LogUnavailableException => LogUnavailable(),
        KeysUnavailableException => KeysUnavailable(),
        _ => null,
    };

    /// <summary>The message of a bad field is <c>field: reason</c>.</summary>
    private static FieldViolation FieldOf(string message)
    {
        var at = message.IndexOf(": ", StringComparison.Ordinal);
        return at < 0 ? new FieldViolation("", message) : new FieldViolation(message[..at], message[(at + 2)..]);
    }

    private static RpcException Of(StatusCode code, string text) => new(new Status(code, text));
}
