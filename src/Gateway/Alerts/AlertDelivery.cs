using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Alerts;

/// <summary>What a subscriber is told: metadata of one alert, and where to go on.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Cursor">Passed back to go on after it; of use to the same party only.</param>
public sealed record AlertNotice(AlertEvent Event, string Cursor);

/// <summary>
/// Telling parties of alerts, in order and at least once, metadata only, until acknowledged. What became overdue is told to the
/// receiver's duty contact and to the sender.
/// </summary>
public sealed class AlertDelivery(
    AlertStates states, PolicyInformationPoint registers, IAlertStore alerts, SubjectPseudonyms pseudonyms, AlertBell bell)
{
    private const int Batch = 64;
    private const int MarkSize = 8;

    /// <summary>Streams from a cursor on; an empty one begins with all that is not acknowledged.</summary>
    /// <exception cref="RefusedException">The cursor is not one of the caller's party, or the officer is not, or no longer, registered.</exception>
    public async IAsyncEnumerable<AlertNotice> SubscribeAsync(
        Caller caller, string cursor, [EnumeratorCancellation] CancellationToken ct)
    {
        var after = Read(caller.Party, cursor);
        while (true)
        {
            // Asked before each look: an officer may be revoked and a duty contact changed while a stream is open.
            await registers.OfficerAsync(caller.Party, caller.Officer, ct);
            var party = await registers.PartyAsync(caller.Party, "party", ct);
            var ring = bell.Next;
            var events = await alerts.EventsAsync(caller.Party, after, Batch, ct);
            foreach (var told in events)
            {
                after = told.Number;
                if (told.Alert.State == AlertState.Acknowledged) continue;
                // What was taken back is told as taken back, and not before that as new.
                if (told.Alert.State == AlertState.Recalled && told.State != AlertState.Recalled) continue;
                if (told.IsForDutyContact && party.DutyContact != caller.Officer) continue;
                if (told.State == AlertState.Stored) await states.DeliverAsync(caller, told.Alert.Id, ct);
                yield return new AlertNotice(told, Write(caller.Party, told.Number));
            }
            if (events.Count == 0) await bell.WaitAsync(ring, ct);
        }
    }

    private string Write(PartyId party, long number)
    {
        Span<byte> bytes = stackalloc byte[8 + MarkSize];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Mark(party, number).CopyTo(bytes[8..]);
        return Base64Url.EncodeToString(bytes);
    }

    private long Read(PartyId party, string cursor)
    {
        if (cursor.Length == 0) return 0;
        Span<byte> bytes = stackalloc byte[8 + MarkSize];
        if (!Base64Url.IsValid(cursor, out var length) || length != bytes.Length) throw RefusedException.NotFound();
        Base64Url.DecodeFromChars(cursor, bytes);
        var number = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return bytes[8..].SequenceEqual(Mark(party, number)) ? number : throw RefusedException.NotFound();
    }

    /// <summary>Another party's cursor must not be told from a made-up one.</summary>
    private ReadOnlySpan<byte> Mark(PartyId party, long number) => pseudonyms.DigestOf($"cursor:{party}", $"{number}").AsSpan(0, MarkSize);
}
