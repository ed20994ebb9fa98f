using System.Diagnostics.Metrics;
using Gateway.Crypto;
using Gateway.Server.Keys;

namespace Gateway.Server.Tests.Keys;

internal sealed class VaultMetricsTests
{
    [Test]
    public async Task VaultKey_AskedAndRefused_CountsEachQuestionWithItsOutcome()
    {
        List<string> seen = [];
        using var metrics = new VaultMetrics();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (metrics.Owns(instrument)) listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Add($"{instrument.Name} {value} {tags[0].Value} {tags[1].Value}"));
        listener.Start();

        var vault = new CountingVault();
        var key = new VaultKey(new SingleKeyVault(vault, "A256KW"), metrics);
        var wrap = await key.WrapAsync(new byte[32], default);
        vault.Refusal = new KeyVaultException(VaultFault.Forbidden);
        Assert.That(async () => await key.UnwrapAsync(wrap.KeyId, wrap.Wrapped, default), Throws.TypeOf<KeysUnavailableException>());
        vault.Refusal = new InvalidOperationException("of no name");
        Assert.That(async () => await key.UnwrapAsync(wrap.KeyId, wrap.Wrapped, default), Throws.TypeOf<KeysUnavailableException>());

        Assert.That(seen, Is.EqualTo(
        [
            "gateway.vault.calls 1 Current Answered", "gateway.vault.calls 1 Wrap Answered", "gateway.vault.calls 1 Unwrap Answered",
            "gateway.vault.calls 1 Unwrap Forbidden", "gateway.vault.calls 1 Unwrap Refused",
        ]));
    }
}
