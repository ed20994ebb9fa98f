namespace Grpc.Core;

/// <summary>
/// How a channel is secured: not at all, or by TLS as its HTTP handler is set up; with TLS, call credentials may ride on
/// every call.
/// </summary>
public sealed class ChannelCredentials
{
    private ChannelCredentials(bool isSecure, CallCredentials? callCredentials)
    {
        IsSecure = isSecure;
        CallCredentials = callCredentials;
    }

    /// <summary>Cleartext.</summary>
    public static ChannelCredentials Insecure { get; } = new(isSecure: false, callCredentials: null);

    /// <summary>TLS.</summary>
    public static ChannelCredentials SecureSsl { get; } = new(isSecure: true, callCredentials: null);

    internal bool IsSecure { get; }

    internal CallCredentials? CallCredentials { get; }

    /// <summary>The channel's security with call credentials on top.</summary>
    /// <exception cref="ArgumentException">The channel is not secure: a token would be readable on the way.</exception>
    public static ChannelCredentials Create(ChannelCredentials channelCredentials, CallCredentials callCredentials)
    {
        ArgumentNullException.ThrowIfNull(channelCredentials);
        ArgumentNullException.ThrowIfNull(callCredentials);
        if (!channelCredentials.IsSecure)
            throw new ArgumentException("call credentials need a secure channel", nameof(channelCredentials));
        return new ChannelCredentials(isSecure: true, callCredentials);
    }
}
