using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>A release that a recipient key opens. It names no person.</summary>
/// <param name="Thumbprint">The key, RFC 7638 in base64url.</param>
/// <param name="Entry">Id of the first entry that logs it.</param>
/// <param name="Holder">Who disclosed.</param>
/// <param name="Receiver">Whose key it is.</param>
/// <param name="Kind">Kind of the entry: a request, or an opening of an alert or of reasons.</param>
/// <param name="Reference">Id of the request or alert.</param>
/// <param name="Categories">Category codes of what was released.</param>
/// <param name="At">When.</param>
public sealed record KeyRelease(
    string Thumbprint, string Entry, PartyId Holder, PartyId Receiver, string Kind, string Reference, IReadOnlyList<string> Categories,
    DateTimeOffset At);
