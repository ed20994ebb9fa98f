using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>
/// An act that takes two officers of a party: what one proposes is carried out when another approves it. It is made anew from its
/// content for the approval.
/// </summary>
public interface ITwoPersonAct
{
    /// <summary>Its code, such as <c>rotate-party-keys</c>.</summary>
    string Code { get; }

    /// <summary>The role that both need.</summary>
    string Role { get; }

    /// <summary>Whether it is the operator's alone.</summary>
    bool IsOperators { get; }

    /// <summary>Kind of its entries.</summary>
    EntryKind Kind { get; }

    /// <summary>What it is about, without the registration number: what the approver reads.</summary>
    JsonObject Content { get; }

    /// <summary>What its entries say of it: its content, unless they have to say less.</summary>
    JsonObject Logged => Content;

    /// <summary>The key that the log is handed over to by carrying this out; null for all but the act that rotates it.</summary>
    LogSigner? Successor => null;

    /// <summary>Pseudonyms of the persons it concerns now: whoever has a conflict of interest reads, proposes and approves nothing.</summary>
    ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> PersonsAsync(IWork work, PartyId party, CancellationToken ct) => new([]);

    /// <summary>Work that must not be done under the log's lock, such as asking the vault; before an approval alone.</summary>
    ValueTask PrepareAsync(PartyId party, CancellationToken ct);

    /// <summary>Ends a proposal that could not be carried out.</summary>
    /// <exception cref="RefusedException">It could not.</exception>
    ValueTask CheckAsync(IWork work, PartyId party, CancellationToken ct);

    /// <summary>Carries it out within the work that logs it; answers what its entry says beside the content.</summary>
    /// <exception cref="RefusedException">It cannot be done any more.</exception>
    ValueTask<JsonObject> ApplyAsync(IWork work, PartyId party, DateTimeOffset at, CancellationToken ct);

    /// <summary>Follows the commit, once it is durable, such as letting leased keys go. Must not fail.</summary>
    void Carried(PartyId party);
}
