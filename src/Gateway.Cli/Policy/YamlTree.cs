using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Gateway.Cli.Policy;

/// <summary>Where a node of a JSON tree stood in YAML.</summary>
/// <param name="File">File name.</param>
/// <param name="Line">Line, from 1.</param>
internal readonly record struct YamlPlace(string File, long Line)
{
    public override string ToString() => $"{File}:{Line}";
}

/// <summary>Turns a YAML document into JSON and remembers on which line each path stands.</summary>
internal static class YamlTree
{
    /// <summary>
    /// Reads one node. Plain <c>true</c>, <c>false</c> and whole numbers become JSON booleans and numbers; everything else is
    /// text, so that no spelling (<c>no</c>, <c>on</c>, a date) changes its kind unseen.
    /// </summary>
    public static JsonNode ToJson(YamlNode node, string path, string file, IDictionary<string, YamlPlace> places)
    {
        places[path] = new YamlPlace(file, node.Start.Line);
        switch (node)
        {
            case YamlMappingNode mapping:
                var members = new JsonObject();
                foreach (var (key, value) in mapping.Children)
                {
                    var name = ((YamlScalarNode)key).Value ?? "";
                    members[name] = ToJson(value, $"{path}.{name}", file, places);
                }
                return members;
            case YamlSequenceNode sequence:
                var items = new JsonArray();
                foreach (var (item, index) in sequence.Children.Select((c, i) => (c, i)))
                    items.Add(ToJson(item, $"{path}[{index}]", file, places));
                return items;
            default:
                return Scalar((YamlScalarNode)node);
        }
    }

    private static JsonValue Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != YamlDotNet.Core.ScalarStyle.Plain) return JsonValue.Create(text);
        if (text is "true" or "false") return JsonValue.Create(text == "true");
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }
}
