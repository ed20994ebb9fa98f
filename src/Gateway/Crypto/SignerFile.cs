using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Crypto;

/// <summary>
/// The people who may endorse documents, and their public keys: <c>{"signers":[{"signer":"…","key":{JWK}}]}</c>. Whoever keeps this file
/// decides who they are.
/// </summary>
public static class SignerFile
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    /// <summary>Reads the file.</summary>
    /// <exception cref="EnvelopeException">It is not such a file, or names a person or a key twice.</exception>
    public static IReadOnlyDictionary<string, EcPublicKey> Read(string path)
    {
        Dictionary<string, EcPublicKey> known = [];
        foreach (var item in StrictJson.Parse(File.ReadAllBytes(path), "signers", "signers").Objects("signers").Select(i => i.Only("signer", "key")))
        {
            var key = EcPublicKey.FromJwk(item.Object("key", "kty", "crv", "x", "y").Element.GetRawText());
            if (known.ContainsValue(key) || !known.TryAdd(item.Text("signer"), key))
                throw new EnvelopeException("`signers` names a person or a key twice");
        }
        return known;
    }

    /// <summary>The file's text with one more person.</summary>
    /// <exception cref="EnvelopeException">The person is in it.</exception>
    public static string With(IReadOnlyDictionary<string, EcPublicKey> known, string signer, EcPublicKey key)
    {
        if (known.ContainsKey(signer)) throw new EnvelopeException($"`{signer}` is among the signers already");
        return new JsonObject
        {
            ["signers"] = new JsonArray(
            [
                .. known.Append(new KeyValuePair<string, EcPublicKey>(signer, key)).Select(
                    s => new JsonObject { ["signer"] = s.Key, ["key"] = JsonNode.Parse(Encoding.UTF8.GetBytes(s.Value.ToJwk())) }),
            ]),
        }.ToJsonString(Layout) + "\n";
    }
}
