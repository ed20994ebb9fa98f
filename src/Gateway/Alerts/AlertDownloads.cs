using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Records;

namespace Gateway.Alerts;

/// <summary>
/// Handing out the chunks of an alert that was opened. As of a request (<see cref="ChunkDownloads"/>) they leave by the same gate: the
/// opening is decided again on what is true now, and logged, before the first chunk does. Nothing is rewrapped, and the alert stays where it is.
/// </summary>
public sealed class AlertDownloads(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, IAlertStore alerts, IChunkStore chunks, IPartyKeys keys)
{
    private readonly LogKeys _logKeys = new(keys);
    private readonly TakenChunks _taken = new(chunks);
    private readonly OpeningMatters _matters = new(gate, registers);

    /// <summary>Decides an alert's opening again for one large section; the chunks of what comes back may leave.</summary>
    /// <param name="caller">Who downloads: of the party addressed.</param>
    /// <param name="id">The alert.</param>
    /// <param name="wanted">Which section, as its label names it: record, section and version.</param>
    /// <param name="from">Index of the chunk that comes first.</param>
    /// <param name="ct">Withdraws it before its turn.</param>
    /// <exception cref="RefusedException">
    /// One neutral refusal where it is not addressed to the caller's party, nobody there has opened it, or this section in this version is
    /// not released to this officer now; it was recalled since; or it has no chunk of this index.
    /// </exception>
    public async Task<ChunkUpload> OpenAsync(
        Caller caller, string id, (string Record, string Section, int Version) wanted, int from, CancellationToken ct)
    {
        if (await alerts.FindAsync(id, ct) is not { } known || known.Receiver != caller.Party || known.IdempotencyKey != wanted.Record)
            throw RefusedException.NotFound();
        var of = new SectionVersion(SectionPlace.Alert, known.Sender, wanted.Record, wanted.Section, wanted.Version);
        var upload = await _taken.FindAsync(of, ct);
        using var senderKey = await _logKeys.LeaseAsync(known.Sender, ct);
        var enforced = await gate.DecideAsync(known.Sender, caller.Party, caller.Party, async (work, token) =>
        {
            // Before it is opened nothing tells that there is an alert, nor that it was recalled.
            if ((await alerts.StatesAsync(work, id, token)).All(s => s.State != AlertState.Opened)) throw RefusedException.NotFound();
            var alert = await alerts.FindAsync(work, id, token) ?? throw RefusedException.NotFound();
            RequireNotRecalled(alert);
            var receiver = await registers.PartyAsync(work, caller.Party, "party", token);
            var sections = await alerts.SectionsAsync(work, id, token);
            var matter = await _matters.GatherAsync(work, caller, alert, sections, senderKey, receiver, token);
            matter.Reference["download"] = wanted.Section;
            // Of all that it says, this section alone leaves by this call.
            return matter with { Ciphertexts = matter.Ciphertexts.Where(c => upload is not null && c.Key == of.Section).ToDictionary() };
        }, (_, _, _) => ValueTask.FromResult(true), ct);
        if (enforced.Permit is null || upload is null) throw RefusedException.NotFound();
        return TakenChunks.RequireIndex(upload, from);
    }

    /// <summary>A chunk of what was opened.</summary>
    /// <exception cref="RefusedException">The alert was recalled since, or the chunks are gone.</exception>
    public async ValueTask<SealedChunk> ReadAsync(string id, ChunkUpload opened, int index, CancellationToken ct)
    {
        RequireNotRecalled(await alerts.FindAsync(id, ct) ?? throw RefusedException.NotFound());
        return await _taken.ReadAsync(opened, index, ct);
    }

    private static void RequireNotRecalled(StoredAlert alert)
    {
        if (alert.State == AlertState.Recalled) throw new RefusedException(Refusal.WrongState, "the alert was recalled");
    }
}
