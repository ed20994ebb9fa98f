namespace Gateway.Alerts;

/// <summary>Why a sender takes an alert back.</summary>
public enum RecallReason
{
    /// <summary>Not given, or not taken back.</summary>
    Unspecified = 0,

    /// <summary>The suspicion or concern that it rested on is withdrawn.</summary>
    Withdrawn,

    /// <summary>What it says was wrong.</summary>
    WrongData,

    /// <summary>It went to the wrong receiver.</summary>
    WrongReceiver,
}
