using Gateway.Audit;
using Gateway.Enforcement;

namespace Gateway.Records;

/// <summary>
/// Whether what a holder answers is still for a key that counts: the holder wraps it, under a logged release, for the one that counted then.
/// </summary>
internal sealed class DeliveredKeys(IRecipientKeyStore recipientKeys)
{
    /// <summary>Of what was delivered, when it is handed out.</summary>
    /// <exception cref="RefusedException">The key is revoked since, or past its last day.</exception>
    public async ValueTask RequireUsableAsync(StoredFulfilment delivered, DateTimeOffset now, CancellationToken ct) => Require(
        await recipientKeys.FindAsync(KeyOf(delivered), ct), now,
        "what the holder delivered is wrapped for a key that is revoked since, or past its last day: make a new request");

    /// <summary>Of what was released, within the work that delivers it.</summary>
    /// <exception cref="RefusedException">The key is revoked since, or past its last day.</exception>
    public async ValueTask RequireUsableAsync(IWork work, StoredFulfilment released, DateTimeOffset now, CancellationToken ct) => Require(
        await recipientKeys.FindAsync(work, KeyOf(released), ct), now,
        "the receiver's key is revoked since, or past its last day: fulfil again, for its new one");

    private static string KeyOf(StoredFulfilment released) =>
        released.Release?.RecipientKeyId ?? throw new InvalidOperationException("what was not released is for no key");

    private static void Require(RecipientKey? used, DateTimeOffset now, string otherwise)
    {
        if (used is null || !used.MayBeUsed(now)) throw new RefusedException(Refusal.WrongState, otherwise);
    }
}
