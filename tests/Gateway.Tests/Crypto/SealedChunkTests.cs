using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

/// <summary>One chunk: what the profile refuses, and what does not open. Each case changes a chunk that is accepted unchanged.</summary>
internal sealed class SealedChunkTests
{
    private readonly TestChunks _with = new();

    private SealedChunk Last => _with.Chunks[2];

    [OneTimeTearDown]
    public void DisposeKey() => _with.Dispose();

    private static IEnumerable<TestCaseData> Edits()
    {
        TestCaseData Edit(string name, Action<JsonObject> edit) => new TestCaseData(edit).SetArgDisplayNames(name);

        foreach (var header in (string[])["""{"enc":"A256GCM"}""", """{"alg":"dir","enc":"A128GCM"}""", """{"enc":"A256GCM","alg":"dir"}""",
            """{"alg":"dir","enc":"A256GCM","zip":"DEF"}""", ""])
            yield return Edit($"protected {header}", e => e["protected"] = Encoded(header));
        foreach (var member in (string[])["protected", "aad", "iv", "ciphertext", "tag"])
        {
            yield return Edit($"{member} missing", e => e.Remove(member));
            yield return Edit($"{member} null", e => e[member] = null);
            yield return Edit($"{member} empty", e => e[member] = "");
            yield return Edit($"{member} padded", e => e[member] = e[member]! + "=");
            yield return Edit($"{member} with white space", e => e[member] = e[member]! + "\n");
            yield return Edit($"{member} with a character of base64", e => e[member] = "+" + $"{e[member]}"[1..]);
        }
        foreach (var member in (string[])["encrypted_key", "header", "unprotected", "recipients"])
            yield return Edit($"other member {member}", e => e[member] = "");
        yield return Edit("iv of 13 bytes", e => e["iv"] = Encoded(new string('a', 13)));
        yield return Edit("tag of 15 bytes", e => e["tag"] = Encoded(new string('a', 15)));
        yield return Edit("spare bits of the tag set", e => e["tag"] = "AAAAAAAAAAAAAAAAAAAAAB");
        foreach (var aad in (string[])[
            """{"holder":"h","index":0,"last":true,"record":"r","section":"s"}""",
            """{"holder":"h","index":0,"last":true,"note":"n","record":"r","section":"s","version":1}""",
            """{"index":0,"holder":"h","last":true,"record":"r","section":"s","version":1}""",
            """{"holder":"h", "index":0,"last":true,"record":"r","section":"s","version":1}""",
            """{"holder":"h","index":-1,"last":true,"record":"r","section":"s","version":1}""",
            """{"holder":"h","index":8192,"last":true,"record":"r","section":"s","version":1}""",
            """{"holder":"h","index":0,"last":1,"record":"r","section":"s","version":1}""",
            """{"holder":"h","index":0,"last":true,"record":"r","section":"s","version":0}""",
            """{"holder":"Åsa","index":0,"last":true,"record":"r","section":"s","version":1}""",
            // Not the last, so it would have to be as long as a chunk is.
            """{"holder":"h","index":0,"last":false,"record":"r","section":"s","version":1}"""])
            yield return Edit($"aad {aad}", e => e["aad"] = Encoded(aad));
    }

    [TestCaseSource(nameof(Edits))]
    public void Parse_OffProfile_IsRefused(Action<JsonObject> edit)
    {
        var json = TestChunks.Json(Last);
        Assert.That(() => Parse(json), Throws.Nothing);
        edit(json);
        Assert.That(() => Parse(json), Throws.TypeOf<EnvelopeException>());
    }

    [TestCase("}", "},1")]
    [TestCase("}", "}{}")]
    [TestCase("}", ",}")]
    [TestCase("}", "")]
    [TestCase("{", "[{")]
    [TestCase("{", "/**/{")]
    [TestCase("{", """{"tag":"AAAAAAAAAAAAAAAAAAAAAA",""")]
    [TestCase("{", """{"\u0074ag":"AAAAAAAAAAAAAAAAAAAAAA",""")]
    public void Parse_NotOneStrictJsonObject_IsRefused(string at, string replacement)
    {
        var json = Encoding.UTF8.GetString(Last.ToJson());
        var edited = at == "{" ? replacement + json[1..] : json[..^1] + replacement;
        Assert.That(() => SealedChunk.Parse(Encoding.UTF8.GetBytes(edited)), Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void Parse_OtherOrderAndWhiteSpace_IsAccepted()
    {
        var json = new JsonObject(TestChunks.Json(Last).Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        var spaced = Encoding.UTF8.GetBytes(" " + json.ToJsonString(new() { WriteIndented = true }) + "\n");
        Assert.That(_with.Key.Open(SealedChunk.Parse(spaced)), Is.EqualTo(_with.Content[^5..]));
    }

    [Test]
    public void Parse_WhatWasWritten_IsTheSame()
    {
        foreach (var chunk in _with.Chunks)
        {
            var read = SealedChunk.Parse(chunk.ToJson());
            Assert.That(read.Label, Is.EqualTo(chunk.Label));
            Assert.That(read.Bytes.Span.SequenceEqual(chunk.Bytes.Span));
        }
    }

    [Test]
    public void Parse_LongerThanAChunkCanBe_IsRefused() =>
        Assert.That(() => SealedChunk.Parse(new byte[SealedChunk.LargestJson + 1]), Throws.TypeOf<EnvelopeException>().With.Message.Contains("longer"));

    [Test]
    public void Parse_OffProfile_MessageHasNoContent()
    {
        var json = TestChunks.Json(Last);
        json["CANARY-4711"] = "CANARY-4711";
        Assert.That(Assert.Throws<EnvelopeException>(() => Parse(json)).ToString(), Does.Not.Contain("CANARY"));
    }

    [Test]
    public void Seal_MoreThanAChunkOrNothing_IsRefused()
    {
        var last = ChunkLabel.Of(TestChunks.Label, 0, isLast: true);
        Assert.That(() => _with.Key.Seal(new byte[SealedChunk.Size + 1], last), Throws.TypeOf<EnvelopeException>());
        Assert.That(() => _with.Key.Seal([], last), Throws.TypeOf<EnvelopeException>());
        Assert.That(() => _with.Key.Seal(new byte[SealedChunk.Size - 1], last with { IsLast = false }), Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void Seal_TheSameTwice_HasAnIvOfItsOwn() =>
        Assert.That(_with.Seal(TestChunks.Label, 2).Bytes[..12].ToArray(), Is.Not.EqualTo(Last.Bytes[..12].ToArray()));

    [TestCase("soc-b", "rec-1", "contact", 1, 2, true)]
    [TestCase("soc-a", "rec-2", "contact", 1, 2, true)]
    [TestCase("soc-a", "rec-1", "family", 1, 2, true)]
    [TestCase("soc-a", "rec-1", "contact", 2, 2, true)]
    [TestCase("soc-a", "rec-1", "contact", 1, 1, true)]
    public void Open_MovedToAnotherPlace_IsRefused(string holder, string record, string section, int version, int index, bool isLast)
    {
        Assert.That(_with.Key.Open(new SealedChunk(new ChunkLabel("soc-a", "rec-1", "contact", 1, 2, true), Last.Bytes)), Has.Length.EqualTo(5));
        var moved = new SealedChunk(new ChunkLabel(holder, record, section, version, index, isLast), Last.Bytes);
        Assert.That(() => _with.Key.Open(moved), Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void Open_WithAnotherKeyOrAChangedByte_IsRefused()
    {
        using var other = ChunkKey.Generate();
        Assert.That(() => other.Open(Last), Throws.TypeOf<EnvelopeException>());
        foreach (var at in (int[])[0, 12, Last.Bytes.Length - 1])
        {
            var changed = Last.Bytes.ToArray();
            changed[at] ^= 1;
            Assert.That(() => _with.Key.Open(new SealedChunk(Last.Label, changed)), Throws.TypeOf<EnvelopeException>(), $"byte {at}");
        }
    }

    private static SealedChunk Parse(JsonObject json) => SealedChunk.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
