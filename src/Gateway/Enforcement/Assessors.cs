using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Enforcement;

/// <summary>
/// Who may answer statutory questions for a holder and approve as second: an officer whom its delegation makes responsible
/// (6 kap. 3 § OSL), with valid secrecy training.
/// </summary>
public static class Assessors
{
    /// <summary>Role that may assess; so may a role that a provision names as its decision-maker.</summary>
    public const string Role = "assessor";

    /// <summary>Ends an act of an officer who may not.</summary>
    /// <exception cref="RefusedException">Role or training is missing.</exception>
    public static void Require(Officer officer, DateOnly day, Catalogue catalogue)
    {
        if (officer.TrainingValidUntil is not { } until || until < day)
            throw new RefusedException(Refusal.RoleMissing, "this needs an officer with valid secrecy training");
        var named = catalogue.Provisions.Select(p => p.DecisionMakerRole).OfType<string>();
        if (!officer.Has(Role) && !named.Any(officer.Has)) throw RefusedException.RoleMissing(Role);
    }
}
