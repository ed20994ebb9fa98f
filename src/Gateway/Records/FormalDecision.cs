using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Records;

/// <summary>
/// A holder's reasoned decision on a request, which can be appealed (6 kap. 3, 7 and 8 §§ OSL). It stands in the entry that logs it, and
/// the asker's receipt proves it.
/// </summary>
/// <param name="Refused">Categories that are refused.</param>
/// <param name="Provisions">Ids of the provisions that decide it.</param>
/// <param name="Reasons">Why, as the holder's officer writes it.</param>
/// <param name="AppealUnder">Id of the provision that says where it is appealed.</param>
/// <param name="AppealTo">The catalogue's word for where that is, such as <c>appeal-to-court</c>.</param>
/// <param name="AppealWithinDays">Days to appeal within, as the holder's instruction says.</param>
/// <param name="DecidedBy">The holder's officer.</param>
/// <param name="RegistrationNumber">The holder's registration number.</param>
/// <param name="At">When it was decided.</param>
public sealed record FormalDecision(
    IReadOnlyList<string> Refused, IReadOnlyList<string> Provisions, string Reasons, string AppealUnder, string AppealTo, int AppealWithinDays,
    string DecidedBy,
    string RegistrationNumber, DateTimeOffset At)
{
    internal JsonObject Write() => JsonSerializer.SerializeToNode(this)!.AsObject();

    internal static FormalDecision Read(JsonObject tree) =>
        tree.Deserialize<FormalDecision>() ?? throw new InvalidOperationException("a stored decision cannot be read");
}
