namespace Gateway.Audit;

/// <summary>What an entry of the log is about.</summary>
public enum EntryKind
{
    /// <summary>No entry has it.</summary>
    Unspecified = 0,

    /// <summary>An alert was pushed.</summary>
    Alert,

    /// <summary>An alert was acknowledged, recalled, escalated or became overdue.</summary>
    AlertState,

    /// <summary>An alert was opened, or the reasons of a request were.</summary>
    Opening,

    /// <summary>A disclosure was requested, whatever came of it; answered by the holder's own system; or taken back by its asker.</summary>
    Request,

    /// <summary>A holder's officer answered an assessment.</summary>
    Assessment,

    /// <summary>A decision was tried without effect. Reserved: no call makes one yet.</summary>
    DryRun,

    /// <summary>A case was opened, changed or closed.</summary>
    Case,

    /// <summary>A standing decision was recorded or ended.</summary>
    StandingDecision,

    /// <summary>A party was entered or changed in the directory, or declared the categories that its own system answers for.</summary>
    Party,

    /// <summary>A key was proposed, rotated, retired, replaced or revoked, or moved to another version of the vault's key.</summary>
    Key,

    /// <summary>A catalogue of provisions was activated.</summary>
    Catalogue,

    /// <summary>A reviewer looked up who accessed a person, or an officer listed what waits (requests, follow-ups,
    /// proposals), keys or their releases, or what an erasure would take.</summary>
    AuditLookup,

    /// <summary>An erasure or a retention rule was proposed, carried out or taken back; a hold was placed or lifted.</summary>
    Erasure,

    /// <summary>
    /// A call was refused to an officer who was known: before anything was decided, or after, where the recipient's key may not be used.
    /// </summary>
    Refusal,

    /// <summary>A record was deposited, replaced or withdrawn; data was delivered by the holder's own system, or reported as wrong.</summary>
    Record,

    /// <summary>What had to be done after a decision was done, or escalated because it was not.</summary>
    FollowUp,

    /// <summary>A consent was recorded or revoked.</summary>
    Consent,

    /// <summary>A refusal was decided formally, with reasons, or such a decision was asked for.</summary>
    FormalDecision,

    /// <summary>A party decided that it no longer keeps a matter secret from the person.</summary>
    SecrecyEnded,

    /// <summary>Something was sent to the wrong receiver: stopped, and reported.</summary>
    Incident,
}
