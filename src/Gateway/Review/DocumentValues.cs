using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Review;

/// <summary>How times, codes and provisions stand in the documents for legal staff, in Swedish.</summary>
internal static class DocumentValues
{
    /// <summary>A provision as it is cited, with how sure we are of the text.</summary>
    public static string Provision(string id, Catalogue law) => law.Find(id) is { } provision
        ? provision.Certainty == Certainty.Verified ? provision.Citation : $"{provision.Citation} (ej verifierad)"
        : id;

    public static string Category(string code, Catalogue law) =>
        law.Vocabulary.Categories.TryGetValue(code, out var category) ? category.Text.Sv : code;

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);

    /// <summary>The minute by the clocks in Stockholm.</summary>
    public static string Minute(DateTimeOffset at) => SwedishTime.ClockAt(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The second by the clocks in Stockholm.</summary>
    public static string Second(DateTimeOffset at) => SwedishTime.ClockAt(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
