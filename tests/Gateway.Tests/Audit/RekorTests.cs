using System.Text;
using System.Text.Json;
using Gateway.Audit;

namespace Gateway.Tests.Audit;

/// <summary>Entries of a public log: leaf hashes, inclusion proofs to 1.3 billion entries, checkpoints signed with ECDSA and Ed25519.</summary>
public sealed class RekorTests
{
    private const string Origin = "https://github.com/sigstore/sigstore-conformance (test/assets/bundle-verify)";

    private static readonly byte[] Ed25519Prefix = Convert.FromHexString("302a300506032b6570032100");

    [Test]
    public void VerifyInclusion_EntriesOfAPublicLog_AreDecidedAsComputed() => EachCase((found, _) =>
    {
        var leaf = MerkleTree.LeafHash(found.GetProperty("leafBody").GetBytesFromBase64());
        Assert.That(Convert.ToBase64String(leaf), Is.EqualTo(found.GetProperty("leafHash").GetString()));
        List<byte[]> proof = [.. found.GetProperty("hashes").EnumerateArray().Select(h => h.GetBytesFromBase64())];
        var isIncluded = MerkleProof.VerifyInclusion(found.GetProperty("logIndex").GetInt64(), found.GetProperty("treeSize").GetInt64(),
            leaf, proof, found.GetProperty("rootHash").GetBytesFromBase64());
        Assert.That(isIncluded, Is.EqualTo(found.GetProperty("computed").GetProperty("inclusionProofMatchesRootHash").GetBoolean()));
    });

    [Test]
    public void Checkpoint_OfAPublicLog_ReadsAndVerifiesAsComputed() => EachCase((found, logs) =>
    {
        var computed = found.GetProperty("computed");
        var signatures = computed.GetProperty("signatures").EnumerateArray().ToList();
        var text = found.GetProperty("checkpoint").GetString()!;
        if (!computed.GetProperty("checkpointTextWellFormed").GetBoolean() || signatures.Count == 0)
        {
            Assert.That(() => Checkpoint.Parse(text), Throws.InstanceOf<FormatException>());
            return;
        }
        var checkpoint = Checkpoint.Parse(text);
        Assert.That(checkpoint.Note, Is.EqualTo(text));
        Assert.That(checkpoint.Root.Span.SequenceEqual(found.GetProperty("rootHash").GetBytesFromBase64()),
            Is.EqualTo(computed.GetProperty("checkpointRootEqualsRootHash").GetBoolean()));
        Assert.That(checkpoint.Size == found.GetProperty("treeSize").GetInt64(), Is.EqualTo(computed.GetProperty("checkpointSizeEqualsTreeSize").GetBoolean()));
        foreach (var signature in signatures)
        {
            var name = signature.GetProperty("name").GetString()!;
            var keys = logs.Select(spki => VerifierOf(name, spki)).ToArray();
            var line = SignedNote.Parse(text).Signatures.Single(s => $"{s.KeyId:x8}" == signature.GetProperty("keyId").GetString());
            var verifies = signature.GetProperty("verifiesWithSpki").GetString() is { } by
                && VerifierOf(name, Convert.FromBase64String(by)).Verify(Encoding.UTF8.GetBytes(checkpoint.Text), line);
            Assert.That(verifies, Is.EqualTo(signature.GetProperty("verifiesWithSpki").ValueKind == JsonValueKind.String));
            var known = keys.Where(k => k.Made(line)).ToArray();
            // The key's id is part of who it is: a good signature under another id is nobody's.
            Assert.That(checkpoint.SignedOnlyBy(known).IsTrusted(known), Is.EqualTo(verifies && known.Length > 0), $"{known.Length}");
        }
    });

    private static void EachCase(Action<JsonElement, IReadOnlyList<byte[]>> check)
    {
        using var rekor = JsonDocument.Parse(File.ReadAllBytes(OutsideVectors.Require("tlog/rekor/rekor-inclusion.json", Origin)));
        List<byte[]> logs = [.. rekor.RootElement.GetProperty("logs").EnumerateArray().Select(l => l.GetProperty("spkiDerBase64").GetBytesFromBase64())];
        var cases = rekor.RootElement.GetProperty("cases").EnumerateArray().ToList();
        Assert.That(cases, Is.Not.Empty);
        using (Assert.EnterMultipleScope())
            foreach (var found in cases) check(found, logs);
    }

    private static NoteVerifier VerifierOf(string name, byte[] spki) => spki.AsSpan().StartsWith(Ed25519Prefix)
        ? NoteVerifier.OfLog(name, spki[Ed25519Prefix.Length..])
        : NoteVerifier.OfVault(name, spki);
}
