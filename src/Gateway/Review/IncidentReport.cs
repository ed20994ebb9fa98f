using System.Text.Json.Nodes;
using Gateway.Audit;

namespace Gateway.Review;

/// <summary>What a report to the supervisory authority says of an incident.</summary>
/// <param name="Json">The report as JSON, in Swedish.</param>
/// <param name="Receipts">Receipts of the look.</param>
public sealed record IncidentReport(ReadOnlyMemory<byte> Json, IReadOnlyList<Receipt> Receipts);

/// <summary>What is known of an incident.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Matter">What was sent.</param>
/// <param name="Told">The incident's own entry; empty where its detail is erased.</param>
/// <param name="Opened">Who got what.</param>
/// <param name="ErasedAt">When the receiver confirmed that it has erased it; null where it has not.</param>
internal sealed record IncidentFacts(
    Incident Incident, SentMatter Matter, JsonObject Told, IReadOnlyList<OpenedMatter> Opened, DateTimeOffset? ErasedAt);
