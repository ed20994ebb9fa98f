namespace Gateway.Alerts;

/// <summary>How urgent an alert is.</summary>
public enum AlertUrgency
{
    /// <summary>Not given.</summary>
    Unspecified = 0,

    /// <summary>In the ordinary course: to be opened within 7 days.</summary>
    Ordinary,

    /// <summary>At once: to be opened within 24 hours.</summary>
    Immediate,
}
