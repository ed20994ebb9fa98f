using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;

namespace Gateway.Records;

/// <summary>The salt that opens a release's commitment, kept for the asker, who collects later than it was logged.</summary>
internal static class FulfilmentSalt
{
    public static byte[] Seal(LogKey askerKey, ReadOnlyMemory<byte> salt, string request) =>
        SealedJson.Seal(askerKey.Keys, new JsonObject { ["salt"] = Convert.ToBase64String(salt.Span) }, Row(request));

    public static byte[] Open(LogKey askerKey, FulfilmentRelease release, string request) =>
        Convert.FromBase64String(SealedJson.Open(askerKey.Keys, release.SealedSalt.Span, Row(request))["salt"]!.GetValue<string>());

    private static string Row(string request) => $"fulfilment-salt:{request}";
}
