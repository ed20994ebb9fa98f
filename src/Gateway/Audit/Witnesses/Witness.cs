using System.Security.Cryptography;
using System.Text;

namespace Gateway.Audit.Witnesses;

/// <summary>
/// A witness (C2SP tlog-witness): cosigns a log's checkpoint only where it extends every checkpoint of that log it has cosigned
/// before, and remembers it first. Thread-safe.
/// </summary>
public sealed class Witness
{
    private readonly CosignatureSigner _signer;
    private readonly Dictionary<string, NoteVerifier[]> _keysOf;
    private readonly Dictionary<string, string> _originOf;
    private readonly IWitnessState _state;
    private readonly TimeProvider _time;

    /// <param name="signer">Its key.</param>
    /// <param name="logs">Keys of the logs it watches; a log's origin is its keys' name, and it may have several.</param>
    /// <param name="state">What must not be forgotten.</param>
    /// <param name="time">The clock of cosignatures.</param>
    public Witness(CosignatureSigner signer, IEnumerable<NoteVerifier> logs, IWitnessState state, TimeProvider time)
    {
        (_signer, _state, _time) = (signer, state, time);
        _keysOf = logs.GroupBy(k => k.Name).ToDictionary(g => g.Key, g => g.ToArray());
        _originOf = _keysOf.Keys.ToDictionary(PathOf);
    }

    /// <summary>
    /// Answers an <c>add-checkpoint</c>:
    /// <list type="number">
    /// <item>400 where the body is none; 404 where the log is not watched, 403 where none of its keys signed;</item>
    /// <item>400 where the old size is beyond the checkpoint's, 409 where it is not the newest seen;</item>
    /// <item>422 where the proof does not lead from what was seen to the checkpoint;</item>
    /// <item>stores the checkpoint, unless another one came first, which begins again at 2;</item>
    /// <item>200 with the cosignature.</item>
    /// </list>
    /// </summary>
    public async ValueTask<WitnessAnswer> AddCheckpointAsync(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        AddCheckpoint asked;
        try
        {
            asked = AddCheckpoint.Parse(body.Span);
        }
        catch (MalformedSignatureException)
        {
            return WitnessAnswer.Untrusted;
        }
        catch (FormatException e)
        {
            return WitnessAnswer.Malformed(e.Message);
        }
        var (origin, size) = (asked.Checkpoint.Origin, asked.Checkpoint.Size);
        if (!_keysOf.TryGetValue(origin, out var keys)) return WitnessAnswer.UnknownLog;
        if (!asked.Checkpoint.IsTrusted(keys)) return WitnessAnswer.Untrusted;
        if (asked.OldSize > size) return WitnessAnswer.Malformed("the old size is beyond the checkpoint's");

        while (true)
        {
            var seen = await _state.NewestAsync(origin, ct);
            if (asked.OldSize != (seen?.Size ?? 0)) return WitnessAnswer.OtherSize(seen?.Size ?? 0);
            if (!Extends(asked, seen)) return WitnessAnswer.Inconsistent;
            // What others signed, and what strangers wrote under it, is not passed on.
            var trusted = asked.Checkpoint.SignedOnlyBy(keys);
            var cosignature = _signer.Cosign(trusted, _time.GetUtcNow());
            var cosigned = trusted.With([cosignature]);
            if (cosigned.Note.Length > SignedNote.MaxLength) return WitnessAnswer.Malformed("the checkpoint is too long to be cosigned");
            // INVARIANT: the checkpoint is durable here before the cosignature leaves; a crash in between has shown it to nobody.
            if (await _state.TryReplaceAsync(origin, seen, cosigned, ct)) return WitnessAnswer.Cosigned(cosignature);
        }
    }

    /// <summary>The newest checkpoint it cosigned of a log, with its cosignature; null where there is none.</summary>
    /// <param name="log">The log as <see cref="PathOf"/> names it.</param>
    /// <param name="ct">Ends the reading.</param>
    public async ValueTask<Checkpoint?> NewestAsync(string log, CancellationToken ct) =>
        _originOf.TryGetValue(log, out var origin) ? await _state.NewestAsync(origin, ct) : null;

    /// <summary>How a witness's addresses name a log: its origin's SHA-256 in hexadecimal.</summary>
    public static string PathOf(string origin) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    private static bool Extends(AddCheckpoint asked, Checkpoint? seen)
    {
        var size = asked.Checkpoint.Size;
        var root = asked.Checkpoint.Root.Span;
        if (size == 0 && !root.SequenceEqual(MerkleTree.EmptyRoot)) return false;
        // Everything extends the empty tree, and takes no proof for it.
        if (asked.OldSize == 0 || seen is null) return asked.Proof.Count == 0;
        return MerkleProof.VerifyConsistency(seen.Size, size, seen.Root.Span, root, asked.Proof);
    }
}
