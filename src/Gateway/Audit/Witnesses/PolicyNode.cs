namespace Gateway.Audit.Witnesses;

/// <summary>What a quorum is made of: so many of its members, each a witness or a group again (C2SP tlog-policy).</summary>
/// <param name="Threshold">Members that suffice; 0 asks for none.</param>
/// <param name="Witnesses">Members that are witnesses.</param>
/// <param name="Groups">Members that are groups.</param>
internal sealed record PolicyNode(int Threshold, IReadOnlyList<PolicyWitness> Witnesses, IReadOnlyList<PolicyNode> Groups)
{
    /// <summary>The quorum that asks for nobody.</summary>
    public static PolicyNode None { get; } = new(0, [], []);

    public static PolicyNode Of(PolicyWitness witness) => new(1, [witness], []);

    // Every name is a member once, and refers backwards: no witness counts twice, and there is no circle.
    public bool IsMet(Func<PolicyWitness, bool> has) => Witnesses.Count(has) + Groups.Count(g => g.IsMet(has)) >= Threshold;
}
