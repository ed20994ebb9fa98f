using System.Text.Json;

namespace Gateway.Policy.Analysis;

/// <summary>
/// What two catalogues have in common: a slice in which nothing plays a part that differs between them needs no comparing. It errs on the
/// side of comparing, since a provision counts as changed by any change of its entry.
/// </summary>
internal sealed class CommonLaw
{
    private readonly bool _isSameVocabulary;
    private readonly Provision[] _changed;

    public CommonLaw(Catalogue earlier, Catalogue later)
    {
        _isSameVocabulary = Texts(earlier.Vocabulary).SequenceEqual(Texts(later.Vocabulary));
        var common = earlier.Provisions.Select(Text).Intersect(later.Provisions.Select(Text)).ToHashSet();
        _changed = [.. earlier.Provisions.Concat(later.Provisions).Where(p => !common.Contains(Text(p)))];
    }

    /// <summary>Whether all that can play a part in a slice is the same in both.</summary>
    public bool Covers(Slice slice) => _isSameVocabulary && !Array.Exists(_changed, p => CanPlayAPart(p, slice));

    // Secrecy protects towards every receiver, and a declared one whatever the holder and the category.
    private static bool CanPlayAPart(Provision p, Slice slice) => p.DeclaredOnly
        || (p.IsForHolder(slice.Holder) && p.IsForCategory(slice.Category) && (p.Kind == ProvisionKind.Secrecy || p.IsForReceiver(slice.Receiver)));

    private static string Text(Provision p) =>
        JsonSerializer.Serialize(p) + string.Concat(p.Conditions.Select(c => JsonSerializer.Serialize<object>(c)));

    private static IEnumerable<string> Texts(CatalogueVocabulary words) =>
    [
        .. Lines(words.Categories), .. Lines(words.Purposes), .. Lines(words.Roles), .. Lines(words.Facts), .. Lines(words.Questions),
        .. Lines(words.Marks), .. Lines(words.Obligations), .. Lines(words.Needs), .. Lines(words.Offences),
    ];

    private static IEnumerable<string> Lines<T>(IReadOnlyDictionary<string, T> table) =>
        table.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => JsonSerializer.Serialize(e.Value)).Append("");
}
