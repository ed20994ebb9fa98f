using Gateway.Enforcement;

namespace Gateway.Records;

/// <summary>
/// Whether what a holder delivered is still for a key that counts: the holder wrapped it, under a logged release, for the one that counted then.
/// </summary>
internal sealed class DeliveredKeys(IRecipientKeyStore recipientKeys)
{
    /// <exception cref="RefusedException">The key is revoked since, or past its last day.</exception>
    public async ValueTask RequireUsableAsync(StoredFulfilment delivered, DateTimeOffset now, CancellationToken ct)
    {
        var keyId = delivered.Release?.RecipientKeyId ?? throw new InvalidOperationException("what was not released is not delivered");
        if (await recipientKeys.FindAsync(keyId, ct) is not { } used || !used.MayBeUsed(now))
            throw new RefusedException(
                Refusal.WrongState, "what the holder delivered is wrapped for a key that is revoked since, or past its last day: make a new request");
    }
}
