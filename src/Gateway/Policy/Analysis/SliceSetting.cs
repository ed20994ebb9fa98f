namespace Gateway.Policy.Analysis;

/// <summary>The provisions that can play a part for one holder, receiver and category, each in its place.</summary>
internal sealed class SliceSetting
{
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="law">What of it is in force.</param>
    /// <param name="space">The cases that are compared.</param>
    /// <param name="slice">Holder, receiver and category; its purpose plays no part here.</param>
    /// <param name="liftings">The numbers given so far, see <see cref="LiftingNumber"/>.</param>
    public SliceSetting(Catalogue catalogue, IReadOnlyList<Provision> law, CaseSpace space, Slice slice, Dictionary<string, int> liftings)
    {
        Provision[] here = [.. law.Where(p => p.IsForHolder(slice.Holder) && p.IsForReceiver(slice.Receiver) && p.IsForCategory(slice.Category))];
        // Secrecy protects whatever its dates; see ApplicableLaw.
        Derived = [.. catalogue.Provisions.Where(p => p.Kind == ProvisionKind.Secrecy && !p.DeclaredOnly
            && p.IsForHolder(slice.Holder) && p.IsForCategory(slice.Category))];
        Declared = [.. space.Declarable.Select(id => catalogue.Find(id) is { Kind: ProvisionKind.Secrecy } secrecy ? secrecy : null)];
        Lifting = [.. here.Where(p => p.Kind is ProvisionKind.Lifting or ProvisionKind.Duty).OrderBy(p => p.Threshold)];
        NotSecret = [.. here.Where(p => p.Kind == ProvisionKind.Duty || p.Conditions.OfType<NotSecret>().Any()).OrderBy(p => p.Threshold)];
        Structural = [.. here.Where(p => p.Kind == ProvisionKind.Structural)];
        Grounds = [.. here.Where(p => p.Kind == ProvisionKind.DataProtection)];
        Hides = Derived.Any(p => p.HidesPerson);
        IsImpersonal = catalogue.Vocabulary.Categories.GetValueOrDefault(slice.Category)?.IsImpersonal == true;
        var lifting = string.Join(' ', Lifting.Select(p => p.Id));
        LiftingNumber = liftings.TryGetValue(lifting, out var known) ? known : liftings[lifting] = liftings.Count + 1;
        Key = $"{IsImpersonal} {string.Join(' ', Derived.Select(p => p.Id))}; {string.Join(' ', here.Select(p => p.Id))}";
        IsReserved = here.Any(p => p.Conditions.Any(c => c is NotWhere));
    }

    /// <summary>Secrecy that holder and category bring.</summary>
    public IReadOnlyList<Provision> Derived { get; }

    /// <summary>Secrecy that a declaration brings, as <see cref="CaseSpace.Declarable"/> lists it; null where this catalogue lacks it.</summary>
    public IReadOnlyList<Provision?> Declared { get; }

    /// <summary>What may lift, in order of what it asks.</summary>
    public IReadOnlyList<Provision> Lifting { get; }

    /// <summary>What may carry where nothing protects, in order of what it asks.</summary>
    public IReadOnlyList<Provision> NotSecret { get; }

    public IReadOnlyList<Provision> Structural { get; }

    public IReadOnlyList<Provision> Grounds { get; }

    /// <summary>Whether a condition looks at the receiver.</summary>
    public bool IsReserved { get; }

    /// <summary>Whether a secrecy that holder and category bring hides whom it protects.</summary>
    public bool Hides { get; }

    /// <summary>Whether a section that names nobody concerns nobody.</summary>
    public bool IsImpersonal { get; }

    /// <summary>One for the same lifting provisions, 1 and upwards: asked for so often that their names would be too long a key.</summary>
    public int LiftingNumber { get; }

    /// <summary>Whom a section concerns that names this one, or nobody.</summary>
    public Concerned Concerned(PersonRole? person, bool isHidden) => new(person, person is not null || !IsImpersonal, isHidden);

    /// <summary>Names them all: settings of one key are the same.</summary>
    public string Key { get; }
}
