namespace Gateway.Enforcement;

/// <summary>Why a call changes nothing, where no decision about people was asked for or none can be made.</summary>
public enum Refusal
{
    /// <summary>Not known; answered as the neutral one.</summary>
    Unspecified = 0,

    /// <summary>It does not exist or is not the caller's: one neutral answer.</summary>
    NotFound,

    /// <summary>The caller's role may not do this.</summary>
    RoleMissing,

    /// <summary>The same key or id stands for other content.</summary>
    AlreadyExists,

    /// <summary>The same call is under way at this moment; made again it gets that one's answer.</summary>
    UnderWay,

    /// <summary>Beyond the end of the log.</summary>
    OutOfRange,

    /// <summary>Its state does not let this happen now.</summary>
    WrongState,

    /// <summary>A field contradicts another or the directory; the message names it as <c>field: reason</c>.</summary>
    BadField,
}
