using Gateway.Audit;
using Gateway.Enforcement;

namespace Gateway.Records;

/// <summary>Reads how a request stands, within the work that decides on it again.</summary>
internal sealed class RequestStandings(IRequestStore requests, FormalDecisions formal, IFulfilmentStore fulfilments)
{
    /// <exception cref="RefusedException">It was withdrawn.</exception>
    public async ValueTask<RequestStanding> LoadAsync(
        IWork work, string id, DateTimeOffset now, LogKey holderKey, LogKey askerKey, CancellationToken ct)
    {
        var stored = await requests.FindAsync(work, id, ct) ?? throw RefusedException.NotFound();
        if (stored.WithdrawnAt is not null) throw new RefusedException(Refusal.WrongState, "the request was withdrawn");
        var assessments = await requests.AssessmentsAsync(work, id, ct);
        var decided = await formal.FindAsync(work, id, askerKey, ct);
        var content = RequestContent.Open(stored, holderKey);
        // What was asked to exist alone has nothing to deliver.
        return new RequestStanding(
            content, [.. assessments.Select(a => Assessment.Open(id, a, holderKey))],
            [.. (await fulfilments.FindAsync(work, id, ct)).Where(f => f.IsDelivered || content.ExistenceOnly.Contains(f.Section.Category))],
                RequestLimits.Of(stored, now, decided), decided);
    }
}
