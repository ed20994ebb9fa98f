using System.Text.Json.Nodes;
using System.Text.Json;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Policy;

namespace Gateway.Records;

/// <summary>One answer to a statutory question, as an officer of the holder gives it.</summary>
/// <param name="Question">Question code.</param>
/// <param name="Holds">The answer.</param>
/// <param name="Section">The section it is about; null: all.</param>
public sealed record Answer(string Question, bool Holds, string? Section);

/// <summary>
/// What one officer of the holder answered to one request, when, and on which sections: answers count for those alone, so that
/// what is deposited later is not released on them.
/// </summary>
internal sealed record Assessment(
    string Officer, IReadOnlyList<string> Roles, IReadOnlyList<Answer> Answers, bool Approves, DateTimeOffset At,
    IReadOnlyDictionary<string, string> Sections)
{
    /// <summary>How long an assessment counts.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromDays(30);

    /// <summary>The marks of sections, by category, that an assessment is bound to.</summary>
    public static IReadOnlyDictionary<string, string> Bind(IReadOnlyDictionary<string, StoredSection> sections) => sections.ToDictionary(
        s => s.Key, s => $"{Convert.ToHexString(s.Value.CiphertextDigest.Span)}/{Convert.ToHexString(s.Value.FactsDigest.Span)}");

    /// <summary>Whether it was given on exactly these sections.</summary>
    public bool IsOn(IReadOnlyDictionary<string, StoredSection> sections)
    {
        var now = Bind(sections);
        return now.Count == Sections.Count && now.All(s => Sections.GetValueOrDefault(s.Key) == s.Value);
    }

    /// <summary>The answers as facts about those of these sections that it was given on.</summary>
    public IEnumerable<Fact> FactsOn(IReadOnlyDictionary<string, StoredSection> sections) =>
        from section in Bind(sections)
        where Sections.GetValueOrDefault(section.Key) == section.Value
        from answer in Answers
        where answer.Section is null || answer.Section == section.Key
        select new Fact
        {
            Name = answer.Question, Value = answer.Holds, Section = section.Key, Source = FactSource.Assessed, Officer = Officer,
            OfficerRoles = Roles,
        };

    public JsonObject Write() => JsonSerializer.SerializeToNode(this)!.AsObject();

    /// <summary>A stored assessment of a request.</summary>
    public static Assessment Open(string request, ReadOnlyMemory<byte> box, LogKey holderKey) =>
        Read(SealedJson.Open(holderKey.Keys, box.Span, $"assessment:{request}"));

    private static Assessment Read(JsonObject tree) =>
        tree.Deserialize<Assessment>() ?? throw new InvalidOperationException("a stored assessment cannot be read");
}
