namespace Gateway.Grpc.Interop.Client;

/// <summary>Reads along with every response, so that a case can ask which of its messages were compressed.</summary>
internal sealed class ResponseTap(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private FrameTap? _last;

    /// <summary>The frames of the response that came last; null before the first.</summary>
    public FrameTap? Last => Volatile.Read(ref _last);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var tap = new FrameTap(await response.Content.ReadAsStreamAsync(cancellationToken));
        var content = new StreamContent(tap);
        foreach (var (name, values) in response.Content.Headers.NonValidated)
            content.Headers.TryAddWithoutValidation(name, values);
        response.Content = content;
        Volatile.Write(ref _last, tap);
        return response;
    }
}
