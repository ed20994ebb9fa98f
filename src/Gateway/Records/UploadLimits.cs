namespace Gateway.Records;

/// <summary>How much waits, and how long, for a deposit, alert or delivery that may never come.</summary>
/// <param name="MostUploads">Of one party, counted until they are taken or swept. Beyond it none is begun.</param>
/// <param name="MostBytes">Of one party, all its uploads together. Beyond it no chunk is taken.</param>
/// <param name="Patience">How long an upload waits after its last chunk until it is swept.</param>
public sealed record UploadLimits(int MostUploads, long MostBytes, TimeSpan Patience)
{
    /// <summary>256 uploads; 4 GiB, which is two sections of the largest size; and a day.</summary>
    public static UploadLimits Usual { get; } = new(256, 4L << 30, TimeSpan.FromDays(1));
}
