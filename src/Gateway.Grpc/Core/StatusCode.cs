namespace Grpc.Core;

/// <summary>The result of a call, as the number in <c>grpc-status</c> (gRPC "Status codes and their use").</summary>
public enum StatusCode
{
    /// <summary>The call succeeded.</summary>
    OK = 0,

    /// <summary>The call was cancelled, usually by its caller.</summary>
    Cancelled = 1,

    /// <summary>An error of which nothing more is told, such as an unhandled exception.</summary>
    Unknown = 2,

    /// <summary>The request is wrong whatever the state of the system.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed before the call completed.</summary>
    DeadlineExceeded = 4,

    /// <summary>What was asked for was not found.</summary>
    NotFound = 5,

    /// <summary>What was to be created exists already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known and may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A quota or a size limit is used up.</summary>
    ResourceExhausted = 8,

    /// <summary>The system is not in the state the call needs.</summary>
    FailedPrecondition = 9,

    /// <summary>A concurrent change got in between.</summary>
    Aborted = 10,

    /// <summary>Past the valid range.</summary>
    OutOfRange = 11,

    /// <summary>The method is not there, or not in this version.</summary>
    Unimplemented = 12,

    /// <summary>A broken promise of one of the two sides, such as a malformed frame.</summary>
    Internal = 13,

    /// <summary>The service cannot be reached now; the call may be retried.</summary>
    Unavailable = 14,

    /// <summary>Data was lost and cannot be had back.</summary>
    DataLoss = 15,

    /// <summary>The caller is not known.</summary>
    Unauthenticated = 16,
}
