namespace Gateway.Policy.Analysis;

/// <summary>
/// The steps of a ruling as operations on diagrams. A function of outcomes has terminals 0 to 2 (<see cref="Outcome"/>); one of lifted
/// secrecy has <c>2 · outcome + (1 where a duty lifts it)</c>, and 0 for a refusal, of which nothing else matters.
/// </summary>
internal sealed class Operations
{
    /// <summary>All have to hold.</summary>
    public Operation Min { get; } = new(Math.Min) { Absorbing = 0, IsSymmetric = true };

    /// <summary>One that holds is enough.</summary>
    public Operation Max { get; } = new(Math.Max) { Neutral = 0, IsSymmetric = true };

    /// <summary>What permits refuses, and the other way round.</summary>
    public Operation Not { get; } = new((outcome, _) => outcome == (int)Outcome.Permit ? (int)Outcome.Deny : (int)Outcome.Permit);

    /// <summary>An outcome, with who brings it: the second is 1 for a duty.</summary>
    public Operation Lifted { get; } = new((outcome, duty) => outcome == 0 ? 0 : (2 * outcome) + duty);

    /// <summary>The better outcome; of equals the first, which asks least.</summary>
    public Operation Better { get; } = new((a, b) => b >> 1 > a >> 1 ? b : a) { Neutral = 0 };

    /// <summary>Two protections of one section: both have to be lifted, and a duty carries only where it lifts all.</summary>
    public Operation Both { get; } = new((a, b) => a == 0 || b == 0 ? 0 : (2 * Math.Min(a >> 1, b >> 1)) + (a & b & 1))
    {
        Absorbing = 0, IsSymmetric = true,
    };

    /// <summary>What is lifted by a duty, with the grounds of a duty; the rest waits for its own. Done is marked by 8.</summary>
    public Operation DutyGround { get; } = new((lifted, ground) =>
        lifted == 0 ? 8 : (lifted & 1) == 1 ? 8 + Math.Min(lifted >> 1, ground) : lifted);

    /// <summary>The rest, with the grounds of a permission.</summary>
    public Operation PermissionGround { get; } = new((part, ground) => part >= 8 ? part - 8 : Math.Min(part >> 1, ground));

    /// <summary>How many answers are missing, plus one, joined with one more condition; 0 for a refusal.</summary>
    public Operation Missing { get; } = new((missing, outcome) => outcome == 0 || missing == 0 ? 0 : missing + (outcome == 1 ? 1 : 0));

    /// <summary>The better of two carriers of what is not secret: fewest answers missing.</summary>
    public Operation FewerMissing { get; } = new((a, b) => a == 0 ? b : b == 0 || b >> 1 >= a >> 1 ? a : b) { Neutral = 0 };

    /// <summary>A carrier of what is not secret, as if it had lifted a secrecy.</summary>
    public Operation AsLifted { get; } = new((carrier, _) => carrier == 0 ? 0 : (carrier >> 1 == 1 ? 4 : 2) + (carrier & 1));

    /// <summary>Two outcomes side by side: <c>3 · earlier + later</c>.</summary>
    public Operation Pair { get; } = new((earlier, later) => (3 * earlier) + later);
}
