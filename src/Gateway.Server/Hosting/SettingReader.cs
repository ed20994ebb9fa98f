using System.Globalization;

namespace Gateway.Server.Hosting;

/// <summary>Reads the settings of a section one by one and keeps what is wrong with each, so that all of it is told together.</summary>
internal sealed class SettingReader(IConfigurationSection section)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SettingProblem> _problems = [];

    /// <summary>A text; a placeholder such as <c>&lt;address&gt;</c>, as shipped files have it, is a problem.</summary>
    public string Text(string name, string otherwise = "")
    {
        _known.Add(name);
        if (section[name] is not { Length: > 0 } value) return otherwise;
        if (value.TrimStart().StartsWith('<') && value.TrimEnd().EndsWith('>'))
            _problems.Add(new SettingProblem(name, $"is still a placeholder: {value}"));
        return value;
    }

    /// <summary>A whole number.</summary>
    public int Number(string name, int otherwise)
    {
        if (Text(name) is not { Length: > 0 } value) return otherwise;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        _problems.Add(new SettingProblem(name, "is not a whole number"));
        return otherwise;
    }

    /// <summary>Yes or no; no where nothing is said.</summary>
    public bool Flag(string name)
    {
        if (Text(name) is not { Length: > 0 } value) return false;
        if (bool.TryParse(value, out var flag)) return flag;
        _problems.Add(new SettingProblem(name, "is neither `true` nor `false`"));
        return false;
    }

    /// <summary>One of the names of an enum; its first where nothing is said.</summary>
    public T Choice<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { Length: > 0 } value) return default;
        var names = Enum.GetNames<T>();
        if (names.Contains(value, StringComparer.OrdinalIgnoreCase)) return Enum.Parse<T>(value, ignoreCase: true);
        _problems.Add(new SettingProblem(name, $"is none of {string.Join(", ", names.Skip(1))}"));
        return default;
    }

    /// <summary>What is wrong with what was read, and every setting that nobody read: one spelled wrong would count for nothing.</summary>
    public IEnumerable<SettingProblem> Problems() => _problems.Concat(
        from setting in section.AsEnumerable(makePathsRelative: true)
        where setting is { Key.Length: > 0, Value: not null } && !_known.Contains(setting.Key)
        select new SettingProblem(setting.Key, "is no setting of this server"));
}
