using System.Net;
using System.Text;
using Gateway.Audit;
using Gateway.Audit.Witnesses;
using Gateway.Server.Hosting;
using Gateway.Server.Witnesses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.Server.Tests.Witnesses;

/// <summary>What the server makes of witnesses' answers, over TLS to an authority of theirs: verified, bounded, or none.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class WitnessClientTests : IAsyncDisposable
{
    private static readonly NoteVerifier Key = NoteVerifier.OfWitness("w.example", new byte[32]);

    private static readonly Checkpoint Checkpoint = Checkpoint.Parse(
        "log.example\n5\nKgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n\u2014 log.example AAAAAQIDBAU=\n");

    private readonly ServerCertificates _certificates = ServerCertificates.Make(TimeProvider.System);
    private WebApplication _application = null!;
    private WitnessClient _client = null!;

    /// <summary>How the witness answers.</summary>
    private Func<HttpContext, Task> _answer = _ => Task.CompletedTask;

    private PolicyWitness Witness => new("w", Key, new Uri(_application.Urls.Single()));

    [SetUp]
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificates.Server)));
        _application = builder.Build();
        _application.Run(http => _answer(http));
        await _application.StartAsync();
        _client = new WitnessClient([_certificates.Authority]);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _application.DisposeAsync();
        _certificates.Dispose();
    }

    [Test]
    public async Task Add_KnownSizes_AreReadInTheirOneSpelling()
    {
        Answer(409, "7\n", WitnessAnswer.SizeType);
        Assert.That(await AskAsync(), Is.EqualTo(new WitnessReply.HasSeen(7)));
        Answer(409, "3\n", WitnessAnswer.SizeType);
        Assert.That(await AskAsync(), Is.InstanceOf<WitnessReply.Contradicts>(), "it was asked from three: it has another root there");
        foreach (var (body, type) in ((string, string)[])[("7", WitnessAnswer.SizeType), ("-7\n", WitnessAnswer.SizeType), ("7\n", "text/plain"), ("", WitnessAnswer.SizeType)])
        {
            Answer(409, body, type);
            Assert.That(await AskAsync(), Is.InstanceOf<WitnessReply.Contradicts>(), $"`{body}` {type}");
        }
    }

    [Test]
    public async Task Add_Refusals_AreToldApart()
    {
        Answer(422, "bad consistency proof\n");
        Assert.That(await AskAsync(), Is.InstanceOf<WitnessReply.Contradicts>());
        foreach (var status in (int[])[400, 403, 404, 500, 302])
        {
            Answer(status, "no\n");
            Assert.That(await AskAsync(), Is.EqualTo(new WitnessReply.Failed($"HTTP status {status}")));
        }
    }

    [TestCase("")]
    [TestCase("nonsense\n\u0007\n")]
    [TestCase("\u2014 w.example AAAAAQIDBAU=\n")]
    public async Task Add_AnswerWithoutAValidCosignature_CountsForNothing(string body)
    {
        Answer(200, body);
        Assert.That(await AskAsync(), Is.InstanceOf<WitnessReply.Failed>());
    }

    [Test]
    public async Task Add_CosignatureOfAnotherKeyOrTree_CountsForNothingAndTheRightOneDoes()
    {
        using var signer = new CosignatureSigner("w.example", [.. Enumerable.Repeat((byte)5, 32)]);
        var witness = Witness with { Key = signer.Verifier };
        var right = $"{signer.Cosign(Checkpoint, DateTimeOffset.UnixEpoch)}\n";
        var otherTree = $"{signer.Cosign(Checkpoint.Parse(Checkpoint.Note.Replace("\n5\n", "\n6\n", StringComparison.Ordinal)), DateTimeOffset.UnixEpoch)}\n";
        Answer(200, otherTree);
        Assert.That(await _client.AddAsync(witness, new AddCheckpoint(0, [], Checkpoint), default), Is.InstanceOf<WitnessReply.Failed>());
        Answer(200, right);
        Assert.That(await AskAsync(), Is.InstanceOf<WitnessReply.Failed>(), "of another witness");
        Answer(200, $"\u2014 unknown.example AAAAAQIDBAU=\nnonsense\n{right}");
        Assert.That(await _client.AddAsync(witness, new AddCheckpoint(0, [], Checkpoint), default), Is.InstanceOf<WitnessReply.Cosigned>());
    }

    [Test]
    public async Task Answers_InACharacterSetThatIsNone_AreReadAsUtf8()
    {
        using var signer = new CosignatureSigner("w.example", [.. Enumerable.Repeat((byte)5, 32)]);
        Answer(200, $"{signer.Cosign(Checkpoint, DateTimeOffset.UnixEpoch)}\n", "text/plain; charset=nonsense");
        Assert.That(await _client.AddAsync(Witness with { Key = signer.Verifier }, new AddCheckpoint(0, [], Checkpoint), default), Is.InstanceOf<WitnessReply.Cosigned>());
        Answer(200, Checkpoint.Note, "text/plain; charset=nonsense");
        Assert.That((await _client.NewestAsync(Witness, "log.example", default))?.Note, Is.EqualTo(Checkpoint.Note));
        _answer = http => http.Response.Body.WriteAsync(new byte[] { 0xff, 0xfe, (byte)'\n' }).AsTask();
        Assert.That(await AskAsync(), Is.InstanceOf<WitnessReply.Failed>());
        Assert.That(async () => await _client.NewestAsync(Witness, "log.example", default), Throws.InstanceOf<HttpRequestException>());
    }

    [Test]
    public async Task Add_EndlessAnswer_IsCutOff()
    {
        _answer = async http =>
        {
            var chunk = new byte[65_536];
            while (!http.RequestAborted.IsCancellationRequested) await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
        };
        Assert.That(await AskAsync(), Is.InstanceOf<WitnessReply.Failed>());
        Assert.That(async () => await _client.NewestAsync(Witness, "log.example", default), Throws.InstanceOf<HttpRequestException>());
    }

    [Test]
    public async Task Ask_UnderAnotherAuthority_IsNoAnswer()
    {
        Answer(200, "");
        using var other = ServerCertificates.Make(TimeProvider.System);
        using var client = new WitnessClient([other.Authority]);
        Assert.That(await client.AddAsync(Witness, new AddCheckpoint(0, [], Checkpoint), default), Is.InstanceOf<WitnessReply.Failed>());
        Assert.That(async () => await client.NewestAsync(Witness, "log.example", default), Throws.InstanceOf<HttpRequestException>());
    }

    [Test]
    public async Task Newest_Answers_AreACheckpointNothingOrNone()
    {
        var asked = "";
        _answer = http =>
        {
            asked = http.Request.Path;
            return http.Response.WriteAsync(Checkpoint.Note);
        };
        Assert.That((await _client.NewestAsync(Witness, "log.example", default))?.Note, Is.EqualTo(Checkpoint.Note));
        Assert.That(asked, Is.EqualTo($"/{Audit.Witnesses.Witness.PathOf("log.example")}/checkpoint"));
        Answer(404, "");
        Assert.That(await _client.NewestAsync(Witness, "log.example", default), Is.Null);
        foreach (var (status, body) in ((int, string)[])[(500, ""), (200, "nonsense"), (200, Checkpoint.Text)])
        {
            Answer(status, body);
            Assert.That(async () => await _client.NewestAsync(Witness, "log.example", default), Throws.InstanceOf<HttpRequestException>());
        }
    }

    private Task<WitnessReply> AskAsync() => _client.AddAsync(Witness, new AddCheckpoint(3, [], Checkpoint), default);

    private void Answer(int status, string body, string type = "text/plain") => _answer = http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body)).AsTask();
    };
}
