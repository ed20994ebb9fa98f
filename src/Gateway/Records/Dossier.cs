using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Policy;

namespace Gateway.Records;

/// <summary>What a holder's registers say of a person's identity, over all of its records.</summary>
/// <param name="Person">Pseudonym.</param>
/// <param name="IsProtected">Protected if one record says so, unprotected only if all do.</param>
internal sealed record HeldProtection(ReadOnlyMemory<byte> Person, Truth IsProtected);

/// <summary>
/// What a holder has about one person, category by category, for one request: the newest section of each category asked for, with
/// every person it concerns. What it does not have stands here as not held.
/// </summary>
internal sealed class Dossier
{
    private readonly List<PersonFacts> _persons = [];
    private readonly List<ReadOnlyMemory<byte>> _pseudonyms = [];
    private readonly List<SectionFacts> _sections = [];
    private readonly Dictionary<string, StoredSection> _stored = [];

    public Dossier(RequestContent content, IReadOnlyList<StoredSection> held, LogKey holderKey)
    {
        var opened = held.Select(h => (Stored: h, Facts: Open(h, holderKey))).ToList();
        Add(content.Subject, content.Person(Protection(opened, content.Subject)));
        foreach (var category in content.Categories)
        {
            var newest = held.Where(h => h.Category == category).MaxBy(h => (h.At, h.Version));
            if (newest is null || !Fits(newest)) AddAbsent(category);
            else AddHeld(category, newest, opened.First(o => o.Stored == newest).Facts);
        }
    }

    public IReadOnlyList<PersonFacts> Persons => _persons;

    public IReadOnlyList<ReadOnlyMemory<byte>> Pseudonyms => _pseudonyms;

    public IReadOnlyList<SectionFacts> Sections => _sections;

    public IReadOnlyDictionary<string, StoredSection> Stored => _stored;

    /// <summary>Whether the section of a category was sealed for this request, rather than kept ready.</summary>
    public bool IsFulfilled(string category) => _stored.TryGetValue(category, out var stored) && stored.IsFulfilment;

    /// <summary>The persons beside the one asked about.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Others => _pseudonyms.Skip(1).Where(p => !p.IsEmpty);

    /// <summary>Takes what other records of the holder say of the persons beside the one asked about.</summary>
    public void Take(IEnumerable<HeldProtection> protections)
    {
        foreach (var (person, isProtected) in protections)
            if (IndexOf(person) is > 0 and var at) _persons[at] = _persons[at] with { HasProtectedIdentity = isProtected };
    }

    /// <summary>What the records about a person say of that person's identity together.</summary>
    public static HeldProtection ProtectionOf(ReadOnlyMemory<byte> person, IReadOnlyList<StoredSection> held, LogKey holderKey) =>
        new(person, Protection([.. held.Select(h => (h, Open(h, holderKey)))], person));

    private void AddAbsent(string category) =>
        _sections.Add(new SectionFacts { Id = category, Category = category, Persons = [0], IsHeld = false });

    private void AddHeld(string category, StoredSection stored, SectionFactsJson facts)
    {
        var persons = stored.Persons.Select((p, i) => Add(p, facts.Persons[i])).ToList();
        _sections.Add(facts.Section with { Id = category, Persons = persons, IsHeld = true });
        _stored.Add(category, stored);
    }

    /// <summary>
    /// Whether the section's persons fit into the fixed number of entries. One that does not is treated as not held: the answer is
    /// neutral, and the holder can disclose it in another way.
    /// </summary>
    private bool Fits(StoredSection stored) =>
        _pseudonyms.Count + stored.Persons.Count(p => IndexOf(p) < 0) <= SectionIntake.MostPersons;

    private int Add(ReadOnlyMemory<byte> pseudonym, PersonFacts facts)
    {
        var known = IndexOf(pseudonym);
        if (known == 0) return 0; // the one asked about: as the asker gave the person, with the holder's protection
        if (known > 0)
        {
            _persons[known] = Stricter(_persons[known], facts);
            return known;
        }
        _persons.Add(facts);
        _pseudonyms.Add(pseudonym);
        return _persons.Count - 1;
    }

    private int IndexOf(ReadOnlyMemory<byte> pseudonym) =>
        pseudonym.IsEmpty ? -1 : _pseudonyms.FindIndex(p => p.Span.SequenceEqual(pseudonym.Span));

    /// <summary>The holder's records together: protected if one says so, unprotected only if all do.</summary>
    private static Truth Protection(List<(StoredSection Stored, SectionFactsJson Facts)> opened, ReadOnlyMemory<byte> subject)
    {
        var said = opened.SelectMany(o => o.Stored.Persons.Zip(o.Facts.Persons))
            .Where(p => p.First.Span.SequenceEqual(subject.Span)).Select(p => p.Second.HasProtectedIdentity).ToList();
        if (said.Contains(Truth.True)) return Truth.True;
        return said.Count > 0 && said.TrueForAll(t => t == Truth.False) ? Truth.False : Truth.Unknown;
    }

    private static PersonFacts Stricter(PersonFacts one, PersonFacts other) =>
        one.HasProtectedIdentity == Truth.True || (other.HasProtectedIdentity == Truth.False && one.HasProtectedIdentity == Truth.Unknown)
            ? one
            : one with { HasProtectedIdentity = other.HasProtectedIdentity };

    private static SectionFactsJson Open(StoredSection stored, LogKey key) =>
        SectionFactsJson.Read(SealedJson.Open(key.Keys, stored.SealedFacts.Span, stored.Row));
}
