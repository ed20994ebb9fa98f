namespace Gateway.Policy;

/// <summary>The one provision that a decision names, of all that took part in it.</summary>
internal static class DecidingProvision
{
    /// <summary>A refusal names what stopped it, the first of these needs; a permit the carrier that asked most.</summary>
    public static string Of(Outcome outcome, IReadOnlyList<ProtectionDecision> lifted, IEnumerable<Need> needs, Catalogue catalogue)
    {
        if (MostAsking(lifted, outcome, catalogue) is { } deciding) return deciding;
        foreach (var need in needs)
            if (need.Provision.Length > 0 && (outcome != Outcome.Deny || !need.CanBeAssessed)) return need.Provision;
        // What waits for the holder's own system alone waits under the provision that will carry it.
        return (outcome == Outcome.AwaitingAssessment ? MostAsking(lifted, Outcome.Permit, catalogue) : null) ?? "";
    }

    /// <summary>
    /// Of the parts that come out so the one that asks most; of equals by id, so that the order in which persons are given says nothing.
    /// </summary>
    private static string? MostAsking(IReadOnlyList<ProtectionDecision> parts, Outcome outcome, Catalogue catalogue)
    {
        (int Threshold, ProtectionDecision? Part) most = default;
        foreach (var part in parts)
        {
            if (part.Outcome != outcome) continue;
            var threshold = catalogue.Find(part.LiftedBy)?.Threshold ?? 0;
            if (most.Part is not { } other || threshold > most.Threshold || (threshold == most.Threshold && ComesBefore(part, other)))
                most = (threshold, part);
        }
        return most.Part is { } first ? first.LiftedBy.Length > 0 ? first.LiftedBy : first.Secrecy : null;
    }

    private static bool ComesBefore(ProtectionDecision one, ProtectionDecision other) =>
        string.CompareOrdinal(one.Secrecy, other.Secrecy) is var order && order != 0 ? order < 0
            : string.CompareOrdinal(one.LiftedBy, other.LiftedBy) < 0;
}
