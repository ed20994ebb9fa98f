using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>An act that one officer proposed and another of the same party has to approve.</summary>
public sealed record Proposal
{
    /// <summary>How long it waits for an approval.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>Id: 32 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>The party whose officers both are.</summary>
    public required PartyId Party { get; init; }

    /// <summary>Code of the act.</summary>
    public required string Act { get; init; }

    /// <summary>
    /// What the act is about, with the registration number of the decision; sealed under the party's log keys, bound to the rest of the
    /// row.
    /// </summary>
    public required ReadOnlyMemory<byte> SealedContent { get; init; }

    /// <summary>The officer who proposed.</summary>
    public required string ProposedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>When it was approved or taken back; null while it waits.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The row as its content is bound to it: nobody else's proposal can be made of it.</summary>
    public string Row => $"proposal:{Id}:{Party}:{Act}:{ProposedBy}:{ProposedAt.ToUnixTimeMilliseconds()}";

    /// <summary>Whether it can still be approved.</summary>
    public bool Waits(DateTimeOffset now) => ClosedAt is null && now < ProposedAt + Patience;

    /// <summary>SHA-256 of the content: who approves says with it what was read.</summary>
    public static byte[] DigestOf(JsonObject content) => SHA256.HashData(new EntryView(content).Json.Span);
}
