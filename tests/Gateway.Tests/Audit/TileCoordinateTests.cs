using Gateway.Audit;

namespace Gateway.Tests.Audit;

public sealed class TileCoordinateTests
{
    [TestCase(0, 0, 256, "tile/0/000")]
    [TestCase(0, 1_234_067, 256, "tile/0/x001/x234/067")]
    [TestCase(1, 1_000, 17, "tile/1/x001/000.p/17")]
    [TestCase(63, 999, 1, "tile/63/999.p/1")]
    public void Path_PlaceAndWidth_IsTheOneSpellingAndReadsBack(int level, long number, int width, string path)
    {
        Assert.That(new TileCoordinate(level, number).Path(width), Is.EqualTo(path));
        Assert.That(TileCoordinate.TryParse(path, out var readLevel, out var readNumber, out var readWidth));
        Assert.That((readLevel, readNumber, readWidth), Is.EqualTo(((int?)level, number, width)));
    }

    [Test]
    public void TryParse_EntryBundle_HasNoLevel()
    {
        Assert.That(TileCoordinate.TryParse("tile/entries/x001/002.p/3", out var level, out var number, out var width));
        Assert.That((level, number, width), Is.EqualTo(((int?)null, 1_002L, 3)));
    }

    [TestCase("tile/0/0")]
    [TestCase("tile/0/0000")]
    [TestCase("tile/0/001/002")]
    [TestCase("tile/0/x000/001")]
    [TestCase("tile/0/x001/x002")]
    [TestCase("tile/0/xx01")]
    [TestCase("tile/64/000")]
    [TestCase("tile/00/000")]
    [TestCase("tile/-1/000")]
    [TestCase("tile/0/000.p/0")]
    [TestCase("tile/0/000.p/256")]
    [TestCase("tile/0/000.p/01")]
    [TestCase("tile/0/000.p")]
    [TestCase("tile/0/../000")]
    [TestCase("tile/0/x999/x999/x999/x999/x999/x999/x999/999")]
    [TestCase("tile/other/000")]
    [TestCase("/tile/0/000")]
    [TestCase("tile/0")]
    [TestCase("")]
    public void TryParse_OtherSpelling_IsRefused(string path) =>
        Assert.That(TileCoordinate.TryParse(path, out _, out _, out _), Is.False);

    [Test]
    public void AllOf_SeventyThousand_HasTheWidthsOfTheSpecificationsExample()
    {
        var tiles = TileCoordinate.AllOf(70_000).ToList();
        Assert.That(tiles.Count(t => t.Tile.Level == 0 && t.Width == 256), Is.EqualTo(273));
        Assert.That(tiles.Where(t => t.Width < 256).Select(t => t.Tile.Path(t.Width)),
            Is.EqualTo(new[] { "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1" }));
    }

    [Test]
    public void AllOf_256_IsOneFullTileAndItsRoot() =>
        Assert.That(TileCoordinate.AllOf(256).Select(t => t.Tile.Path(t.Width)), Is.EqualTo(new[] { "tile/0/000", "tile/1/000.p/1" }));

    [Test]
    public void AllOf_Empty_IsNothing() => Assert.That(TileCoordinate.AllOf(0), Is.Empty);
}
