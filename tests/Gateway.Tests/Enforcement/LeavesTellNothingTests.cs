using System.Security.Cryptography;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Enforcement;

/// <summary>
/// Who reads the tree cannot tell permitted, refused and waiting requests apart (design §1.8). Their leaves look the same but for the bytes that are
/// to be random; of those, each position is compared between the groups by a chi-square test of homogeneity, and within a request by how often
/// its leaves have a byte in common. Threshold: 8 standard deviations, by which over all positions less than one run in a million alarms
/// falsely.
/// </summary>
public sealed class LeavesTellNothingTests
{
    private const int RequestsOfEach = 400;
    private const int LeavesOfEach = 4;
    private const double Threshold = 8;

    private readonly LeafGroup _permitted = new("permitted"), _refused = new("refused"), _waiting = new("waiting");

    private IEnumerable<LeafGroup> Groups => [_permitted, _refused, _waiting];

    [OneTimeSetUp]
    public async Task Ask()
    {
        await using var house = await OpenAsync();
        for (var i = 0; i < RequestsOfEach; i++)
        {
            _permitted.Add(await LeavesAsync(house, TestMatter.Contact(house), Outcome.Permit));
            _refused.Add(await LeavesAsync(house, TestMatter.Refused(house), Outcome.Deny));
            _waiting.Add(await LeavesAsync(house, TestMatter.Waiting(house), Outcome.AwaitingAssessment));
        }
    }

    [Test]
    public void Leaves_OfEveryOutcome_HaveOneLook() =>
        Assert.That(Groups.SelectMany(g => g.Looks).Distinct().ToList(), Has.Count.EqualTo(1), "number, lengths, kinds, parties, times");

    [Test]
    public void RandomBytes_OfEveryOutcome_ComeFromOneDistribution()
    {
        for (var at = 0; at < LeafGroup.RandomBytes; at++) Assert.That(Deviation(at, Groups), Is.LessThan(Threshold), $"position {at}");
    }

    [Test]
    public void LeavesOfOneRequest_OfEveryOutcome_HaveNothingInCommon()
    {
        foreach (var group in Groups)
            for (var at = 0; at < LeafGroup.RandomBytes; at++)
                Assert.That(Together(at, group), Is.LessThan(Threshold), $"{group.Name}, position {at}");
    }

    [Test]
    public void RandomBytes_OneOfThemLean_IsFound()
    {
        // One bit of one byte that is set three times in four instead of twice.
        var leaning = Planted(bytes => bytes[7] |= (byte)(bytes[8] & 1));
        Assert.That(Deviation(7 + 2 * 32, [_refused, _waiting, leaning]), Is.GreaterThan(Threshold));
    }

    [Test]
    public void LeavesOfOneRequest_OneCommitmentForAll_IsFound()
    {
        var shared = new byte[32];
        var planted = Planted(bytes => shared.CopyTo(bytes, 0));
        Assert.That(Together(2 * 32, planted), Is.GreaterThan(Threshold));
    }

    private static async Task<IEnumerable<ReadOnlyMemory<byte>>> LeavesAsync(TestGate house, Matter matter, Outcome expected)
    {
        var enforced = await house.Gate.DecideAsync(Social, Police, Police, (_, _) => ValueTask.FromResult(matter), (_, _, _) => ValueTask.FromResult(0), default);
        Assert.That((enforced.Ruling.Told.Sections[0].Outcome, enforced.Permit is not null), Is.EqualTo((expected, expected == Outcome.Permit)));
        return enforced.Ruling.Entries.Select(e => e.Leaf);
    }

    /// <summary>Groups by value: chi-square over its degrees of freedom, as standard deviations of a normal (Wilson and Hilferty).</summary>
    private static double Deviation(int position, IEnumerable<LeafGroup> groups)
    {
        // Sixteen classes for each half of the byte's values, so that each is expected a hundred times: high half, then low half.
        var counts = groups.Select(g => g.CountsAt(position)).Select(c => Enumerable.Range(0, 16).Select(h => c[(h * 16)..(h * 16 + 16)].Sum())
            .Concat(Enumerable.Range(0, 16).Select(l => Enumerable.Range(0, 16).Sum(h => c[h * 16 + l]))).ToArray()).ToList();
        return Math.Max(Normal(counts, 0), Normal(counts, 16));
    }

    private static double Normal(List<int[]> counts, int first)
    {
        double all = counts.Sum(c => c[first..(first + 16)].Sum());
        var statistic = 0.0;
        for (var value = first; value < first + 16; value++)
        {
            var share = counts.Sum(c => c[value]) / all;
            foreach (var group in counts)
            {
                var expected = share * group[first..(first + 16)].Sum();
                statistic += Math.Pow(group[value] - expected, 2) / expected;
            }
        }
        var freedom = 15.0 * (counts.Count - 1);
        return (Math.Cbrt(statistic / freedom) - 1 + 2 / (9 * freedom)) / Math.Sqrt(2 / (9 * freedom));
    }

    /// <summary>Pairs beyond what chance gives, in standard deviations.</summary>
    private static double Together(int position, LeafGroup group)
    {
        var pairs = group.Requests * LeavesOfEach * (LeavesOfEach - 1) / 2;
        return (group.PairsAt(position) - pairs / 256.0) / Math.Sqrt(pairs / 256.0 * 255 / 256);
    }

    private static LeafGroup Planted(Action<byte[]> spoil)
    {
        var group = new LeafGroup("planted");
        for (var i = 0; i < RequestsOfEach; i++) group.Add(Enumerable.Range(0, LeavesOfEach).Select(_ => Leaf(spoil)));
        return group;
    }

    private static ReadOnlyMemory<byte> Leaf(Action<byte[]> spoil)
    {
        var release = RandomNumberGenerator.GetBytes(32);
        spoil(release);
        return new EntryLeaf
        {
            Id = Identifiers.New(At), At = At, Kind = EntryKind.Request, Holder = Social, Counterpart = Police,
            HolderView = RandomNumberGenerator.GetBytes(32), CounterpartView = RandomNumberGenerator.GetBytes(32), Release = release,
        }.Write();
    }
}
