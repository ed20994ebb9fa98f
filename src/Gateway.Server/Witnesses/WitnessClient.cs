using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Audit;
using Gateway.Audit.Witnesses;

namespace Gateway.Server.Witnesses;

/// <summary>
/// Talks to witnesses (C2SP tlog-witness). Their answers are strangers' words: bounded, in time as in length, and verified before they
/// count. Safe for concurrent use.
/// </summary>
internal sealed class WitnessClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;

    /// <param name="authorities">Of their certificates; empty takes the machine's.</param>
    public WitnessClient(X509Certificate2Collection authorities)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Patience / 2, PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (authorities.Count > 0)
        {
            var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trust.CustomTrustStore.AddRange(authorities);
            handler.SslOptions.CertificateChainPolicy = trust;
        }
        _http = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = 2 * SignedNote.MaxLength };
    }

    /// <summary>Asks a witness to cosign.</summary>
    public async Task<WitnessReply> AddAsync(PolicyWitness witness, AddCheckpoint asked, CancellationToken ct)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(asked.ToString()));
        using var request = new HttpRequestMessage(HttpMethod.Post, witness.AddCheckpointAddress) { Content = content };
        try
        {
            using var response = await _http.SendAsync(request, ct);
            var body = NoteText.Read(await response.Content.ReadAsByteArrayAsync(ct)); // whatever character set it claims
            return response.StatusCode switch
            {
                HttpStatusCode.OK => CosignatureOf(witness, asked.Checkpoint, body),
                // Who has seen the size it was asked from, and answers so, has seen another root.
                HttpStatusCode.Conflict when TryReadSize(response, body, out var size) && size != asked.OldSize => new WitnessReply.HasSeen(size),
                HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity => new WitnessReply.Contradicts(),
                _ => new WitnessReply.Failed($"HTTP status {(int)response.StatusCode}"),
            };
        }
        catch (Exception e) when (!ct.IsCancellationRequested) // whatever one witness does, it is a failure of that witness
        {
            return new WitnessReply.Failed(e.Message);
        }
    }

    /// <summary>The newest checkpoint of a log that a witness has seen; null where it has seen none.</summary>
    /// <exception cref="HttpRequestException">It could not be reached, or its answer is none.</exception>
    public async Task<Checkpoint?> NewestAsync(PolicyWitness witness, string origin, CancellationToken ct)
    {
        try
        {
            using var response = await _http.GetAsync(witness.NewestOf(origin), ct);
            if (response.StatusCode == HttpStatusCode.NotFound) return null;
            if (response.StatusCode != HttpStatusCode.OK) throw new HttpRequestException($"HTTP status {(int)response.StatusCode}");
            return Checkpoint.Parse(NoteText.Read(await response.Content.ReadAsByteArrayAsync(ct)));
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            throw e as HttpRequestException ?? new HttpRequestException(e.Message, e);
        }
    }

    public void Dispose() => _http.Dispose();

    private static WitnessReply CosignatureOf(PolicyWitness witness, Checkpoint checkpoint, string body)
    {
        foreach (var line in body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            NoteSignature cosignature;
            try
            {
                cosignature = NoteSignature.Parse(line);
            }
            catch (FormatException)
            {
                continue; // as lines of unknown keys
            }
            if (witness.Key.Made(cosignature) && checkpoint.SignedOnlyBy().With([cosignature]).IsTrusted(witness.Key))
                return new WitnessReply.Cosigned(cosignature);
        }
        return new WitnessReply.Failed("no valid cosignature of its key came back");
    }

    private static bool TryReadSize(HttpResponseMessage response, string body, out long size)
    {
        size = 0;
        return response.Content.Headers.ContentType?.MediaType == WitnessAnswer.SizeType && body.EndsWith('\n')
            && long.TryParse(body[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out size);
    }
}
