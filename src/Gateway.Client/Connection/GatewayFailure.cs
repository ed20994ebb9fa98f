namespace Gateway.Client;

/// <summary>Why a call failed, in the kinds that a caller can act on.</summary>
public enum GatewayFailure
{
    /// <summary>For no reason this client knows; whether something happened is unknown too.</summary>
    Unexpected = 0,

    /// <summary>The gateway cannot be reached or its log cannot write: the same call with the same key may be made again.</summary>
    Unavailable,

    /// <summary>No answer came in time: it may have happened. The same call with the same key finds out.</summary>
    OutcomeUnknown,

    /// <summary>The same call is under way at this moment: made again it gets that one's answer.</summary>
    UnderWay,

    /// <summary>No valid token: get another one.</summary>
    Unauthenticated,

    /// <summary>The officer's role may not do this.</summary>
    NotPermitted,

    /// <summary>Fields are out of bounds; they are named.</summary>
    Invalid,

    /// <summary>It does not exist or is another party's: the answer does not tell which.</summary>
    NotFound,

    /// <summary>The same key or version was used with other content.</summary>
    AlreadyExists,

    /// <summary>Not in the state it is in now; look at it again first.</summary>
    WrongState,

    /// <summary>Beyond the end of the log.</summary>
    OutOfRange,
}
