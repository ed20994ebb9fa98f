namespace Gateway.Policy;

/// <summary>
/// Which provision lifts a secrecy for a person, or comes closest; and which carries a section that nothing protects. An attempt is given
/// up as soon as it cannot come out as well as the best one so far.
/// </summary>
internal sealed class LiftingRuling(SectionCase at)
{
    /// <summary>One secrecy, one person.</summary>
    public ProtectionDecision Lift(Provision secrecy, int person)
    {
        Attempt? best = null;
        if (at.Context.Claims.Count == 0)
        {
            // What each one misses is gathered only where none comes out above a refusal: mostly one does.
            best = BestOf(secrecy, person, Outcome.AwaitingAssessment) ?? BestOf(secrecy, person, Outcome.Deny);
        }
        else
        {
            foreach (var claim in at.Context.Claims)
                if (at.Catalogue.Find(claim) is { Kind: ProvisionKind.Lifting or ProvisionKind.Duty } candidate)
                    best = Better(best, Try(candidate, secrecy, person, Least(best), HeadNeeds(candidate, secrecy)));
        }
        best = Better(best, HarmTest(secrecy, person));
        return best is { } found
            ? new ProtectionDecision(person, secrecy.Id, found.Outcome, found.Provision.Id, Told(found.Needs))
            : new ProtectionDecision(person, secrecy.Id, Outcome.Deny, "", [Need.Refuted("secrecy-lifted", secrecy.Id)]);
    }

    /// <summary>What carries a section that nothing protects: a duty, or a provision made for data that is not secret.</summary>
    public ProtectionDecision Carry()
    {
        Attempt? best = null;
        var candidates = at.Law.Unprotected;
        for (var i = 0; i < candidates.Count && best is not { Outcome: Outcome.Permit }; i++)
        {
            if (at.Context.Claims.Count > 0 && !at.Context.Claims.Contains(candidates[i].Id)) continue;
            List<Need>? needs = null;
            if (!at.Test(candidates[i], null, null, Least(best), ref needs)) continue;
            var attempt = new Attempt(candidates[i], SectionCase.OutcomeOf(needs), needs);
            var isBetter = best is not { } other || attempt.Outcome > other.Outcome
                || (attempt.Outcome == other.Outcome
                    && (attempt.NeedCount, attempt.Provision.Threshold).CompareTo((other.NeedCount, other.Provision.Threshold)) < 0);
            if (isBetter) best = attempt;
        }
        return best is { } found
            ? new ProtectionDecision(SectionCase.NoPerson, "", found.Outcome, found.Provision.Id, Told(found.Needs))
            : new ProtectionDecision(SectionCase.NoPerson, "", Outcome.Deny, "", [Need.Refuted("carrying-provision")]);
    }

    /// <summary>Of all that can lift it the one that comes out best, not below <paramref name="least"/>; least asking first, so that the first
    /// that permits asks least of those that do.</summary>
    private Attempt? BestOf(Provision secrecy, int person, Outcome least)
    {
        Attempt? best = null;
        var candidates = at.Law.LiftersOf(secrecy);
        for (var i = 0; i < candidates.Count && best is not { Outcome: Outcome.Permit }; i++)
            best = Better(best, Try(candidates[i], secrecy, person, best?.Outcome ?? least, null));
        return best;
    }

    private Attempt? Try(Provision candidate, Provision secrecy, int person, Outcome least, List<Need>? needs) =>
        at.Test(candidate, at.Person(person), secrecy.DecisionMakerRole, least, ref needs)
            ? new Attempt(candidate, SectionCase.OutcomeOf(needs), needs)
            : null;

    /// <summary>The harm test opens the secrecy itself, where it was asked for or an officer has answered it.</summary>
    private Attempt? HarmTest(Provision secrecy, int person)
    {
        if (secrecy.HarmQuestion is not { } question || !(at.Context.Claims.Contains(secrecy.Id) || IsAnswered(question))) return null;
        var need = new AssessedQuestion(question).Test(at.Input(secrecy, at.Person(person)));
        List<Need>? needs = need is null ? null : [need];
        return new Attempt(secrecy, SectionCase.OutcomeOf(needs), needs);
    }

    private bool IsAnswered(string question)
    {
        var facts = at.Context.Facts;
        for (var i = 0; i < facts.Count; i++)
            if (facts[i].Name == question) return true;
        return false;
    }

    /// <summary>What is wrong with a claimed provision before its conditions are looked at; null: nothing.</summary>
    private List<Need>? HeadNeeds(Provision p, Provision secrecy)
    {
        List<Need>? needs = null;
        if (!p.IsInForceOn(at.Context.Day)) (needs ??= []).Add(Need.Refuted("in-force", p.Id));
        if (!p.IsForHolder(at.Context.Holder)) (needs ??= []).Add(Need.Refuted("holder", p.Id));
        if (!p.IsForReceiver(at.Context.Receiver)) (needs ??= []).Add(Need.Refuted("receiver", p.Id));
        if (!p.IsForCategory(at.Section.Category)) (needs ??= []).Add(Need.Refuted("category", p.Id));
        if (!p.CanLift(secrecy)) (needs ??= []).Add(new Need("lifts", p.Id, NeedSource.Supplied, true, secrecy.Id));
        return needs;
    }

    private static Outcome Least(Attempt? best) => best?.Outcome ?? Outcome.Deny;

    private static IReadOnlyList<Need> Told(List<Need>? needs) => needs is null ? [] : needs;

    private static Attempt? Better(Attempt? best, Attempt? other)
    {
        if (other is null || best is null) return best ?? other;
        if (other.Value.Outcome != best.Value.Outcome) return other.Value.Outcome > best.Value.Outcome ? other : best;
        return other.Value.Distance().CompareTo(best.Value.Distance()) < 0 ? other : best;
    }

    /// <summary>One provision tried.</summary>
    private readonly record struct Attempt(Provision Provision, Outcome Outcome, List<Need>? Needs)
    {
        public int NeedCount => Needs?.Count ?? 0;

        /// <summary>How far from lifting, among equal outcomes: meant for this secrecy, then least wrongly asked, then least left unsaid.</summary>
        public (bool, int, int, int, int) Distance()
        {
            var (isForAnother, wronglyAsked, unsaid) = (false, 0, 0);
            for (var i = 0; i < NeedCount; i++)
            {
                var need = Needs![i]; // there is one, or there would be none to count
                isForAnother |= need.Code == "lifts";
                if (need.Source != NeedSource.Supplied) continue;
                unsaid++;
                if (need.IsRefuted) wronglyAsked++;
            }
            return (isForAnother, wronglyAsked, unsaid, Outcome == Outcome.Deny ? NeedCount : 0, Provision.Threshold);
        }
    }
}
