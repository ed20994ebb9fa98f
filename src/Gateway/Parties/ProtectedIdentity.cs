namespace Gateway.Parties;

/// <summary>Protection of a person's identity in the population register.</summary>
public enum ProtectedIdentity
{
    /// <summary>Not known; counts as protected wherever it matters.</summary>
    Unspecified = 0,

    /// <summary>None known.</summary>
    None,

    /// <summary>Sekretessmarkering (5 kap. 5 § OSL).</summary>
    SecrecyMarking,

    /// <summary>Skyddad folkbokföring (16 § folkbokföringslagen (1991:481)).</summary>
    ProtectedRegistration,

    /// <summary>Fingerade personuppgifter (lagen (1991:483)).</summary>
    FictitiousIdentity,
}
