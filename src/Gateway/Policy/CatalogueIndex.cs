using System.Collections.Concurrent;
using Gateway.Parties;

namespace Gateway.Policy;

/// <summary>
/// The provisions of a catalogue by where they apply. The law is the same on all days between two on which a provision begins or ends, so
/// what applies is found once per period, holder, receiver and category, when it is first asked for.
/// </summary>
internal sealed class CatalogueIndex
{
    private readonly IReadOnlyList<Provision> _all;
    private readonly int[] _changes; // day numbers
    private readonly ConcurrentDictionary<(int Period, PartyKind Holder, PartyKind Receiver, string Category), ApplicableLaw> _applicable = new();
    private readonly ConcurrentDictionary<(int Period, PartyKind Holder), IReadOnlyList<PartyKind>> _receivers = new();

    public CatalogueIndex(IReadOnlyList<Provision> provisions)
    {
        _all = provisions;
        _changes = [.. provisions.SelectMany(p => new[] { p.ValidFrom?.DayNumber, p.ValidTo?.DayNumber + 1 }).OfType<int>().Distinct().Order()];
    }

    /// <summary>What applies.</summary>
    /// <param name="day">The day whose law decides.</param>
    /// <param name="holder">The disclosing party's kind.</param>
    /// <param name="receiver">The receiving party's kind.</param>
    /// <param name="category">A category of the catalogue: of others there is no end, and what is found is kept.</param>
    public ApplicableLaw On(DateOnly day, PartyKind holder, PartyKind receiver, string category)
    {
        var key = (PeriodOf(day), holder, receiver, category);
        return _applicable.TryGetValue(key, out var known) ? known
            : _applicable.GetOrAdd(key, new ApplicableLaw(_all, InForceOn(day), holder, receiver, category));
    }

    /// <summary>To whom this holder can disclose at all, by the provisions that ask least first; words of provisions, not single kinds.</summary>
    public IReadOnlyList<PartyKind> ReceiversFrom(DateOnly day, PartyKind holder)
    {
        var key = (PeriodOf(day), holder);
        return _receivers.TryGetValue(key, out var known) ? known : _receivers.GetOrAdd(key, [.. InForceOn(day)
            .Where(p => p.Kind is ProvisionKind.Lifting or ProvisionKind.Duty && p.IsForHolder(holder))
            .OrderBy(p => p.Threshold).SelectMany(p => p.Receivers).Distinct()]);
    }

    private int PeriodOf(DateOnly day)
    {
        var at = Array.BinarySearch(_changes, day.DayNumber);
        return at >= 0 ? at + 1 : ~at;
    }

    private IReadOnlyList<Provision> InForceOn(DateOnly day) => [.. _all.Where(p => p.IsInForceOn(day))];
}
