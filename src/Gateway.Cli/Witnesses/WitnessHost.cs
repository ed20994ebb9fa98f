using System.Data.Common;
using System.Globalization;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Audit;
using Gateway.Audit.Witnesses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Cli.Witnesses;

/// <summary>A witness over HTTP (C2SP tlog-witness §HTTP Interface): one prefix for logs and for those who look.</summary>
internal sealed class WitnessHost : IAsyncDisposable
{
    private readonly CosignatureSigner _signer;
    private readonly WitnessDatabase _state;
    private readonly Witness _witness;
    private readonly TextWriter _stderr;
    private readonly WebApplication _application;

    private WitnessHost(WitnessHostOptions options, CosignatureSigner signer, WitnessDatabase state, TextWriter stderr)
    {
        (_signer, _state, _stderr) = (signer, state, TextWriter.Synchronized(stderr));
        _witness = new Witness(signer, options.Logs, state, TimeProvider.System);
        // Empty: nothing is read from settings files or the environment.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, options));
        _application = builder.Build();
        _application.MapPost("/add-checkpoint", AddCheckpointAsync);
        _application.MapGet("/{log:length(64)}/checkpoint", NewestAsync);
    }

    /// <summary>The witness's public key.</summary>
    public NoteVerifier Verifier => _signer.Verifier;

    /// <summary>Opens the folder; nothing is served before <see cref="StartAsync"/>.</summary>
    public static WitnessHost Open(WitnessHostOptions options, TextWriter stderr)
    {
        var signer = WitnessKey.Open(options.Folder);
        return new WitnessHost(options, signer, WitnessDatabase.Open(options.Folder), stderr);
    }

    /// <summary>Begins to serve; gives the address.</summary>
    public async Task<string> StartAsync(CancellationToken ct)
    {
        await _application.StartAsync(ct);
        return _application.Urls.Single();
    }

    /// <summary>Serves until told to stop, and finishes what is under way.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, ct);
        }
        catch (OperationCanceledException)
        {
            // That is how it is told to stop.
        }
        await _application.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _state.Dispose();
        _signer.Dispose();
    }

    private static void Listen(KestrelServerOptions kestrel, WitnessHostOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = AddCheckpoint.MaxLength;
        kestrel.Limits.MaxConcurrentConnections = 256;
        kestrel.Listen(options.Listen, listen =>
        {
            if (options.Certificate is null) return;
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(options.Certificate);
            listen.UseHttps(tls =>
            {
                tls.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
                tls.ServerCertificate = X509Certificate2.CreateFromPemFile(options.Certificate, options.Key);
                tls.ServerCertificateChain = chain;
            });
        });
    }

    private async Task AddCheckpointAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted); // no longer than Kestrel's limit: beyond it, 413
        try
        {
            var answer = await _witness.AddCheckpointAsync(body.ToArray(), http.RequestAborted);
            if (answer.Status == StatusCodes.Status422UnprocessableEntity) await TellAsync(AddCheckpoint.Parse(body.ToArray()));
            await AnswerAsync(http, answer);
        }
        catch (DbException e)
        {
            // What could not be stored was not cosigned.
            await _stderr.WriteLineAsync($"the state cannot be used: {e.Message}");
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    private async Task NewestAsync(HttpContext http)
    {
        var newest = await _witness.NewestAsync(http.Request.RouteValues["log"] as string ?? "", http.RequestAborted);
        http.Response.Headers.CacheControl = "no-cache";
        await AnswerAsync(http, newest is null ? new WitnessAnswer(404, "nothing of such a log was cosigned here\n")
            : new WitnessAnswer(200, newest.Note));
    }

    /// <summary>It is signed by the log: the note is the evidence, should the log have signed two histories.</summary>
    private Task TellAsync(AddCheckpoint refused) => _stderr.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
        $"refused: size {refused.Checkpoint.Size} of `{refused.Checkpoint.Origin}` is not proven to extend size {refused.OldSize}: "
        + $"{Convert.ToBase64String(Encoding.UTF8.GetBytes(refused.Checkpoint.Note))}"));

    private static Task AnswerAsync(HttpContext http, WitnessAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        return http.Response.WriteAsync(answer.Body, http.RequestAborted);
    }
}
