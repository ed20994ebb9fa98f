using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Server.Keys;
using Gateway.Server.Tests.Keys.StandIn;
using Gateway.Tests;

namespace Gateway.Server.Tests.Keys;

/// <summary>
/// The published request and answer examples of the Key Vault data plane: the stand-in answers as they do, and the client writes and reads
/// what they show. Values that only the real vault's private key can make are made by the stand-in's key.
/// </summary>
internal sealed class PublishedExamplesTests
{
    private JsonArray _examples = [];

    [OneTimeSetUp]
    public void Read()
    {
        var file = OutsideVectors.Require("keyvault/examples.json", "https://github.com/Azure/azure-rest-api-specs/tree/main/specification/keyvault/data-plane");
        _examples = JsonNode.Parse(File.ReadAllText(file))?["examples"]?.AsArray() ?? [];
    }

    [Test]
    public async Task StandIn_AskedAsPublished_AnswersAsPublished()
    {
        await using var vault = await StandInVault.StartAsync();
        using var http = new HttpClient(new Transport(vault));
        Assert.That(_examples, Is.Not.Empty);
        foreach (var example in _examples.OfType<JsonObject>())
        {
            var (path, published) = (Text(example, "path"), example["response"]);
            var key = vault.Keys.Add(path.Split('/')[2], path.Split('/') is [_, _, _, { Length: 32 } version, ..] ? version : new string('0', 32));
            using var request = new HttpRequestMessage(new HttpMethod(Text(example, "method")), $"https://{StandInVault.Host}{path}?api-version={Text(example, "apiVersion")}");
            if (example["request"] is { } body) request.Content = new StringContent(Possible(example, key, body).ToJsonString(), new MediaTypeHeaderValue("application/json"));
            using var response = await http.SendAsync(request);
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync());
            var name = Text(example, "operation");
            Assert.That((int)response.StatusCode, Is.EqualTo((int?)example["status"]), name);
            Assert.That(Shape(answer), Is.EqualTo(Shape(published)), name);
            Assert.That((string?)answer?["kid"], Is.EqualTo((string?)published?["kid"]), name);
        }
    }

    [Test]
    public void Client_WrappingAsPublished_WritesThatBody()
    {
        var request = Example("wrapKey")["request"];
        var body = KeyVaultBody.Operation("RSA-OAEP-256", Base64Url.DecodeFromChars(Text(request, "value")));
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(body), request), Is.True);
    }

    [Test]
    public void Client_ReadingAPublishedUnwrapping_GetsKeyAndValue()
    {
        var response = Example("unwrapKey")["response"];
        var (key, value) = KeyVaultBody.ReadOperation(Json(response));
        Assert.That(key.ToString(), Is.EqualTo(Text(response, "kid")));
        Assert.That(Base64Url.EncodeToString(value), Is.EqualTo(Text(response, "value")));
    }

    [Test]
    public void Client_ReadingThePublishedWrapping_TakesItInTheAlphabetOfTheContractAlone()
    {
        var response = Example("wrapKey")["response"]?.DeepClone() ?? new JsonObject();
        Assert.That(() => KeyVaultBody.ReadOperation(Json(response)), Throws.TypeOf<KeyVaultException>().With.Property("Fault").EqualTo(VaultFault.Malformed));
        response["value"] = Text(response, "value").Replace('+', '-').Replace('/', '_');
        Assert.That(KeyVaultBody.ReadOperation(Json(response)).Value, Has.Length.EqualTo(256));
    }

    [Test]
    public void Client_ReadingAPublishedKey_GetsItsId()
    {
        var response = Example("getKey")["response"];
        Assert.That(KeyVaultBody.ReadKey(Json(response)).ToString(), Is.EqualTo(Text(response?["key"], "kid")));
    }

    /// <summary>The request with values that the stand-in's own key has made.</summary>
    private static JsonObject Possible(JsonObject example, StandInKey key, JsonNode body)
    {
        var request = body.DeepClone().AsObject();
        if (Text(example, "operation") == "unwrapKey")
            request["value"] = Base64Url.EncodeToString(key.Rsa.Encrypt(Base64Url.DecodeFromChars(Text(example["response"], "value")), RSAEncryptionPadding.Pkcs1));
        // The example has digest and signature in each other's place; the contract's text says which is which.
        if (Text(example, "operation") == "verify")
        {
            var digest = Base64Url.DecodeFromChars(Text(body, "value"));
            request["digest"] = Text(body, "value");
            request["value"] = Base64Url.EncodeToString(key.Rsa.SignHash(digest, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1));
        }
        return request;
    }

    /// <summary>Names and kinds of what is in a body, the tags apart: they are the key owner's.</summary>
    private static string Shape(JsonNode? node) => node switch
    {
        JsonObject o => $"{{{string.Join(',', o.Where(p => p.Key != "tags").OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}:{Shape(p.Value)}"))}}}",
        JsonArray a => $"[{string.Join(',', a.Select(Shape))}]",
        _ => node?.GetValueKind().ToString() ?? "",
    };

    private JsonObject Example(string operation) => _examples.OfType<JsonObject>().First(e => Text(e, "operation") == operation);

    private static string Text(JsonNode? of, string name) => (string?)of?[name] ?? "";

    private static byte[] Json(JsonNode? node) => Encoding.UTF8.GetBytes(node?.ToJsonString() ?? "");

    /// <summary>Adds the token.</summary>
    private sealed class Transport(StandInVault vault) : DelegatingHandler(vault.Handler)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", StandInCredential.Token);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
