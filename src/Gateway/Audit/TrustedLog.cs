namespace Gateway.Audit;

/// <summary>
/// A log as somebody trusts it who was given one of its keys by another way than from the log: that key, and those it was handed over to
/// or from, each for the sizes of the tree at which it counted. Immutable.
/// </summary>
public sealed class TrustedLog
{
    private readonly List<(NoteVerifier Key, long From, long Until)> _keys;

    /// <param name="pinned">The key that was given.</param>
    /// <param name="successions">What the log says of its keys, oldest first; those that do not lead to or from the given key say nothing.</param>
    public TrustedLog(NoteVerifier pinned, IReadOnlyList<KeySuccession> successions)
    {
        ArgumentNullException.ThrowIfNull(pinned);
        Origin = pinned.Name;
        _keys = [(pinned, 0, long.MaxValue)];
        foreach (var next in successions)
        {
            var (last, from, _) = _keys[^1];
            if (next.From != last || next.Size < from) continue;
            _keys[^1] = (last, from, next.Size);
            _keys.Add((next.To, next.Size, long.MaxValue));
        }
        foreach (var earlier in successions.Reverse())
        {
            var (first, _, until) = _keys[0];
            if (earlier.To != first || earlier.Size > until) continue;
            _keys[0] = (first, earlier.Size, until);
            _keys.Insert(0, (earlier.From, 0, earlier.Size));
        }
    }

    /// <summary>First line of the log's checkpoints, and the name of its keys.</summary>
    public string Origin { get; }

    /// <summary>The key that counts now, as far as is known here.</summary>
    public NoteVerifier Current => _keys[^1].Key;

    /// <summary>Whether a key that counts at the checkpoint's size signed it, and none of them wrongly.</summary>
    public bool Trusts(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return checkpoint.Origin == Origin
            && checkpoint.IsTrusted([.. _keys.Where(k => k.From <= checkpoint.Size && checkpoint.Size <= k.Until).Select(k => k.Key)]);
    }
}
