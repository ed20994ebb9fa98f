namespace Gateway.Crypto;

/// <summary>
/// Keys cannot be had: the vault refuses or fails, or what is stored is not what the vault wrapped. Whoever asked denies.
/// </summary>
public sealed class KeysUnavailableException : Exception
{
    public KeysUnavailableException() : this("keys are unavailable") { }

    public KeysUnavailableException(string message) : base(message) { }

    public KeysUnavailableException(string message, Exception inner) : base(message, inner) { }
}
