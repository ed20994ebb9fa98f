namespace Gateway.Audit;

/// <summary>A signature line of a note is none: whatever it should say, it is no signature of anybody.</summary>
public sealed class MalformedSignatureException : FormatException
{
    public MalformedSignatureException() : this("a signature line of the note is malformed") { }

    public MalformedSignatureException(string message) : base(message) { }

    public MalformedSignatureException(string message, Exception inner) : base(message, inner) { }
}
