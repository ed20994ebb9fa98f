using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Records;

/// <summary>That a request's asker received a section.</summary>
/// <param name="Request">The request.</param>
/// <param name="Asker">The party that received it.</param>
/// <param name="Category">Category code.</param>
public sealed record Received(string Request, PartyId Asker, string Category);

/// <summary>Who received which version of which section, so that they can be told when it was wrong.</summary>
public interface IReleaseRegister
{
    /// <summary>Adds that a request's asker received a section; nothing where that is known.</summary>
    ValueTask AddAsync(IWork work, StoredSection section, string request, PartyId asker, DateTimeOffset at, CancellationToken ct);

    /// <summary>Who received a version of a section earlier than this one.</summary>
    ValueTask<IReadOnlyList<Received>> ReceiversAsync(
        IWork work, PartyId holder, string record, string section, int beforeVersion, CancellationToken ct);

    /// <summary>What was released of a holder's under one request.</summary>
    ValueTask<IReadOnlyList<Received>> OfRequestAsync(IWork work, PartyId holder, string request, CancellationToken ct);
}
