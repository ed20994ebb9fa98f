using Gateway.Client;
using System.Text;
using Gateway.Crypto;
using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A party's keys are rotated under running requests: nothing is encrypted again, and nothing that was sealed is lost.</summary>
internal sealed class PartyKeyRotationTests
{
    private const string AtRest =
        "SELECT hex(content_key) || hex(envelope) || hex(sealed_facts) FROM record_sections WHERE holder = 'soc' ORDER BY record, section, version";

    [Test]
    public async Task Section_DepositedBefore_IsReleasedAfterAndWasNotTouched()
    {
        var asked = await Inquiry.AskForContactAsync(await Inquiry.HeldAsync("contact"));
        var before = new GatewayFile(Town.Gateway.Folder).Column(AtRest);
        await TwoOperators.RotateAsync("soc");
        await TwoOperators.RotateAsync("polisen");
        Assert.That(new GatewayFile(Town.Gateway.Folder).Column(AtRest), Is.EqualTo(before));

        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"));
        var release = (await Inquiry.CollectAsync(asked.RequestId)).Release;
        var opened = await Town.As(Cast.Police).Releases.OpenAsync(release, CancellationToken.None);
        Assert.That(Encoding.UTF8.GetString(opened.Sections.Single().Content.Span), Is.EqualTo("Uppgift."));
    }

    [Test]
    public async Task Section_SealedToTheEarlierIntakeKey_IsStillTaken()
    {
        var earlier = await IntakeAsync("soc");
        await TwoOperators.RotateAsync("soc");
        Assert.That(await IntakeAsync("soc"), Is.Not.EqualTo(earlier));
        Assert.That((await Intake.DepositAsync(r => Envelopes.Seal("soc", r, sealedTo: earlier))).Receipts, Has.Count.EqualTo(1));
        Assert.That((await Intake.DepositAsync(r => Envelopes.Seal("soc", r))).Receipts, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Requests_WhileKeysAreRotated_SucceedAtOnceOrOnTheNextTry()
    {
        using var done = new CancellationTokenSource();
        var requests = Enumerable.Range(0, 4).Select(_ => DepositUntilAsync(done.Token)).ToList();
        for (var i = 0; i < 5; i++) await TwoOperators.RotateAsync("soc");
        await done.CancelAsync();
        Assert.That(await Task.WhenAll(requests), Is.All.GreaterThan(0));
    }

    private static async Task<int> DepositUntilAsync(CancellationToken ct)
    {
        var deposited = 0;
        do
        {
            try
            {
                await Inquiry.HeldAsync("contact");
                deposited++;
            }
            catch (GatewayException e) when (!e.IsFinal)
            {
                // Whose lease is older than a box that it meets is told to ask once more (src/Gateway.Server/Keys/README.md).
            }
        }
        while (!ct.IsCancellationRequested);
        return deposited;
    }

    private static async Task<EcPublicKey> IntakeAsync(string party) =>
        EcPublicKey.FromJwk((await Town.Wire(Cast.Police).Directory.GetPartyAsync(new GetPartyRequest { PartyId = party })).Party.IntakeKey);
}
