using System.Globalization;

namespace Gateway.Audit.Witnesses;

/// <summary>Reads a policy line by line (C2SP tlog-policy §Policy file syntax). A line refers to what stands above it.</summary>
internal sealed class PolicyReader
{
    /// <summary>Characters and lines a policy may have; far beyond the 32 of each kind that the specification asks for.</summary>
    private const int MaxLength = 65_536, MaxLines = 1_024;

    private readonly List<NoteVerifier> _logs = [];
    private readonly List<PolicyWitness> _witnesses = [];
    private readonly Dictionary<string, PolicyNode> _nodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private PolicyNode? _quorum;

    private PolicyReader() { }

    /// <exception cref="FormatException">The text is no policy; the message names the line.</exception>
    public static WitnessPolicy Read(string text)
    {
        var lines = text.Split('\n');
        if (text.Length > MaxLength || lines.Length > MaxLines) throw new FormatException("the policy is too long");
        if (lines[^1].Length > 0) throw new FormatException("the policy's last line has no end");
        var reader = new PolicyReader();
        for (var i = 0; i < lines.Length; i++)
        {
            try
            {
                reader.ReadLine(lines[i]);
            }
            catch (FormatException e)
            {
                throw new FormatException($"line {i + 1} of the policy: {e.Message}", e);
            }
        }
        return new WitnessPolicy(reader._logs, reader._witnesses, reader._quorum ?? throw new FormatException("the policy has no quorum"));
    }

    private void ReadLine(string line)
    {
        if (line.Any(c => char.IsControl(c) && c != '\t')) throw new FormatException("a control character");
        var items = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (items.Length == 0 || items[0].StartsWith('#')) return;
        switch (items)
        {
            case ["log", _] or ["log", _, _]:
                AddLog(NoteVerifier.Parse(items[1]));
                return;
            case ["witness", _, _] or ["witness", _, _, _]:
                AddWitness(new PolicyWitness(items[1], NoteVerifier.Parse(items[2]), items.Length > 3 ? AddressOf(items[3]) : null));
                return;
            case ["group", var name, var threshold, .. { Length: > 0 } members]:
                Define(name, GroupOf(threshold, members));
                return;
            case ["quorum", var name]:
                if (_quorum is not null) throw new FormatException("a second quorum");
                _quorum = name == "none" ? PolicyNode.None : Node(name);
                return;
            default:
                throw new FormatException("no `log VKEY [URL]`, `witness NAME VKEY [URL]`, `group NAME all|any|NUMBER NAME...` or `quorum NAME`");
        }
    }

    private void AddLog(NoteVerifier key)
    {
        if (key.IsWitness) throw new FormatException("the key is a witness's");
        if (_logs.Any(key.HasSameKeyAs)) throw new FormatException("the log's key stands there already");
        _logs.Add(key);
    }

    private void AddWitness(PolicyWitness witness)
    {
        if (!witness.Key.IsWitness) throw new FormatException("the key is not a witness's");
        if (_witnesses.Any(w => w.Key.HasSameKeyAs(witness.Key))) throw new FormatException("the witness's key stands there already");
        Define(witness.Name, PolicyNode.Of(witness));
        _witnesses.Add(witness);
    }

    private PolicyNode GroupOf(string threshold, string[] members)
    {
        var nodes = members.Select(Member).ToList();
        var least = threshold switch
        {
            "any" => 1,
            "all" => nodes.Count,
            _ => int.TryParse(threshold, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
        };
        return least >= 1 && least <= nodes.Count
            ? new PolicyNode(least, [], nodes)
            : throw new FormatException("a group asks for `any`, `all` or 1 to as many as it has members");
    }

    private PolicyNode Member(string name) =>
        _members.Add(name) ? Node(name) : throw new FormatException($"`{name}` is a member already");

    private PolicyNode Node(string name) =>
        _nodes.TryGetValue(name, out var node) ? node : throw new FormatException($"`{name}` is defined nowhere above");

    private void Define(string name, PolicyNode node)
    {
        if (name == "none" || !_nodes.TryAdd(name, node)) throw new FormatException($"`{name}` cannot be defined");
    }

    private static Uri AddressOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && IsWeb(address)
        ? address
        : throw new FormatException("the address is not one of https, or of http on this machine");

    /// <summary>Without TLS only to a proxy on the same machine.</summary>
    private static bool IsWeb(Uri address) => address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
