using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Records;

/// <summary>Who may upload the chunks of a section: whoever may do what takes them.</summary>
public sealed class UploadRights(
    PolicyInformationPoint registers, IRequestStore requests, IFulfilmentStore fulfilments, CatalogueInForce catalogue, TimeProvider time)
{
    /// <summary>Ends an upload that the caller may not make.</summary>
    /// <exception cref="RefusedException">
    /// The role is missing; or it answers a request that was not made to the caller's party, is closed, or whose release is not logged yet.
    /// </exception>
    public async ValueTask RequireAsync(IWork work, Caller caller, SectionVersion of, CancellationToken ct)
    {
        switch (of.Place)
        {
            case SectionPlace.Record:
                await registers.OfficerWithAsync(work, caller, RecordDeposit.Role, ct);
                return;
            case SectionPlace.Alert:
                var day = SwedishTime.DayOf(time.GetUtcNow());
                Pushers.Require(await registers.CallerAsync(work, caller, ct), day, catalogue.Current.Catalogue);
                return;
            case SectionPlace.Request:
                await RequireReleasedAsync(work, caller, of, ct);
                return;
            default:
                throw new ArgumentOutOfRangeException(nameof(of), "the section has no place");
        }
    }

    /// <summary>What is most sensitive never waits here for a decision: its chunks come once its release is in the log (design §1.6).</summary>
    private async ValueTask RequireReleasedAsync(IWork work, Caller caller, SectionVersion of, CancellationToken ct)
    {
        if (await requests.FindAsync(work, of.Record, ct) is not { } request || request.Holder != caller.Party) throw RefusedException.NotFound();
        await registers.OfficerWithAsync(work, caller, [RecordDeposit.Role, Fulfilments.Role], ct);
        if (request.IsClosed(time.GetUtcNow())) throw new RefusedException(Refusal.WrongState, "the request is closed");
        var answered = (await fulfilments.FindAsync(work, of.Record, ct)).FirstOrDefault(f => SectionVersion.Of(f.Section) == of);
        if (answered?.Release is null)
            throw new RefusedException(Refusal.WrongState, "call Fulfil first: the chunks of an answer come once its release is logged");
    }
}
