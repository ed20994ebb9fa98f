namespace Gateway.Enforcement;

/// <summary>What has to be done after a decision, within a time.</summary>
public enum FollowUpKind
{
    /// <summary>No follow-up has it.</summary>
    Unspecified = 0,

    /// <summary>What was released in immediate danger is reviewed afterwards, by another than who acted.</summary>
    PostReview,

    /// <summary>A pattern that log review has to look at: unusual volume, or changed facts after a refusal.</summary>
    LogReview,

    /// <summary>Somebody in immediate danger depends on the answer that a request waits for.</summary>
    UrgentAnswer,

    /// <summary>Whoever reported a child is told what came of it (19 kap. 6 § socialtjänstlagen (2025:400)).</summary>
    Feedback,

    /// <summary>Data that was received has proved wrong (directive 2016/680 article 7.3).</summary>
    Correction,

    /// <summary>The asker wants a reasoned decision that can be appealed (6 kap. 3 § OSL).</summary>
    FormalDecision,

    /// <summary>Whoever disclosed the data has erased it: what was received is erased too, or kept on a ground of the receiver's own.</summary>
    ErasureInstruction,

    /// <summary>The supervisory authority is told of an incident within 72 hours (article 33 of regulation (EU) 2016/679, not verified).</summary>
    IncidentReport,
}
