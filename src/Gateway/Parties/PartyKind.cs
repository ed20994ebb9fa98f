namespace Gateway.Parties;

/// <summary>
/// What kind of authority branch a party is. Each has its own secrecy; secrecy holds between branches of one
/// municipality too (OSL 8:1, 8:2). The default names no kind and matches nothing.
/// </summary>
public enum PartyKind
{
    /// <summary>Not known; matches no provision.</summary>
    Unspecified = 0,

    /// <summary>Polismyndigheten.</summary>
    Police,

    /// <summary>Säkerhetspolisen.</summary>
    SecurityPolice,

    /// <summary>Another law enforcement authority under 2 § lagen (2025:170), such as Ekobrottsmyndigheten.</summary>
    LawEnforcement,

    /// <summary>Tullverket.</summary>
    Customs,

    /// <summary>Åklagarmyndigheten.</summary>
    Prosecutor,

    /// <summary>Kriminalvården.</summary>
    PrisonService,

    /// <summary>A municipal social services board (socialnämnd).</summary>
    SocialServices,

    /// <summary>Statens institutionsstyrelse.</summary>
    Sis,

    /// <summary>A school run by a municipality.</summary>
    MunicipalSchool,

    /// <summary>A school run by a private body; not an authority.</summary>
    IndependentSchool,

    /// <summary>Another municipal board or office, such as a coordination function.</summary>
    MunicipalityOther,

    /// <summary>Health care of a region or municipality, such as psychiatry.</summary>
    HealthCare,

    /// <summary>An authority of no kind above.</summary>
    AnyAuthority,

    /// <summary>A private person.</summary>
    Individual,

    /// <summary>An association or other private body; not an authority.</summary>
    CivilSociety,

    /// <summary>Skatteverket.</summary>
    TaxAgency,
}
