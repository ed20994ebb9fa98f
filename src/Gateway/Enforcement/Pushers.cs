using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Enforcement;

/// <summary>
/// Who may push an alert, and upload what it carries: a party's own system, which names the officer who assessed; or an officer who may assess,
/// and pushes what is his or her own.
/// </summary>
public static class Pushers
{
    /// <summary>Role of a party's own system, which acts for its officers.</summary>
    public const string SystemRole = "system";

    /// <summary>Ends an act of whoever may not.</summary>
    /// <exception cref="RefusedException">Role or training is missing.</exception>
    public static void Require(Officer pushing, DateOnly day, Catalogue catalogue)
    {
        if (!pushing.Has(SystemRole)) Assessors.Require(pushing, day, catalogue);
    }
}
