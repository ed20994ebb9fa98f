using Gateway.Audit;
using Gateway.Client;
using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What a permit hands out opens for its receiver alone, holds what was permitted alone, and is proven to be logged.</summary>
internal sealed class ReleaseTests
{
    [Test]
    public async Task Release_OfAnAlert_HoldsWhatWasPermittedAndEveryReceiptProves()
    {
        var police = Town.As(Cast.Police).Alerts;
        PlainSection[] sections = [Messages.Section("event", "Händelsen.", "event"), Messages.Section("investigation", "Förhöret.", "file")];
        var pushed = await police.PushAsync(Messages.Concern(People.Child()), sections, CancellationToken.None);
        var release = (await Town.As(Cast.SocialWorker).Alerts.OpenAsync(pushed.AlertId, "", CancellationToken.None)).Release;

        Assert.That(pushed.Decisions.Select(d => d.Outcome), Is.EqualTo([Outcome.Permit, Outcome.Deny]));
        Assert.That(release?.Sections.Select(s => s.Label.Section), Is.EqualTo(["event"]));
        var log = NoteVerifier.Parse((await Town.Wire(Cast.Police).Audit.GetCheckpointAsync(new GetCheckpointRequest())).Vkey);
        foreach (var entry in release!.Entries) // an expectation above failed where it is null
        {
            var newest = await Town.Wire(Cast.HeadTeacher).Audit.GetReceiptAsync(new GetReceiptRequest { Index = entry.Index });
            Assert.That(TlogProof.Parse(newest.Proof).Verify(entry.LeafHash.Span, log), Is.True);
        }
    }

    [Test]
    public async Task Release_InOtherHands_IsNotOpened()
    {
        var release = await OpenedAsync();
        using var stolen = new PartyIdentity(new PartyId("soc"), AgreementKey.Generate(), SigningKey.Generate());
        var thief = new ReleaseOpener(stolen, Town.As(Cast.SocialWorker).Receipts, SigningKeysAsync);
        await RefusedAsync(Town.As(Cast.Police).Releases, release);
        await RefusedAsync(thief, release);
        // Nor where the thumbprint is made to fit: the leaf commits to the key.
        await RefusedAsync(thief, new Release(release) { RecipientKeyThumbprint = stolen.Recipient.Public.KeyId });
        Assert.That((await Town.As(Cast.SocialWorker).Releases.OpenAsync(release, CancellationToken.None)).Sections, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Release_WithTheLeafOfADenial_IsNotOpened()
    {
        var officer = new Official("soc", Town.Name("ny"), "19710112", "case-worker");
        await Town.Wire(Cast.Operator).Directory.RegisterOfficerAsync(new RegisterOfficerRequest(Cast.Registration(officer)) { TrainingValidUntil = "" });
        var alert = await Alarm.PushedAsync();
        var denied = await Town.Wire(officer).Alerts.OpenAsync(new OpenRequest { AlertId = alert });
        var release = (await Town.Wire(Cast.SocialWorker).Alerts.OpenAsync(new OpenRequest { AlertId = alert })).Release;
        release.Receipts.Clear();
        release.Receipts.Add(denied.Receipts);
        await RefusedAsync(Town.As(Cast.SocialWorker).Releases, release);
    }

    [Test]
    public async Task Release_WithTheReceiptsOfAnother_IsNotOpened()
    {
        var (one, other) = (await OpenedAsync(), await OpenedAsync());
        one.Receipts.Clear();
        one.Receipts.Add(other.Receipts);
        await RefusedAsync(Town.As(Cast.SocialWorker).Releases, one);
    }

    [Test]
    public async Task Collect_Again_IsLoggedAgain()
    {
        var asked = await Inquiry.AskForContactAsync(await Inquiry.HeldAsync("contact"));
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"));
        var size = await Town.Gateway.LogSizeAsync();
        var (first, second) = (await Inquiry.CollectAsync(asked.RequestId), await Inquiry.CollectAsync(asked.RequestId));
        Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(size + 8));
        Assert.That(second.Release.Receipts.Select(r => r.Leaf).Intersect(first.Release.Receipts.Select(r => r.Leaf)), Is.Empty);
    }

    private static async Task<Release> OpenedAsync() =>
        (await Town.Wire(Cast.SocialWorker).Alerts.OpenAsync(new OpenRequest { AlertId = await Alarm.PushedAsync() })).Release;

    private static async Task RefusedAsync(ReleaseOpener opener, Release release) =>
        await Assert.ThrowsAsync<ReleaseRefusedException>(() => opener.OpenAsync(release, CancellationToken.None));

    private static ValueTask<IReadOnlyList<EcPublicKey>> SigningKeysAsync(string party, bool isAfresh, CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<EcPublicKey>>([Town.Gateway.IdentityOf(party).Signing.Public]);
}
