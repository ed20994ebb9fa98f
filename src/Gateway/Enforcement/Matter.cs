using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Enforcement;

/// <summary>One disclosure to be decided, as its feature gathered it within the work.</summary>
public sealed record Matter
{
    /// <summary>How the log calls it.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>The party that discloses.</summary>
    public required PartyId Holder { get; init; }

    /// <summary>The party that is told, asks or opens.</summary>
    public required PartyId Counterpart { get; init; }

    /// <summary>What the decision looks at.</summary>
    public required DisclosureContext Context { get; init; }

    /// <summary>Pseudonyms of the context's persons, in its order; empty for nobody identified.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Persons { get; init; }

    /// <summary>Digest of the ciphertext of each section that could be released now; what is not here cannot be.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Ciphertexts { get; init; } = new Dictionary<string, ReadOnlyMemory<byte>>();

    /// <summary>Sections of which the counterpart asks only whether anything is held: a permit tells it, and releases nothing.</summary>
    public IReadOnlyList<string> ExistenceOnly { get; init; } = [];

    /// <summary>The key that a release would be wrapped for; null where nothing is to be released.</summary>
    public RecipientKeyState? Recipient { get; init; }

    /// <summary>Ids and registration numbers for both sides' views of the entry.</summary>
    public required JsonObject Reference { get; init; }

    /// <summary>
    /// Whether the counterpart asks, so that register facts must not show: it is told <see cref="RequesterView"/>, and the
    /// number of entries is fixed.
    /// </summary>
    public bool IsAsked { get; init; }

    /// <summary>Whether the entry is the holder's own and the counterpart has no view of it.</summary>
    public bool IsHoldersOwn { get; init; }

    /// <summary>Whether the holder will assess nothing more.</summary>
    public bool IsClosed { get; init; }
}
