namespace Gateway.Crypto;

/// <summary>
/// A sealed thing that is off profile, was changed, or is not for this key. The message names what is off, never content.
/// </summary>
public sealed class EnvelopeException : Exception
{
    public EnvelopeException() : this("the envelope is refused") { }

    public EnvelopeException(string message) : base(message) { }

    public EnvelopeException(string message, Exception inner) : base(message, inner) { }
}
