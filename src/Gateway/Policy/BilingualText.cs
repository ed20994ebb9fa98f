namespace Gateway.Policy;

/// <summary>A text told to people: Swedish first, English second.</summary>
/// <param name="Sv">Swedish.</param>
/// <param name="En">English.</param>
public sealed record BilingualText(string Sv, string En)
{
    /// <summary>The Swedish text.</summary>
    public override string ToString() => Sv;
}
