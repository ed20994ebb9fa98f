namespace Gateway.Alerts;

/// <summary>Where an alert stands.</summary>
public enum AlertState
{
    /// <summary>Not known.</summary>
    Unspecified = 0,

    /// <summary>Stored for the receiver.</summary>
    Stored,

    /// <summary>Its metadata reached a subscriber of the receiver.</summary>
    Delivered,

    /// <summary>An officer of the receiver opened it.</summary>
    Opened,

    /// <summary>The receiver took over.</summary>
    Acknowledged,

    /// <summary>Unopened past its deadline: told to the duty contact and back to the sender.</summary>
    Overdue,

    /// <summary>Taken back by its sender: nobody opens it from here on.</summary>
    Recalled,

    /// <summary>Nothing of it was permitted: it was decided and answered, and is not delivered.</summary>
    Withheld,
}
