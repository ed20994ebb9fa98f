using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Policy;

namespace Gateway.Records;

/// <summary>One answer to a statutory question, as an officer of the holder gives it.</summary>
/// <param name="Question">Question code.</param>
/// <param name="Holds">The answer.</param>
/// <param name="Section">The section it is about; null: all.</param>
public sealed record Answer(string Question, bool Holds, string? Section);

/// <summary>What one officer of the holder answered to one request, and when.</summary>
internal sealed record Assessment(
    string Officer, IReadOnlyList<string> Roles, IReadOnlyList<Answer> Answers, bool Approves, DateTimeOffset At)
{
    /// <summary>How long an assessment counts.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromDays(30);

    public IEnumerable<Fact> Facts => Answers.Select(a => new Fact
    {
        Name = a.Question, Value = a.Holds, Section = a.Section, Source = FactSource.Assessed, Officer = Officer, OfficerRoles = Roles,
    });

    public JsonObject Write() => JsonSerializer.SerializeToNode(this)!.AsObject();

    public static Assessment Read(JsonObject tree) =>
        tree.Deserialize<Assessment>() ?? throw new InvalidOperationException("a stored assessment cannot be read");
}
