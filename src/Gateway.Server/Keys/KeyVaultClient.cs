using System.Security.Cryptography;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Gateway.Server.Keys;

/// <summary>
/// Sends requests of the Key Vault data plane (REST, api-version 7.6) over Azure.Core's pipeline: token by challenge, transient failures
/// tried again after what <c>Retry-After</c> says, all of it within <see cref="KeyVaultAccess.Patience"/>. Nothing of a body is logged.
/// </summary>
internal sealed class KeyVaultClient
{
    private const string ApiVersion = "7.6";
    private const int MostTries = 4;
    private const int MostBytes = 16 << 10;

    private readonly string _host;
    private readonly TimeSpan _patience;
    private readonly HttpPipeline _pipeline;

    public KeyVaultClient(string host, KeyVaultAccess access)
    {
        (_host, _patience) = (host, access.Patience);
        var options = new Options { Transport = access.Transport };
        options.Retry.MaxRetries = MostTries - 1;
        options.Retry.Delay = access.Delay;
        options.Retry.NetworkTimeout = access.TryTime;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        _pipeline = HttpPipelineBuilder.Build(options, new KeyVaultAuthentication(access.Credential));
    }

    /// <summary>Asks, and reads the answer from memory that is cleared afterwards.</summary>
    /// <param name="path">Below the vault's address.</param>
    /// <param name="body">Null for a GET; otherwise a POST, and cleared when this returns.</param>
    /// <exception cref="KeyVaultException">There is no answer that the contract allows.</exception>
    public async Task<T> AskAsync<T>(string path, byte[]? body, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        try
        {
            using var message = MessageOf(path, body);
            await _pipeline.SendAsync(message, patience.Token);
            return message.Response.Status == 200
                ? await ReadAsync(message.Response, read, patience.Token)
                : throw KeyVaultException.OfStatus(message.Response.Status);
        }
        catch (Exception e) when (e is not KeyVaultException && !cancellationToken.IsCancellationRequested && FaultOf(e) is { } fault)
        {
            throw new KeyVaultException(fault, e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body);
        }
    }

    private HttpMessage MessageOf(string path, byte[]? body)
    {
        var message = _pipeline.CreateMessage();
        message.BufferResponse = false; // the pipeline's buffer would keep what was unwrapped
        message.Request.Method = body is null ? RequestMethod.Get : RequestMethod.Post;
        message.Request.Uri.Reset(new Uri($"https://{_host}/{path}?api-version={ApiVersion}"));
        message.Request.Headers.Add("Accept", "application/json");
        if (body is null) return message;
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(body);
        return message;
    }

    private static async Task<T> ReadAsync<T>(Response response, Func<ReadOnlyMemory<byte>, T> read, CancellationToken ct)
    {
        var buffer = new byte[MostBytes];
        try
        {
            var length = response.ContentStream is { } stream
                ? await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct)
                : 0;
            return length < buffer.Length ? read(buffer.AsMemory(0, length)) : throw new KeyVaultException(VaultFault.Malformed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    private static VaultFault? FaultOf(Exception exception) => exception switch
    {
        KeyVaultException already => already.Fault,
        AggregateException tries => FaultOf(tries.InnerExceptions[^1]), // the pipeline's, one per try
        OperationCanceledException => VaultFault.TimedOut,
        AuthenticationFailedException => VaultFault.NoToken,
        RequestFailedException or HttpRequestException or IOException => VaultFault.Unreachable,
        _ => null,
    };

    private sealed class Options : ClientOptions;
}
