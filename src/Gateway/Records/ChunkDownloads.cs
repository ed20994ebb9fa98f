using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;

namespace Gateway.Records;

/// <summary>
/// Handing out the chunks of a section that was released. They are of no use without the key that <c>Collect</c> hands out, but they
/// leave by the same gate: the request is decided again on what is true now, and logged, before the first chunk does. Nothing is rewrapped.
/// </summary>
public sealed class ChunkDownloads(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, IRecordStore records, IRequestStore requests, IFulfilmentStore fulfilments,
    FormalDecisions formal, IReleaseRegister releases, IChunkStore chunks, IPartyKeys keys, IRecipientKeyStore recipientKeys)
{
    private readonly DeliveredKeys _deliveredKeys = new(recipientKeys);
    private readonly LogKeys _logKeys = new(keys);
    private readonly RequestMatters _matters = new(registers, records, fulfilments);
    private readonly RequestStandings _standings = new(requests, formal, fulfilments);
    private readonly TakenChunks _taken = new(chunks);

    /// <summary>Decides a request again for one large section; the chunks of what comes back may leave.</summary>
    /// <param name="caller">Who downloads: of the party that asked.</param>
    /// <param name="requestId">The request that the section was released under.</param>
    /// <param name="wanted">Which section of the holder's: record, section and version.</param>
    /// <param name="from">Index of the chunk that comes first.</param>
    /// <param name="ct">Withdraws it before its turn.</param>
    /// <exception cref="RefusedException">
    /// One neutral refusal where it is not the caller's request, or this section in this version is not released under it now; or it has
    /// no chunk of this index.
    /// </exception>
    public async Task<ChunkUpload> OpenAsync(
        Caller caller, string requestId, (string Record, string Section, int Version) wanted, int from, CancellationToken ct)
    {
        if (await requests.FindAsync(requestId, ct) is not { } known || known.Asker != caller.Party) throw RefusedException.NotFound();
        // What was sealed for this request bears it as its record; the gateway chose its id, so that no record is named like it by chance.
        var place = wanted.Record == requestId ? SectionPlace.Request : SectionPlace.Record;
        var of = new SectionVersion(place, known.Holder, wanted.Record, wanted.Section, wanted.Version);
        var upload = await _taken.FindAsync(of, ct);
        using var holderKey = await _logKeys.LeaseAsync(known.Holder, ct);
        using var askerKey = await _logKeys.LeaseAsync(caller.Party, ct);
        GatheredRequest? gathered = null;
        StoredFulfilment? delivered = null;
        var enforced = await gate.DecideAsync(known.Holder, caller.Party, caller.Party, async (work, token) =>
        {
            var standing = await _standings.LoadAsync(work, requestId, gate.Now, holderKey, askerKey, token);
            gathered = await _matters.GatherAsync(work, caller, known.Holder, standing.Content, holderKey, standing.Assessments, standing.Limits,
                standing.Delivered, gate.Now, token);
            gathered.Matter.Reference["request"] = requestId;
            gathered.Matter.Reference["download"] = wanted.Section;
            // Of all that was asked for, this section alone leaves by this call.
            var ciphertexts = gathered.Matter.Ciphertexts
                .Where(c => upload is not null && SectionVersion.Of(gathered.Sections[c.Key]) == of).ToDictionary();
            return gathered.Matter with { IsClosed = standing.IsClosed, Ciphertexts = ciphertexts };
        }, async (work, ruling, token) =>
        {
            delivered = gathered!.HandedOver(ruling).Select(s => gathered.Fulfilled[s.Section])
                .FirstOrDefault(f => upload is not null && SectionVersion.Of(f.Section) == of);
            foreach (var category in delivered is null ? ruling.Released : [delivered.Section.Category])
                await releases.AddAsync(work, gathered.Sections[category], requestId, caller.Party, ruling.At, token);
            return true;
        }, ct);
        if (upload is null || (enforced.Permit is null && delivered is null)) throw RefusedException.NotFound();
        if (delivered is not null) await _deliveredKeys.RequireUsableAsync(delivered, gate.Now, ct);
        return TakenChunks.RequireIndex(upload, from);
    }

    /// <summary>A chunk of what was opened.</summary>
    /// <exception cref="RefusedException">The request was withdrawn since, or the chunks are gone.</exception>
    public async ValueTask<SealedChunk> ReadAsync(string requestId, ChunkUpload opened, int index, CancellationToken ct)
    {
        if (await requests.FindAsync(requestId, ct) is not { WithdrawnAt: null })
            throw new RefusedException(Refusal.WrongState, "the request was withdrawn");
        return await _taken.ReadAsync(opened, index, ct);
    }
}
