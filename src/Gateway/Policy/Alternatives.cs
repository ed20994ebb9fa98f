using Gateway.Parties;

namespace Gateway.Policy;

/// <summary>
/// Where a claimed ground fails: another that holds on the facts supplied, or waits for nothing but the holder's assessment.
/// It looks at nothing that the asker did not supply, so naming it tells nothing about people. What was claimed is never named again,
/// but towards the receiver that it is for.
/// </summary>
internal static class Alternatives
{
    /// <summary>In this order: the claimed provision towards the receiver it is for; another provision towards this receiver;
    /// another towards another receiver. Null where there is none.</summary>
    public static AlternativeGround? Find(DisclosureContext supplied, Catalogue catalogue, string sectionId)
    {
        var section = supplied.Sections.First(s => s.Id == sectionId);
        foreach (var claim in supplied.Claims.Select(catalogue.Find).OfType<Provision>())
            if (claim.IsForHolder(supplied.Holder) && !claim.IsForReceiver(supplied.Receiver)
                && Elsewhere(claim.Receivers, supplied.Claims) is { } same)
                return same;
        if (Try(supplied.Receiver, []) is { } here) return new AlternativeGround(here, PartyKind.Unspecified);
        return Elsewhere(catalogue.Index.ReceiversFrom(supplied.Day, supplied.Holder), []);

        AlternativeGround? Elsewhere(IEnumerable<PartyKind> kinds, IReadOnlyList<string> claims)
        {
            foreach (var kind in kinds.Where(k => k != supplied.Receiver && k != supplied.Holder))
                if (Try(kind, claims) is { } found) return new AlternativeGround(found, kind);
            return null;
        }

        string? Carrier(SectionDecision decided, IReadOnlyList<string> claims) => decided.Protections
            .Select(p => p.LiftedBy).DefaultIfEmpty(decided.Provision)
            .Select(catalogue.Find).OfType<Provision>()
            .Where(p => claims.Contains(p.Id) || !supplied.Claims.Contains(p.Id))
            .MaxBy(p => p.Threshold)?.Id;

        string? Try(PartyKind receiver, IReadOnlyList<string> claims)
        {
            var other = supplied with { Claims = claims, Receiver = receiver };
            var decided = new SectionRuling(other, catalogue, section).Decide();
            return decided.Outcome == Outcome.Deny ? null : Carrier(decided, claims);
        }
    }
}
