using System.Text.Json.Nodes;
using System.Text.Json;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Policy;

namespace Gateway.Records;

/// <summary>
/// What is kept, sealed under the holder's log key, of a request: all that its decision can be made again from, and whom
/// it is about.
/// </summary>
internal sealed record RequestContent(
    string Officer, int Assurance, ReadOnlyMemory<byte> Subject, DateOnly? Born, IReadOnlyList<string> Categories, string Purpose,
    string Case, IReadOnlyList<string> Claims, OffenceFact? Offence, IReadOnlyList<Fact> Asserted, string RegistrationNumber)
{
    /// <summary>
    /// Whom it is about, for the holder's assessor, who could not judge otherwise. Sealed with the rest under the holder's log key.
    /// </summary>
    public string Identity { get; init; } = "";

    /// <summary>Categories of which only the existence is asked for.</summary>
    public IReadOnlyList<string> ExistenceOnly { get; init; } = [];

    /// <summary>Whether the asker says that danger is immediate.</summary>
    public bool IsEmergency { get; init; }

    /// <summary>The facts that let the asker tell its reasons.</summary>
    public IReadOnlyList<Fact> ReasonsFacts { get; init; } = [];

    /// <summary>What the holder's officers were left to answer when it was asked.</summary>
    public IReadOnlyList<OpenQuestion> Questions { get; init; } = [];

    public static RequestContent Of(Caller asker, DisclosureRequest request, ReadOnlyMemory<byte> subject) => new(
        asker.Officer, asker.Assurance, subject, request.Subject.Born, request.Categories, request.Purpose, request.Case, request.Claims,
        request.Offence, request.Asserted, request.RegistrationNumber)
    {
        Identity = request.Subject.Key.Value, IsEmergency = request.IsEmergency, ExistenceOnly = request.ExistenceOnly,
    };

    /// <summary>The person as the asker gave one.</summary>
    public PersonFacts Person(Truth hasProtectedIdentity) => new()
    {
        Role = PersonRole.Subject, IsIdentified = true, Born = Born, HasProtectedIdentity = hasProtectedIdentity,
    };

    public JsonObject Write() => JsonSerializer.SerializeToNode(this)!.AsObject();

    /// <summary>The content of a stored request.</summary>
    /// <exception cref="RefusedException">Its holder has erased it.</exception>
    public static RequestContent Open(StoredRequest stored, LogKey holderKey) => stored.IsErased
        ? throw new RefusedException(Refusal.WrongState, "the request is no longer kept")
        : Read(SealedJson.Open(holderKey.Keys, stored.SealedContent.Span, $"request:{stored.Id}"));

    private static RequestContent Read(JsonObject tree) =>
        tree.Deserialize<RequestContent>() ?? throw new InvalidOperationException("a stored request cannot be read");
}
