namespace Gateway.Records;

/// <summary>What a section belongs to: that decides who may upload its chunks, what takes them, and with what they are erased.</summary>
public enum SectionPlace
{
    /// <summary>Not known; refused.</summary>
    Unspecified = 0,

    /// <summary>A record that its holder keeps ready.</summary>
    Record,

    /// <summary>An alert, whose idempotency key stands as its record.</summary>
    Alert,

    /// <summary>A request that the holder's own system answers, which stands as its record.</summary>
    Request,
}
