using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Records;

/// <summary>The rows of records. What is personal in them is sealed under the holder's log key.</summary>
public interface IRecordStore
{
    /// <summary>Stores a section in its version.</summary>
    /// <returns>False where that version, or a later one, is stored with other content.</returns>
    ValueTask<bool> TrySaveAsync(IWork work, StoredSection section, CancellationToken ct);

    /// <summary>The newest version of every section of the holder that concerns the person, without its envelope.</summary>
    ValueTask<IReadOnlyList<StoredSection>> FindAboutAsync(
        IWork work, PartyId holder, ReadOnlyMemory<byte> person, CancellationToken ct);

    /// <summary>Marks the newest version of a section as taken back; null where there is none, or it was.</summary>
    ValueTask<StoredSection?> WithdrawAsync(
        IWork work, PartyId holder, string record, string section, DateTimeOffset at, CancellationToken ct);

    /// <summary>A section in its version with its envelope, as it is committed now; null where it is not there.</summary>
    ValueTask<StoredSection?> FindWholeAsync(StoredSection section, CancellationToken ct);
}
