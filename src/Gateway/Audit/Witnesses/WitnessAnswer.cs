using System.Globalization;

namespace Gateway.Audit.Witnesses;

/// <summary>A witness's answer, with the HTTP status that C2SP tlog-witness gives it.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">Signature lines, a size, or why not.</param>
/// <param name="ContentType">Of the body.</param>
public sealed record WitnessAnswer(int Status, string Body, string ContentType = "text/plain; charset=utf-8")
{
    /// <summary>The type of the one body that says a size.</summary>
    public const string SizeType = "text/x.tlog.size";

    /// <summary>200: it is stored, and this is the cosignature.</summary>
    internal static WitnessAnswer Cosigned(NoteSignature cosignature) => new(200, $"{cosignature}\n");

    /// <summary>400: no such message, or one that contradicts itself.</summary>
    internal static WitnessAnswer Malformed(string why) => new(400, $"{why}\n");

    /// <summary>403: no log's key that is trusted here signed it.</summary>
    internal static WitnessAnswer Untrusted { get; } = new(403, "invalid signature\n");

    /// <summary>404: a log that is not watched here.</summary>
    internal static WitnessAnswer UnknownLog { get; } = new(404, "unknown log\n");

    /// <summary>409: another size is the newest seen.</summary>
    internal static WitnessAnswer OtherSize(long newest) => new(409, string.Create(CultureInfo.InvariantCulture, $"{newest}\n"), SizeType);

    /// <summary>422: it does not extend what was seen.</summary>
    internal static WitnessAnswer Inconsistent { get; } = new(422, "bad consistency proof\n");
}
