using Gateway.Audit;

namespace Gateway.Client;

/// <summary>
/// The keys of a log that this party believes: the one it was given, and what the log says it was handed over to, kept across restarts. What
/// was said once stands: a log that tells another story of its keys later is refused. Thread-safe; processes may share the file.
/// </summary>
public sealed class LogKeyMemory(ClientState state, NoteVerifier pinned, KeySuccessions successions)
{
    private const int Most = 1000;

    private volatile TrustedLog? _log;

    /// <summary>The log's name.</summary>
    public string Origin => pinned.Name;

    /// <summary>
    /// Whether a key of the log signed the checkpoint; where the known ones did not, the log is asked whether it has another by now.
    /// </summary>
    /// <exception cref="LogForkedException">The log contradicts what it said of its keys before.</exception>
    /// <exception cref="GatewayException">It cannot be asked now.</exception>
    public async ValueTask<bool> TrustsAsync(Checkpoint checkpoint, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        if (checkpoint.Origin != Origin) return false;
        var log = _log ??= new TrustedLog(pinned, Remembered());
        if (log.Trusts(checkpoint)) return true;
        _log = log = Learn(Read(await successions(ct)), checkpoint);
        return log.Trusts(checkpoint);
    }

    private List<KeySuccession> Remembered() =>
        [.. state.Read(r => KeySuccession.Parse(r.GetString(0)), "SELECT note FROM succession WHERE origin = @0 ORDER BY position", Origin)];

    private TrustedLog Learn(IReadOnlyList<KeySuccession> told, Checkpoint checkpoint)
    {
        var remembered = Remembered();
        if (told.Count < remembered.Count || !told.Take(remembered.Count).SequenceEqual(remembered)) throw Forked(remembered, told, checkpoint);
        for (var position = remembered.Count; position < told.Count; position++)
            state.Write("INSERT INTO succession (origin, position, note) VALUES (@0, @1, @2) ON CONFLICT DO NOTHING", Origin, position,
                told[position].Note);
        // Another process of this party may have been told something else at the same moment.
        return Remembered() is var kept && kept.SequenceEqual(told) ? new TrustedLog(pinned, kept) : throw Forked(kept, told, checkpoint);
    }

    private List<KeySuccession> Read(IReadOnlyList<string> notes)
    {
        if (notes.Count > Most) throw new ReceiptRefusedException($"the log tells of more than {Most} keys");
        try
        {
            var told = notes.Select(KeySuccession.Parse).ToList();
            // What does not lead to or from the given key is anybody's story, and is not kept.
            var knows = told.Count == 0 || told.Exists(s => s.From == pinned || s.To == pinned);
            var isChain = told.Zip(told.Skip(1)).All(pair => pair.First.To == pair.Second.From && pair.First.Size <= pair.Second.Size);
            return knows && isChain ? told : throw new ReceiptRefusedException("what the log tells of its keys does not lead to the pinned one");
        }
        catch (FormatException e)
        {
            throw new ReceiptRefusedException(e.Message, e);
        }
    }

    private LogForkedException Forked(IReadOnlyList<KeySuccession> remembered, IReadOnlyList<KeySuccession> told, Checkpoint checkpoint) => new(
        $"the log `{Origin}` tells another story of its keys than before ({told.Count} successions, {remembered.Count} remembered): "
        + "somebody has an earlier key of it", string.Join('\n', remembered.Select(s => s.Note)), checkpoint.Note);
}
