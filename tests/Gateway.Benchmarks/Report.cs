using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateway.Benchmarks;

/// <summary>The figures of one run, with the machine they hold for.</summary>
/// <param name="Title">What was measured, and what is not in it.</param>
/// <param name="Figures">The values, in the order to be read.</param>
public sealed record Report(string Title, IReadOnlyList<Figure> Figures)
{
    /// <summary>Where and when it ran.</summary>
    public Machine Machine { get; } = Machine.Read();

    /// <summary>A member per figure, and the machine.</summary>
    public JsonObject ToJson()
    {
        var tree = new JsonObject
        {
            ["title"] = Title,
            ["at"] = Machine.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["cores"] = Machine.Cores,
            ["memoryMiB"] = Machine.MemoryMiB,
            ["loadAverage"] = Machine.LoadAverage,
        };
        foreach (var figure in Figures) tree[figure.Name] = Math.Round(figure.Value, 3);
        tree["targets"] = new JsonObject(Figures.Where(f => f.IsMet is not null)
            .Select(f => KeyValuePair.Create<string, JsonNode?>(f.Name, f.IsMet)));
        return tree;
    }

    /// <summary>A table for people.</summary>
    public override string ToString() => string.Join(Environment.NewLine, [Title, Machine.ToString(), .. Figures.Select(f => f.ToString())]);
}
