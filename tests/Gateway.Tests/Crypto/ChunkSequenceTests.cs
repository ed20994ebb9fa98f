using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

/// <summary>Chunks that are not, one after the other and all of them, those of the section.</summary>
internal sealed class ChunkSequenceTests
{
    private readonly TestChunks _with = new();

    [OneTimeTearDown]
    public void DisposeKey() => _with.Dispose();

    [Test]
    public void Sequence_FromFirstToLast_IsWhatTheLabelNames()
    {
        using var sequence = new ChunkSequence(_with.Whole);
        List<byte> opened = [];
        foreach (var chunk in _with.Chunks)
        {
            sequence.Add(chunk);
            opened.AddRange(_with.Key.Open(chunk));
        }
        Assert.That(sequence.RequireWhole, Throws.Nothing);
        Assert.That((sequence.Together().Count, sequence.IsEnded), Is.EqualTo((3, true)));
        Assert.That(opened, Is.EqualTo(_with.Content));
    }

    [TestCase("cut short", 0, 1)]
    [TestCase("`aad.index` is 2 where 1 comes next", 0, 2)]
    [TestCase("`aad.index` is 1 where 0 comes next", 1, 0, 2)]
    [TestCase("`aad.index` is 0 where 1 comes next", 0, 0, 1, 2)]
    [TestCase("`aad.index` is 1 where 2 comes next", 0, 1, 1, 2)]
    [TestCase("the sequence has ended", 0, 1, 2, 2)]
    [TestCase("the sequence has ended", 0, 1, 2, 0)]
    public void Sequence_TruncatedReorderedOrRepeated_IsRefusedByName(string name, params int[] order) =>
        Assert.That(() => Whole(_with.Whole, order.Select(i => _with.Chunks[i])), Refused(name));

    [Test]
    public void Sequence_WithAChunkOfAnotherSection_IsRefused()
    {
        foreach (var other in (SectionLabel[])[TestChunks.Label with { Section = "b" }, TestChunks.Label with { Record = "b" },
            TestChunks.Label with { Version = 2 }, TestChunks.Label with { Holder = "b" }])
            Assert.That(() => Whole(_with.Whole, [_with.Chunks[0], _with.Seal(other, 1), _with.Chunks[2]]), Refused("names another record"));
    }

    [Test]
    public void Sequence_MixedFromTwoSealings_IsNotWhatTheLabelNames()
    {
        using var other = ChunkKey.Generate();
        Assert.That(() => Whole(_with.Whole, [_with.Chunks[0], _with.Seal(TestChunks.Label, 1, other), _with.Chunks[2]]), Refused("not those"));
        Assert.That(() => Whole(_with.Whole, [_with.Chunks[0], _with.Seal(TestChunks.Label, 1), _with.Chunks[2]]), Refused("not those"));
    }

    [Test]
    public void Sequence_OfASectionWithoutChunks_IsNotWhatTheLabelNames() =>
        Assert.That(() => Whole(TestChunks.Label, _with.Chunks), Refused("not those"));

    [Test]
    public void Sequence_EndedTooEarlyByAChunkThatSaysItIsTheLast_IsNotWhatTheLabelNames()
    {
        var cut = new SealedChunk(_with.Chunks[1].Label with { IsLast = true }, _with.Chunks[1].Bytes);
        Assert.That(() => Whole(_with.Whole, [_with.Chunks[0], cut]), Refused("not those"));
        Assert.That(() => _with.Key.Open(cut), Refused("does not open"));
    }

    private static void Whole(SectionLabel section, IEnumerable<SealedChunk> chunks)
    {
        using var sequence = new ChunkSequence(section);
        foreach (var chunk in chunks) sequence.Add(chunk);
        sequence.RequireWhole();
    }

    private static NUnit.Framework.Constraints.IResolveConstraint Refused(string name) =>
        Throws.TypeOf<EnvelopeException>().With.Message.Contains(name);
}
