namespace Gateway.Alerts;

/// <summary>Something a party is told of an alert.</summary>
/// <param name="Number">Its place in the order of all events, from 1.</param>
/// <param name="Alert">The alert.</param>
/// <param name="State">What happened.</param>
/// <param name="IsForDutyContact">Whether only the party's duty contact is told.</param>
public sealed record AlertEvent(long Number, StoredAlert Alert, AlertState State, bool IsForDutyContact);
