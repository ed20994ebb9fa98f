using System.Collections.Concurrent;
using Gateway.Parties;

namespace Gateway.Policy.Analysis;

/// <summary>
/// Exactly which disclosures two catalogues decide differently on a day: found on diagrams, slice by slice, and never by trying
/// cases. A slice that would need too much is named as not finished.
/// </summary>
public sealed class CatalogueDifference
{
    /// <summary>The most nodes that one slice may add.</summary>
    public const int NodesPerSlice = 500_000;

    private readonly CaseSpace _space;
    private readonly DateOnly _day;

    private CatalogueDifference(CaseSpace space, DateOnly day) => (_space, _day) = (space, day);

    /// <summary>What differs; empty where nothing does.</summary>
    public IReadOnlyList<ChangedSlices> Changes { get; private set; } = [];

    /// <summary>Slices of which nothing is known, because they needed too much.</summary>
    public IReadOnlyList<Slice> Unfinished { get; private set; } = [];

    /// <summary>
    /// Purposes for which immediate danger lets the case wait in one of the two alone: need-to-know is no part of a slice, so they are told
    /// beside it.
    /// </summary>
    public IReadOnlyList<string> EmergencyPurposes { get; private set; } = [];

    /// <summary>How many slices were compared.</summary>
    public int SliceCount { get; private set; }

    /// <summary>Compares.</summary>
    /// <param name="earlier">The earlier catalogue.</param>
    /// <param name="later">The later one.</param>
    /// <param name="day">The day whose law decides.</param>
    /// <param name="onProgress">Told now and then how many slices of how many are done.</param>
    public static CatalogueDifference Between(Catalogue earlier, Catalogue later, DateOnly day, Action<int, int>? onProgress = null)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        return Between(earlier, later, day, [.. AllOf(earlier, later)], onProgress);
    }

    /// <summary>Compares in some slices only.</summary>
    internal static CatalogueDifference Between(
        Catalogue earlier, Catalogue later, DateOnly day, IReadOnlyList<Slice> slices, Action<int, int>? onProgress = null)
    {
        var (space, common, done) = (new CaseSpace(earlier, later), new CommonLaw(earlier, later), 0);
        var diagram = new Diagram();
        var byPurpose = slices.Select(s => s.Purpose).Distinct().ToDictionary(p => p, _ => new SliceComparison(space, day, diagram));
        var compared = new ComparedSlice?[slices.Count];
        Parallel.ForEach(Partitioner.Create(byPurpose, EnumerablePartitionerOptions.NoBuffering), purpose =>
        {
            for (var i = 0; i < slices.Count; i++)
            {
                if (slices[i].Purpose != purpose.Key) continue;
                if (!common.Covers(slices[i])) compared[i] = purpose.Value.Compare(slices[i], NodesPerSlice);
                if (Interlocked.Increment(ref done) % 1000 != 0) continue;
                lock (byPurpose) onProgress?.Invoke(Volatile.Read(ref done), slices.Count);
            }
        });

        // In the order of the slices, so that the answer is the same however many processors computed it.
        Dictionary<int, List<Slice>> changes = [];
        for (var i = 0; i < slices.Count; i++)
        {
            if (compared[i] is not { Difference: { } difference }) continue;
            var pair = byPurpose[slices[i].Purpose].Copy(difference);
            if (!changes.TryGetValue(pair, out var same)) changes[pair] = same = [];
            same.Add(slices[i]);
        }
        return new CatalogueDifference(space, day)
        {
            SliceCount = slices.Count,
            EmergencyPurposes = [.. EmergenciesOf(earlier).Except(EmergenciesOf(later)).Concat(EmergenciesOf(later).Except(EmergenciesOf(earlier)))
                .Order(StringComparer.Ordinal)],
            Unfinished = [.. slices.Where((_, i) => compared[i] is { IsFinished: false })],
            Changes = [.. changes.SelectMany(c => Kinds(c.Key, c.Value, diagram, space))],
        };
    }

    private static IEnumerable<string> EmergenciesOf(Catalogue catalogue) =>
        catalogue.Vocabulary.Purposes.Values.Where(p => p.AllowsEmergency).Select(p => p.Code);

    /// <summary>One change for each way in which the outcome changes.</summary>
    private static IEnumerable<ChangedSlices> Kinds(int pair, IReadOnlyList<Slice> slices, Diagram diagram, CaseSpace space)
    {
        foreach (var (earlier, later) in from e in Enum.GetValues<Outcome>() from l in Enum.GetValues<Outcome>() where e != l select (e, l))
        {
            var boxes = new Boxes(diagram, space, terminal => terminal == (3 * (int)earlier) + (int)later);
            if (boxes.Count(pair) == 0) continue;
            yield return new ChangedSlices(slices, earlier, later, boxes.Count(pair), boxes.Of(pair).Select(b => new Box(earlier, later, b.Sides)));
        }
    }

    /// <summary>A case of a box, decided by both engines before it is handed out.</summary>
    /// <exception cref="InvalidOperationException">The engine decides it otherwise: the analysis is wrong, and says so.</exception>
    public DisclosureContext WitnessOf(Slice slice, Box box)
    {
        ArgumentNullException.ThrowIfNull(box);
        var context = Witness.Of(slice, box, _space, _day);
        foreach (var (catalogue, expected) in new[] { (_space.Earlier, box.Earlier), (_space.Later, box.Later) })
        {
            var decided = new SectionRuling(context, catalogue, context.Sections[0]).Decide().Outcome;
            if (decided != expected) throw new InvalidOperationException($"the engine decides {decided} where the analysis says {expected}: {slice}");
        }
        return context;
    }

    /// <summary>Every holder, receiver, category and purpose of either.</summary>
    internal static IEnumerable<Slice> AllOf(Catalogue earlier, Catalogue later) =>
        from holder in Enum.GetValues<PartyKind>()
        where holder != PartyKind.Unspecified
        from receiver in Enum.GetValues<PartyKind>()
        where receiver != PartyKind.Unspecified
        from category in earlier.Vocabulary.Categories.Keys.Union(later.Vocabulary.Categories.Keys).Order(StringComparer.Ordinal)
        from purpose in earlier.Vocabulary.Purposes.Keys.Union(later.Vocabulary.Purposes.Keys).Order(StringComparer.Ordinal)
        select new Slice(holder, receiver, category, purpose);
}
