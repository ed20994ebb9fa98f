using System.Buffers.Text;
using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

/// <summary>
/// Other people's JOSE against ours, both ways: npm's <c>jose</c> and <c>jwcrypto</c>, run as processes from
/// <c>tests/interop/jose</c>. Where one is not installed the test fails and says what to install.
/// </summary>
internal sealed class JoseInteropTests
{
    private const string Installing = "apt-get install nodejs npm python3 python3-jwcrypto";
    private const string Text = "Åsa Öberg, 7 § – 🙂";
    private static readonly string Folder = Path.Combine(OutsideVectors.RepositoryRoot, "tests", "interop", "jose");

    /// <summary>Debian's own Python where there is one: that is where its python3-jwcrypto goes, whatever comes first on the path.</summary>
    private static readonly string Python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    private readonly TestSections _with = new();

    [OneTimeSetUp]
    public async Task InstallJose()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "jose")))
            await RunAsync("npm", ["ci", "--no-fund", "--no-audit", "--ignore-scripts"], "", "apt-get install nodejs npm");
    }

    [OneTimeTearDown]
    public void DisposeKeys() => _with.Dispose();

    [TestCase("node", "open.mjs")]
    [TestCase("python3", "open.py")]
    public async Task Open_WhatWeSealed_GivesItBack(string program, string script)
    {
        var section = _with.Seal(Text);
        var opened = await OpenAsync(program, script, section, _with.Intake, Envelope.DepositPartyInfo(section.Label));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)opened["plaintext"], Is.EqualTo(Text));
            Assert.That(Encoding.UTF8.GetBytes((string)opened["aad"]!), Is.EqualTo(section.Label.ToAad()));
        }
    }

    [TestCase("node", "open.mjs")]
    [TestCase("python3", "open.py")]
    public async Task Open_WhatWeRewrapped_GivesItBack(string program, string script)
    {
        var (released, leaf) = Rewrapped();
        Assert.That((string?)(await OpenAsync(program, script, released, _with.Receiver, leaf))["plaintext"], Is.EqualTo(Text));
    }

    [TestCase("node", "open.mjs")]
    [TestCase("python3", "open.py")]
    public void Open_WrapBoundToAnotherLeaf_IsRefused(string program, string script)
    {
        var (released, _) = Rewrapped();
        Assert.That(async () => await OpenAsync(program, script, released, _with.Receiver, SHA256.HashData("other"u8)),
            Throws.TypeOf<InvalidOperationException>());
    }

    [TestCase("node", "open.mjs")]
    [TestCase("python3", "open.py")]
    public void Open_LabelChanged_IsRefused(string program, string script)
    {
        var section = _with.Seal(Text);
        var json = TestSections.Json(section);
        json["aad"] = Base64Url.EncodeToString((section.Label with { Version = 2 }).ToAad());
        var forged = TestSections.Parse(json, section.Signature);
        Assert.That(async () => await OpenAsync(program, script, forged, _with.Intake, Envelope.DepositPartyInfo(section.Label)),
            Throws.TypeOf<InvalidOperationException>());
    }

    [TestCase("node", "seal.mjs")]
    [TestCase("python3", "seal.py")]
    public async Task Seal_ByOthers_IsOnProfileSignedAndOpens(string program, string script)
    {
        using var own = AgreementKey.Generate();
        var answer = await RunAsync(program, [script], new JsonObject
        {
            ["plaintext"] = Text,
            ["label"] = JsonNode.Parse(TestSections.Label.ToAad()),
            ["recipients"] = new JsonArray(JsonNode.Parse(_with.Intake.Public.ToJwk()), JsonNode.Parse(own.Public.ToJwk())),
            ["privateKey"] = PemEncoding.WriteString("PRIVATE KEY", _with.Sender.ExportPkcs8()),
        }.ToJsonString(), Installing);
        var sealedByOthers = JsonNode.Parse(answer)!;
        var section = TestSections.Parse(sealedByOthers["envelope"]!, (string)sealedByOthers["signature"]!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(section.Label, Is.EqualTo(TestSections.Label));
            Assert.That(Envelope.IsSignedBy(section, _with.Sender.Public), Is.True);
            Assert.That(_with.Open(section), Is.EqualTo(Text));
            Assert.That(Envelope.Open(section, own, Envelope.DepositPartyInfo(section.Label)),
                Is.EqualTo(Encoding.UTF8.GetBytes(Text)));
        }
    }

    [TestCase("node", "open-chunk.mjs")]
    [TestCase("python3", "open-chunk.py")]
    public async Task OpenChunk_OfWhatWeSealed_GivesItBackAndNotInAnotherPlace(string program, string script)
    {
        using var key = ChunkKey.Generate();
        var chunk = key.Seal(Encoding.UTF8.GetBytes(Text), ChunkLabel.Of(TestSections.Label, 3, isLast: true));
        var opened = JsonNode.Parse(await OpenChunkAsync(program, script, chunk, key))!;
        Assert.That((string?)opened["plaintext"], Is.EqualTo(Text));
        Assert.That(Encoding.UTF8.GetBytes((string)opened["aad"]!), Is.EqualTo(chunk.Label.ToAad()));
        var moved = new SealedChunk(chunk.Label with { Index = 2 }, chunk.Bytes);
        Assert.That(async () => await OpenChunkAsync(program, script, moved, key), Throws.TypeOf<InvalidOperationException>());
    }

    [TestCase("node", "seal-chunk.mjs")]
    [TestCase("python3", "seal-chunk.py")]
    public async Task SealChunk_ByOthers_IsOnProfileAndOpens(string program, string script)
    {
        using var key = ChunkKey.Generate();
        var label = ChunkLabel.Of(TestSections.Label, 3, isLast: true);
        var answer = await RunAsync(program, [script], new JsonObject
        {
            ["plaintext"] = Text, ["aad"] = Encoding.UTF8.GetString(label.ToAad()),
            ["manifest"] = Encoding.UTF8.GetString(new ChunkManifest(key, "text/plain").ToPlaintext()),
        }.ToJsonString(), Installing);
        var chunk = SealedChunk.Parse(Encoding.UTF8.GetBytes(answer));
        Assert.That(chunk.Label, Is.EqualTo(label));
        Assert.That(key.Open(chunk), Is.EqualTo(Encoding.UTF8.GetBytes(Text)));
    }

    private static Task<string> OpenChunkAsync(string program, string script, SealedChunk chunk, ChunkKey key) =>
        RunAsync(program, [script], new JsonObject
        {
            ["chunk"] = JsonNode.Parse(chunk.ToJson()), ["manifest"] = Encoding.UTF8.GetString(new ChunkManifest(key, "text/plain").ToPlaintext()),
        }.ToJsonString(), Installing);

    private (SealedSection Released, byte[] Leaf) Rewrapped()
    {
        var section = _with.Seal(Text);
        var leaf = Envelope.ReleasePartyInfo([SHA256.HashData("leaf"u8)]);
        using var key = ContentKey.Unwrap(section.Recipients[0], _with.Intake, Envelope.DepositPartyInfo(section.Label));
        return (section.WithRecipients(key.WrapFor(_with.Receiver.Public, leaf)), leaf);
    }

    private async Task<JsonNode> OpenAsync(string program, string script, SealedSection section, AgreementKey key, byte[] partyInfo) =>
        JsonNode.Parse(await RunAsync(program, [script], new JsonObject
        {
            ["envelope"] = TestSections.Json(section),
            ["signature"] = section.Signature,
            ["privateKey"] = PemEncoding.WriteString("PRIVATE KEY", key.ExportPkcs8()),
            ["sender"] = JsonNode.Parse(_with.Sender.Public.ToJwk()),
            ["apv"] = Base64Url.EncodeToString(partyInfo),
        }.ToJsonString(), Installing))!;

    /// <summary>The program's standard output; an <see cref="InvalidOperationException"/> where it ended with an error.</summary>
    private static async Task<string> RunAsync(string program, string[] arguments, string input, string install)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program == "python3" ? Python : program, arguments)
            {
                WorkingDirectory = Folder, UseShellExecute = false,
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            Assert.Fail($"`{program}` is not installed: {install}");
        }
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        if ((await error).Contains("ModuleNotFoundError", StringComparison.Ordinal))
            Assert.Fail($"`jwcrypto` is not installed: {install}");
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"`{program} {string.Join(' ', arguments)}` failed: {await error}");
        return await output;
    }
}
