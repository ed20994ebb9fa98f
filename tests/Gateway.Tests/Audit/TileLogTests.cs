using Gateway.Audit;

namespace Gateway.Tests.Audit;

public sealed class TileLogTests
{
    private static readonly LogSigner Signer = KeysOfOneLog.First;

    [Test]
    public async Task Prove_AnyEntryOfAnySize_VerifiesForItAlone([Values(1, 2, 255, 256, 257, 600)] int size)
    {
        var source = new TileMemory(Signer, size);
        var log = new TileLog(source);
        var checkpoint = await log.CheckpointAsync([Signer.Verifier], default);
        foreach (var index in ((long[])[0, size / 2, size - 1]).Distinct())
        {
            var proof = TlogProof.Parse((await log.ProveAsync(index, checkpoint, default)).ToString());
            Assert.That(proof.Verify(MerkleTree.LeafHash(BitConverter.GetBytes((int)index)), Signer.Verifier));
            Assert.That(proof.Verify(MerkleTree.LeafHash(BitConverter.GetBytes((int)index + 1)), Signer.Verifier), Is.False);
        }
        Assert.That(async () => await log.ProveAsync(size, checkpoint, default), Throws.InstanceOf<InvalidDataException>());
        Assert.That(async () => await log.ProveAsync(-1, checkpoint, default), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public async Task Entries_FromAnyIndex_AreAllThatFollow([Values(0, 255, 256, 599, 600)] int from)
    {
        var source = new TileMemory(Signer, 600);
        List<long> indices = [];
        await foreach (var (index, entry) in new TileLog(source).EntriesAsync(from, source.Checkpoint, default))
        {
            indices.Add(index);
            Assert.That(BitConverter.ToInt32(entry.Span), Is.EqualTo(index));
        }
        Assert.That(indices, Is.EqualTo(Enumerable.Range(from, 600 - from)));
    }

    [Test]
    public async Task Prove_PartialTileDropped_ReadsTheFullOne()
    {
        var (earlier, now) = (new TileMemory(Signer, 300), new TileMemory(Signer, 600));
        now.Files["tile/1/000.p/1"] = now.Files["tile/1/000.p/2"][..32]; // that level has no full one yet
        var proof = await new TileLog(now).ProveAsync(299, earlier.Checkpoint, default);
        Assert.That(proof.Verify(MerkleTree.LeafHash(BitConverter.GetBytes(299)), Signer.Verifier));
    }

    [Test]
    public async Task Extends_EveryPairOfSizes_IsTrueForThisHistoryAlone([Values(0, 1, 255, 256, 300, 600)] int older)
    {
        var now = new TileMemory(Signer, 600);
        var log = new TileLog(now);
        Assert.That(await log.ExtendsAsync(new TileMemory(Signer, older).Checkpoint, now.Checkpoint, default));
        Assert.That(await log.ExtendsAsync(new TileMemory(Signer, older, salt: 1).Checkpoint, now.Checkpoint, default), Is.EqualTo(older == 0));
        Assert.That(await log.ExtendsAsync(new TileMemory(Signer, 601).Checkpoint, now.Checkpoint, default), Is.False, "it is larger");
    }

    [Test]
    public async Task Checkpoint_UnderAKeyThatWasHandedOver_IsTrustedByWhoFollowsIt()
    {
        var source = new TileMemory(KeysOfOneLog.Second, 8);
        var log = new TileLog(source);
        Assert.That(async () => await log.CheckpointAsync([KeysOfOneLog.First.Verifier], default), Throws.InstanceOf<InvalidDataException>());
        source.Files["succession/1"] = System.Text.Encoding.UTF8.GetBytes(KeySuccession.Make(KeysOfOneLog.First, KeysOfOneLog.Second, 5).Note);
        Assert.That((await log.CheckpointAsync([KeysOfOneLog.First.Verifier], default)).Size, Is.EqualTo(8));
        Assert.That(async () => await log.CheckpointAsync([KeysOfOneLog.Third.Verifier], default), Throws.InstanceOf<InvalidDataException>());
    }
}
