namespace Gateway.Records;

/// <summary>What has become of an upload.</summary>
public enum UploadState
{
    /// <summary>Not known; refused.</summary>
    Unspecified = 0,

    /// <summary>It waits for the rest of its chunks, or for what names them.</summary>
    Staged,

    /// <summary>A deposit, an alert or a delivery has taken it: it never changes again, until it is erased or taken back with it.</summary>
    Deposited,

    /// <summary>Another has begun in its place, or nobody came back for it: it is being swept.</summary>
    Abandoned,
}
