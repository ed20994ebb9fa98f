using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>A channel's settings.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary>Decides from the address where null: TLS for <c>https</c>, cleartext for <c>http</c>.</summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>The largest response message in bytes, after inflation; null for no limit. 4 MiB where nothing is said.</summary>
    public int? MaxReceiveMessageSize { get; set; } = LengthPrefix.UsualMaxSize;

    /// <summary>The largest request message in bytes, before compression; null, the default, for no limit.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>What makes the HTTP/2 requests; this or <see cref="HttpHandler"/> or neither.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>What makes the HTTP/2 requests, such as a handler that holds a client certificate.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Whether the channel, when disposed, disposes the client or handler it was given. The default is not to.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>What deadlines are measured by.</summary>
    internal TimeProvider Clock { get; set; } = TimeProvider.System;
}
