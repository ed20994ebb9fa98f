using Gateway.Records;
using Gateway.Storage.Records;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage.Records;

/// <summary>Requests of the police to social services, for rows that belong to one.</summary>
internal static class StoredRequests
{
    public static async Task AddAsync(TestStore store, params string[] ids)
    {
        var requests = new SqlRequestStore(store.Database);
        foreach (var id in ids)
            await store.CommitAsync(async work => { await requests.TryAddAsync(work, Of(id), default); });
    }

    private static StoredRequest Of(string id) => new()
    {
        Id = id, Asker = Police, Holder = Social, Officer = "berg", Subject = default, IsRefused = false, IdempotencyKey = id, Digest = Bytes(1), SealedContent = Bytes(2),
        SealedAnswer = Bytes(3), Waits = true, AskedAt = At,
    };
}
