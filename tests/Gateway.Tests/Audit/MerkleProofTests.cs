using System.Text.Json;
using Gateway.Audit;

namespace Gateway.Tests.Audit;

public sealed class MerkleProofTests
{
    private const string Origin = "https://github.com/transparency-dev/merkle (testdata)";

    private sealed record InclusionProbe(ulong LeafIdx, ulong TreeSize, byte[]? Root, byte[]? LeafHash, byte[][]? Proof, string Desc, bool WantErr);

    private sealed record ConsistencyProbe(long Size1, long Size2, byte[]? Root1, byte[]? Root2, byte[][]? Proof, string Desc, bool WantErr);

    private sealed record SubtreeInclusionProbe(
        ulong LeafIdx, ulong Start, ulong End, byte[]? Root, byte[]? LeafHash, byte[][]? Proof, string Desc, bool WantErr);

    private sealed record SubtreeConsistencyProbe(
        long Start, long End, long Size, byte[]? Root1, byte[]? Root2, byte[][]? Proof, string Desc, bool WantErr);

    [Test]
    public void VerifyInclusion_ProbesOfTransparencyDev_AreDecidedAsThere()
    {
        var probes = Read<InclusionProbe>("inclusion");
        using (Assert.EnterMultipleScope())
            foreach (var probe in probes)
                Assert.That(
                MerkleProof.VerifyInclusion(
                    unchecked((long)probe.LeafIdx), unchecked((long)probe.TreeSize), probe.LeafHash, probe.Proof ?? [], probe.Root),
                Is.Not.EqualTo(probe.WantErr), $"{probe.LeafIdx} of {probe.TreeSize}: {probe.Desc}");
    }

    [Test]
    public void VerifyConsistency_ProbesOfTransparencyDev_AreDecidedAsThere()
    {
        var probes = Read<ConsistencyProbe>("consistency");
        using (Assert.EnterMultipleScope())
            foreach (var probe in probes)
                Assert.That(
                MerkleProof.VerifyConsistency(probe.Size1, probe.Size2, probe.Root1, probe.Root2, probe.Proof ?? []),
                Is.Not.EqualTo(probe.WantErr), $"{probe.Size1} to {probe.Size2}: {probe.Desc}");
    }

    [Test]
    public void VerifyInclusion_SubtreeProbesOfTransparencyDev_AreDecidedAsThere()
    {
        var probes = Read<SubtreeInclusionProbe>("subtreeinclusion");
        using (Assert.EnterMultipleScope())
            foreach (var probe in probes)
                Assert.That(
                MerkleSubtree.VerifyInclusion(unchecked((long)probe.LeafIdx), unchecked((long)probe.Start), unchecked((long)probe.End),
                    probe.LeafHash, probe.Proof ?? [], probe.Root),
                Is.Not.EqualTo(probe.WantErr), $"{probe.LeafIdx} of {probe.Start} to {probe.End}: {probe.Desc}");
    }

    [Test]
    public void VerifyConsistency_SubtreeProbesOfTransparencyDev_AreDecidedAsThere()
    {
        var probes = Read<SubtreeConsistencyProbe>("subtreeconsistency");
        using (Assert.EnterMultipleScope())
            foreach (var probe in probes)
                Assert.That(
                MerkleSubtree.VerifyConsistency(probe.Start, probe.End, probe.Size, probe.Root1, probe.Root2, probe.Proof ?? []),
                Is.Not.EqualTo(probe.WantErr), $"{probe.Start} to {probe.End} of {probe.Size}: {probe.Desc}");
    }

    private static IReadOnlyList<T> Read<T>(string kind)
    {
        var folder = OutsideVectors.Require($"tlog/merkle/{kind}", Origin);
        List<T> probes = [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(f => JsonSerializer.Deserialize<T>(File.ReadAllBytes(f), JsonSerializerOptions.Web)
                ?? throw new InvalidDataException(f))];
        Assert.That(probes, Is.Not.Empty);
        return probes;
    }
}
