using System.Text.Json.Nodes;
using Gateway.Crypto;
using Gateway.Policy;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Gateway.Cli.Policy;

/// <summary>
/// Compiles a folder of YAML into the catalogue's canonical JSON (RFC 8785). Each file may bring a <c>version</c>, words of the
/// <c>vocabulary</c> and <c>provisions</c>; they are joined in the order of the file names.
/// </summary>
internal static class CatalogueCompiler
{
    /// <summary>The canonical JSON, or every problem with file, line and what would be right.</summary>
    public static (byte[]? Json, IReadOnlyList<string> Problems) Compile(string folder)
    {
        var tree = new JsonObject();
        Dictionary<string, YamlPlace> places = [];
        List<string> problems = [];
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
            Join(tree, file, places, problems);
        if (tree.Count == 0 && problems.Count == 0) problems.Add($"{folder}: holds no .yaml file with a catalogue");
        if (problems.Count > 0) return (null, problems);

        var json = CanonicalJson.Write(tree);
        var (catalogue, issues) = CatalogueReader.Read(json);
        return catalogue is null ? (null, [.. issues.Select(i => Locate(i, places)).Distinct()]) : (json, []);
    }

    private static void Join(JsonObject tree, string path, Dictionary<string, YamlPlace> places, List<string> problems)
    {
        var file = Path.GetFileName(path);
        using var reader = File.OpenText(path);
        var parser = new Parser(reader);
        try
        {
            var stream = new YamlStream();
            stream.Load(parser);
            if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
            {
                problems.Add($"{file}:1: one document with `version`, `vocabulary` or `provisions` is expected");
                return;
            }
            foreach (var (key, value) in root.Children)
                JoinMember(tree, ((YamlScalarNode)key).Value ?? "", value, file, places, problems);
        }
        catch (YamlException e)
        {
            problems.Add($"{file}:{e.Start.Line}: {e.Message}");
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidCastException)
        {
            // The YAML library gives up in these two ways as well, after the line it had come to; the latter is a key that is no word.
            problems.Add($"{file}:{parser.Current?.End.Line ?? 1}: not YAML from about here on");
        }
    }

    private static void JoinMember(
        JsonObject tree, string name, YamlNode value, string file, Dictionary<string, YamlPlace> places, List<string> problems)
    {
        if (name == "vocabulary" && value is YamlMappingNode words)
        {
            var vocabulary = Member(tree, "vocabulary", () => new JsonObject());
            foreach (var (key, list) in words.Children)
                Append((JsonObject)vocabulary, ((YamlScalarNode)key).Value ?? "", "$.vocabulary", list, file, places, problems);
        }
        else if (name == "provisions") Append(tree, name, "$", value, file, places, problems);
        else if (tree.ContainsKey(name)) problems.Add($"{file}:{value.Start.Line}: `{name}` stands in two files");
        else tree[name] = YamlTree.ToJson(value, $"$.{name}", file, places);
    }

    private static void Append(JsonObject into, string name, string path, YamlNode value, string file,
        Dictionary<string, YamlPlace> places, List<string> problems)
    {
        if (value is not YamlSequenceNode sequence)
        {
            problems.Add($"{file}:{value.Start.Line}: `{name}` has to be a list");
            return;
        }
        var list = (JsonArray)Member(into, name, () => new JsonArray());
        foreach (var item in sequence.Children)
            list.Add(YamlTree.ToJson(item, $"{path}.{name}[{list.Count}]", file, places));
    }

    private static JsonNode Member(JsonObject tree, string name, Func<JsonNode> make) => tree[name] ??= make();

    /// <summary>The line of the path, or of the nearest thing around it.</summary>
    private static string Locate(CatalogueIssue issue, Dictionary<string, YamlPlace> places)
    {
        for (var path = issue.Path; path.Length > 0; path = path[..Math.Max(path.LastIndexOf('.'), path.LastIndexOf('['))])
        {
            if (places.TryGetValue(path, out var place)) return $"{place}: {issue.Message}";
            if (path.LastIndexOfAny(['.', '[']) < 0) break;
        }
        return $"{issue.Path}: {issue.Message}";
    }
}
