namespace Gateway.Client;

/// <summary>A release that is not opened because a proof is missing or wrong; the message names which, never content.</summary>
public sealed class ReleaseRefusedException : Exception
{
    public ReleaseRefusedException() : this("the release is refused") { }

    public ReleaseRefusedException(string message) : base(message) { }

    public ReleaseRefusedException(string message, Exception inner) : base(message, inner) { }
}
