using System.Text.Json.Nodes;

namespace Gateway.Records.Erasure;

/// <summary>How much an erasure takes; it names nobody.</summary>
/// <param name="Sections">Sections, each in all its versions.</param>
/// <param name="Requests">Requests to the party or by it.</param>
/// <param name="Alerts">Alerts that the party sent.</param>
/// <param name="Consents">Consents.</param>
/// <param name="Cases">Closed cases that lose their link to a person.</param>
/// <param name="LogDetails">The party's views of log entries.</param>
public sealed record ErasureCounts(int Sections, int Requests, int Alerts, int Consents, int Cases, int LogDetails)
{
    /// <summary>Whether there is nothing to erase.</summary>
    public bool IsNothing => Sections + Requests + Alerts + Consents + Cases + LogDetails == 0;

    /// <summary>As an entry and a row hold it.</summary>
    public JsonObject Write() => new()
    {
        ["sections"] = Sections, ["requests"] = Requests, ["alerts"] = Alerts, ["consents"] = Consents, ["cases"] = Cases,
        ["logDetails"] = LogDetails,
    };

    /// <summary>Reads it back.</summary>
    public static ErasureCounts Read(JsonObject tree) => new(
        Of(tree, "sections"), Of(tree, "requests"), Of(tree, "alerts"), Of(tree, "consents"), Of(tree, "cases"), Of(tree, "logDetails"));

    private static int Of(JsonObject tree, string name) => tree[name]?.GetValue<int>() ?? 0;
}
