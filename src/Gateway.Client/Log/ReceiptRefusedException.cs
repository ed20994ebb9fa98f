namespace Gateway.Client;

/// <summary>A receipt that proves nothing; the message names what is off, never content.</summary>
public sealed class ReceiptRefusedException : Exception
{
    public ReceiptRefusedException() : this("the receipt is refused") { }

    public ReceiptRefusedException(string message) : base(message) { }

    public ReceiptRefusedException(string message, Exception inner) : base(message, inner) { }
}
