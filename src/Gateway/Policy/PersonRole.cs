namespace Gateway.Policy;

/// <summary>What a person is in the matter.</summary>
public enum PersonRole
{
    /// <summary>Not known.</summary>
    Unspecified = 0,

    /// <summary>The person the matter is about.</summary>
    Subject,

    /// <summary>Suspected of an offence.</summary>
    Suspect,

    /// <summary>Wronged by an offence.</summary>
    Victim,

    /// <summary>A witness.</summary>
    Witness,

    /// <summary>A relative or custodian.</summary>
    Relative,

    /// <summary>The one who reported.</summary>
    Reporter,

    /// <summary>Somebody else.</summary>
    Other,
}
