using Gateway.Parties;

namespace Gateway.Policy;

/// <summary>
/// The provisions that can play a part in one kind of section (holder, receiver, category, period), each in its place and in the order in
/// which they are tried. Found once and kept by <see cref="CatalogueIndex"/>.
/// </summary>
internal sealed class ApplicableLaw
{
    private readonly Provision[] _here;
    private readonly Provision[][] _lifters;

    public ApplicableLaw(IReadOnlyList<Provision> all, IReadOnlyList<Provision> inForce, PartyKind holder, PartyKind receiver, string category)
    {
        _here = [.. inForce.Where(p => p.IsForHolder(holder) && p.IsForReceiver(receiver) && p.IsForCategory(category))];
        // Protection does not end by a date in the catalogue: a wording that ran out had a successor, which may be missing here.
        Secrecy = [.. all.Where(p => p is { Kind: ProvisionKind.Secrecy, DeclaredOnly: false } && p.IsForHolder(holder)
            && p.IsForCategory(category))];
        _lifters = [.. Secrecy.Select(Lifting)];
        Unprotected = [.. _here.Where(p => p.Kind == ProvisionKind.Duty || p.Conditions.OfType<NotSecret>().Any()).OrderBy(p => p.Threshold)];
        Demands = [.. _here.Where(p => p.Kind == ProvisionKind.Structural)];
        (HolderOfDuty, ReceiverOfDuty) = (Grounds(Side.Disclosing, p => p.CarriesDuty), Grounds(Side.Receiving, p => p.CarriesDuty));
        (HolderOfPermission, ReceiverOfPermission) =
            (Grounds(Side.Disclosing, p => p.CarriesPermission), Grounds(Side.Receiving, p => p.CarriesPermission));
    }

    /// <summary>Secrecy that holder and category bring.</summary>
    public IReadOnlyList<Provision> Secrecy { get; }

    /// <summary>What can carry where nothing protects, least asking first.</summary>
    public IReadOnlyList<Provision> Unprotected { get; }

    /// <summary>What asks something of every disclosure that it covers.</summary>
    public IReadOnlyList<Provision> Demands { get; }

    private Provision[] HolderOfDuty { get; }

    private Provision[] ReceiverOfDuty { get; }

    private Provision[] HolderOfPermission { get; }

    private Provision[] ReceiverOfPermission { get; }

    /// <summary>What can lift a secrecy, least asking first.</summary>
    public IReadOnlyList<Provision> LiftersOf(Provision secrecy)
    {
        for (var i = 0; i < Secrecy.Count; i++)
            if (ReferenceEquals(Secrecy[i], secrecy)) return _lifters[i];
        return Lifting(secrecy); // declared
    }

    /// <summary>Data-protection grounds, the surest first.</summary>
    public IReadOnlyList<Provision> GroundsOf(Side side, bool isDuty) => (side, isDuty) switch
    {
        (Side.Disclosing, true) => HolderOfDuty,
        (Side.Disclosing, false) => HolderOfPermission,
        (_, true) => ReceiverOfDuty,
        _ => ReceiverOfPermission,
    };

    private Provision[] Lifting(Provision secrecy) => [.. _here.Where(p => p.CanLift(secrecy)).OrderBy(p => p.Threshold)];

    private Provision[] Grounds(Side side, Func<Provision, bool> carries) =>
        [.. _here.Where(p => p.Kind == ProvisionKind.DataProtection && p.Side == side && carries(p)).OrderByDescending(p => p.Certainty)];
}
