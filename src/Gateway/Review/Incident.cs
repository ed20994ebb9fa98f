using Gateway.Parties;

namespace Gateway.Review;

/// <summary>Something that was sent to the wrong receiver, as its row tells. It names no person.</summary>
/// <param name="Id">Id: 32 hex digits.</param>
/// <param name="Party">Who sent it.</param>
/// <param name="Receiver">Who should not have got it.</param>
/// <param name="Reference">The request or alert.</param>
/// <param name="WasOpened">Whether the receiver had opened or collected something of it.</param>
/// <param name="AwareAt">When the sender became aware.</param>
/// <param name="ReportedAt">When it was reported here, and stopped.</param>
public sealed record Incident(
    string Id, PartyId Party, PartyId Receiver, string Reference, bool WasOpened, DateTimeOffset AwareAt, DateTimeOffset ReportedAt)
{
    /// <summary>Cause of the receiver's follow-up.</summary>
    public const string Cause = "wrong-receiver";

    /// <summary>Until when the supervisory authority is told (article 33 of regulation (EU) 2016/679, not verified).</summary>
    public DateTimeOffset ReportBefore => AwareAt + TimeSpan.FromHours(72);
}
