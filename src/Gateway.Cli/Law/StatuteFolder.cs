using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Cli.Law;

/// <summary>
/// The operator's folder of official wordings, one file per statute. It lies beside the installation and is no part of the
/// catalogue: our summaries decide nothing and the wording is not ours to publish.
/// </summary>
internal static class StatuteFolder
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a statute, in place of an earlier import of it.</summary>
    public static void Save(Statute statute, string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"sfs-{statute.Sfs.Replace(':', '-')}.json");
        File.WriteAllText($"{path}.new", JsonSerializer.Serialize(statute, Layout));
        File.Move($"{path}.new", path, overwrite: true);
    }

    /// <summary>Every statute in the folder, by number.</summary>
    /// <exception cref="FormatException">A file is none that <see cref="Save"/> wrote.</exception>
    public static IReadOnlyDictionary<string, Statute> Load(string folder)
    {
        Dictionary<string, Statute> statutes = [];
        foreach (var path in Directory.EnumerateFiles(folder, "sfs-*.json"))
        {
            try
            {
                var statute = JsonSerializer.Deserialize<Statute>(File.ReadAllText(path), Layout)
                    ?? throw new FormatException($"{Path.GetFileName(path)}: holds no statute");
                statutes[statute.Sfs] = statute;
            }
            catch (JsonException e)
            {
                throw new FormatException($"{Path.GetFileName(path)}: not an imported statute: import it again", e);
            }
        }
        return statutes;
    }
}
