using System.Net;
using System.Net.Http.Headers;
using Gateway.Audit;

namespace Gateway.Client;

/// <summary>
/// A gateway's log over HTTPS (C2SP tlog-tiles), under <c>/log/</c> of its address. What it gives may be anything: no file is read
/// beyond what its kind can have, and whoever asks verifies. Safe for concurrent use.
/// </summary>
public sealed class HttpTiles : ITileSource, IDisposable
{
    private const int MaxTile = TileCoordinate.FullWidth * MerkleTree.HashSize;
    private const int MaxBundle = TileCoordinate.FullWidth * (2 + EntryBundle.MaxEntry);

    private readonly GatewayConnectionOptions _options;
    private readonly HttpClient _http;

    public HttpTiles(GatewayConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Address.Scheme != Uri.UriSchemeHttps) throw new ArgumentException("the address is not https", nameof(options));
        _options = options;
        _http = new HttpClient(GatewayConnection.HandlerFor(options))
            { BaseAddress = new Uri(options.Address, "/log/"), Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc />
    /// <exception cref="GatewayException">The gateway refused or failed, or its answer is too long.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(_options.Deadline);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _options.Token(deadline.Token));
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            if (response.StatusCode == HttpStatusCode.NotFound) return null;
            if (response.StatusCode != HttpStatusCode.OK) throw Refused(path, response.StatusCode);
            return await ReadAsync(path, response.Content, deadline.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new GatewayException(GatewayFailure.Unavailable, $"`{path}` cannot be had: {e.Message}", [], e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new GatewayException(GatewayFailure.Unavailable, $"`{path}` did not come in time", [], e);
        }
    }

    public void Dispose() => _http.Dispose();

    private static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, HttpContent content, CancellationToken ct)
    {
        var most = path.StartsWith("tile/entries/", StringComparison.Ordinal) ? MaxBundle
            : path.StartsWith("tile/", StringComparison.Ordinal) ? MaxTile
            : path == PrunedDetails.Path ? PrunedDetails.MaxLength
            : SignedNote.MaxLength;
        await using var stream = await content.ReadAsStreamAsync(ct);
        using var read = new MemoryStream();
        var buffer = new byte[81_920];
        while (await stream.ReadAsync(buffer, ct) is > 0 and var length)
        {
            if (read.Length + length > most) throw new GatewayException(GatewayFailure.Unexpected, $"`{path}` is longer than it can be", []);
            read.Write(buffer, 0, length);
        }
        return read.ToArray();
    }

    private static GatewayException Refused(string path, HttpStatusCode status) => new(
        status == HttpStatusCode.Unauthorized ? GatewayFailure.Unauthenticated : GatewayFailure.Unavailable,
        status == HttpStatusCode.Unauthorized ? "a valid access token is needed" : $"`{path}` was answered with HTTP status {(int)status}", []);
}
