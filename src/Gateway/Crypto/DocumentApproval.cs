using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Crypto;

/// <summary>
/// A document's approval: which bytes, from which day on, endorsed by whom. It lies in a file beside the document, and people add their
/// endorsements one after the other; each signs name, digest and day together.
/// </summary>
/// <param name="Document">The document's name, such as a catalogue's version.</param>
/// <param name="Digest">SHA-256 over its bytes, 64 lower-case hex digits.</param>
/// <param name="From">The first day it may be used.</param>
/// <param name="Endorsements">Who has signed, in order.</param>
public sealed record DocumentApproval(string Document, string Digest, DateOnly From, IReadOnlyList<Endorsement> Endorsements)
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    /// <summary>An approval that nobody has endorsed yet.</summary>
    public static DocumentApproval Of(string document, ReadOnlySpan<byte> bytes, DateOnly from) =>
        new(document, Convert.ToHexStringLower(SHA256.HashData(bytes)), from, []);

    /// <summary>What each person signs.</summary>
    public string Statement => $"gateway-approval/v1\n{Document}\n{Digest}\n{From:yyyy-MM-dd}\n";

    /// <summary>With one more endorsement; in place of an earlier one of the same person.</summary>
    public DocumentApproval EndorsedBy(string signer, SigningKey key) => this with
    {
        Endorsements = [.. Endorsements.Where(e => e.Signer != signer), Endorsement.Sign(signer, Statement, key)],
    };

    /// <summary>Whether it is about these bytes.</summary>
    public bool IsOf(string document, ReadOnlySpan<byte> bytes) => Statement == Of(document, bytes, From).Statement;

    /// <summary>The known people whose endorsement is good; each key counts once, so that nobody is two.</summary>
    /// <exception cref="EnvelopeException">A signature is not of the right form.</exception>
    public IReadOnlyList<string> SignersAmong(IReadOnlyDictionary<string, EcPublicKey> known) =>
    [
        .. Endorsements.Where(e => known.TryGetValue(e.Signer, out var key) && e.IsOf(Statement, key))
            .DistinctBy(e => known[e.Signer].KeyId).Select(e => e.Signer).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The file's text.</summary>
    public string ToJson() => new JsonObject
    {
        ["document"] = Document,
        ["digest"] = Digest,
        ["from"] = From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["endorsements"] = new JsonArray([.. Endorsements.Select(e => new JsonObject { ["signer"] = e.Signer, ["signature"] = e.Signature })]),
    }.ToJsonString(Layout) + "\n";

    /// <summary>Reads the file's text.</summary>
    /// <exception cref="EnvelopeException">It is no approval.</exception>
    public static DocumentApproval Parse(string json)
    {
        var read = StrictJson.Parse(Encoding.UTF8.GetBytes(json), "approval", "document", "digest", "from", "endorsements");
        return new DocumentApproval(
            read.Text("document"), read.Text("digest"),
            DateOnly.TryParseExact(read.Text("from"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
                ? from : throw new EnvelopeException("`approval.from` is not a day as YYYY-MM-DD"),
            [.. read.Objects("endorsements").Select(e => e.Only("signer", "signature"))
                .Select(e => new Endorsement(e.Text("signer"), e.Text("signature")))]);
    }
}
