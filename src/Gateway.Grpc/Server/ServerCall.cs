using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Server;

/// <summary>One call with its messages, as the four kinds of method need them.</summary>
internal sealed class ServerCall<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    private readonly MessageReader<TRequest> _requests;

    public ServerCall(
        HttpServerCallContext context, Method<TRequest, TResponse> method, GrpcServiceOptions options)
    {
        Context = context;
        var reader = context.HttpContext.Request.BodyReader;
        _requests = new MessageReader<TRequest>(reader, method.RequestMarshaller, context.RequestEncoding, options.MaxReceiveMessageSize);
        Responses = new ServerStreamWriter<TResponse>(context, method.ResponseMarshaller, options.MaxSendMessageSize);
    }

    public HttpServerCallContext Context { get; }

    public ServerStreamWriter<TResponse> Responses { get; }

    public ValueTask<TRequest> ReadSingleAsync() => RequestBody.GuardAsync(_requests.ReadSingleAsync(Context.DeadlineToken));

    /// <summary>The requests of a call that may last for days: the server's limits for one body are lifted.</summary>
    public ServerStreamReader<TRequest> ReadMany()
    {
        var features = Context.HttpContext.Features;
        if (features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        if (features.Get<Microsoft.AspNetCore.Server.Kestrel.Core.Features.IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        return new ServerStreamReader<TRequest>(Context, _requests);
    }
}
