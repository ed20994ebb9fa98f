namespace Gateway.Cli.Log;

/// <summary>Progress of long work: a line for every hundred thousand, none for what is short.</summary>
internal sealed class LineProgress(TextWriter writer, string what) : IProgress<long>
{
    private const long Step = 100_000;

    private long _told;

    public void Report(long value)
    {
        if (value - _told < Step) return;
        _told = value;
        writer.WriteLine($"{value} {what}");
    }
}
