using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;

namespace Gateway.Records;

/// <summary>The salts that open the commitments of a release's entries, kept for the asker, who collects later than it was logged.</summary>
internal static class FulfilmentSalt
{
    public static byte[] Seal(LogKey askerKey, IEnumerable<AuditEntry> entries, string request) => SealedJson.Seal(
        askerKey.Keys,
        new JsonObject { ["salts"] = new JsonArray([.. entries.Select(e => JsonValue.Create(Convert.ToBase64String(e.ReleaseSalt.Span)))]) },
        Row(request));

    /// <summary>The salts in the order of the entries.</summary>
    public static IReadOnlyList<byte[]> Open(LogKey askerKey, FulfilmentRelease release, string request) =>
        [.. SealedJson.Open(askerKey.Keys, release.SealedSalt.Span, Row(request))["salts"]!.AsArray()
            .Select(s => Convert.FromBase64String(s!.GetValue<string>()))];

    private static string Row(string request) => $"fulfilment-salt:{request}";
}
