using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A consent counts while it is on record, for what it covers, from those who have to give it; revoked, it opens nothing more.</summary>
internal sealed class ConsentTests
{
    [Test]
    public async Task Alert_OnAConsent_IsNoLongerOpenedOnceItIsRevoked()
    {
        var person = People.Adult();
        var consent = await RecordedAsync(person);
        var pushed = await PushAsync(person);
        Assert.That(pushed.Decisions[0].Outcome, Is.EqualTo(Outcome.Permit));
        var open = new OpenRequest { AlertId = pushed.AlertId };
        Assert.That((await Town.Wire(Cast.HeadTeacher).Alerts.OpenAsync(open)).Release, Is.Not.Null);

        await Town.Wire(Cast.SocialWorker).Consents.RevokeConsentAsync(new RevokeConsentRequest { ConsentId = consent });
        var opened = await Town.Wire(Cast.HeadTeacher).Alerts.OpenAsync(open);
        Assert.That(opened.Release, Is.Null);
        Assert.That(opened.Decisions[0].Outcome, Is.EqualTo(Outcome.Deny));
        Assert.That((await PushAsync(person)).Decisions[0].Outcome, Is.EqualTo(Outcome.Deny));
    }

    [TestCaseSource(nameof(Narrower))]
    public async Task Alert_BeyondTheConsent_IsRefused(Action<RecordConsentRequest> narrow)
    {
        var person = People.Adult();
        await RecordedAsync(person, narrow);
        var decided = (await PushAsync(person)).Decisions[0];
        Assert.That(decided.Outcome, Is.EqualTo(Outcome.Deny));
        Assert.That(decided.Needs.Select(n => n.Code), Is.EqualTo(["consent-on-record"]));
    }

    [Test]
    public async Task Alert_OnAConsentThatItsAssessorRecorded_IsRefusedUntilAnotherHasRecordedOne()
    {
        var person = People.Adult();
        var consent = Consent(person);
        await Town.Wire(Cast.Assessor).Consents.RecordConsentAsync(consent);
        var decided = (await PushAsync(person)).Decisions[0];
        Assert.That(decided.Outcome, Is.EqualTo(Outcome.Deny));
        Assert.That(decided.Needs.Select(n => n.Code), Is.EqualTo(["consent-on-record"]));
        await RecordedAsync(person);
        Assert.That((await PushAsync(person)).Decisions[0].Outcome, Is.EqualTo(Outcome.Permit));
    }

    [Test]
    public async Task Alert_WithoutAnyRecord_IsRefusedWhateverTheOfficerAnswers() =>
        Assert.That((await PushAsync(People.Adult())).Decisions[0].Needs.Select(n => n.Code), Is.EqualTo(["consent-on-record"]));

    [Test]
    public async Task Record_WhatIsUnfit_NamesTheField()
    {
        var fit = Consent(People.Adult());
        (string Field, Action<RecordConsentRequest> Spoil)[] unfit =
        [
            ("form", c => c.Form = ConsentForm.Unspecified), ("givers", c => c.Givers.Clear()), ("givers", c => c.Givers.Add((ConsentGiver)7)),
            ("subject", c => c.Subject = null), ("categories", c => c.Categories.Add("no-such")), ("purposes", c => c.Purposes.Add("no-such")),
            ("receiver_party_ids", c => c.ReceiverPartyIds.Add("no-such")), ("given_on", c => c.GivenOn = Cast.Day(1)),
            ("valid_until", c => c.ValidUntil = Cast.Day(13)), ("valid_until", c => c.ValidUntil = "tomorrow"),
        ];
        foreach (var (field, spoil) in unfit)
        {
            var consent = new RecordConsentRequest(fit);
            spoil(consent);
            var refused = await Refusal.OfAsync(() => Town.Wire(Cast.SocialWorker).Consents.RecordConsentAsync(consent).ResponseAsync);
            Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.InvalidArgument), field);
            Assert.That(Refusal.FieldsOf(refused), Has.Some.StartsWith(field));
        }
        await Town.Wire(Cast.SocialWorker).Consents.RecordConsentAsync(fit);
        var taken = await Refusal.OfAsync(() => Town.Wire(Cast.SocialWorker).Consents.RecordConsentAsync(fit).ResponseAsync);
        Assert.That(taken.StatusCode, Is.EqualTo(StatusCode.AlreadyExists));
    }

    [Test]
    public async Task Revoke_OfAnothersOrASecondTime_IsRefused()
    {
        var revoke = new RevokeConsentRequest { ConsentId = await RecordedAsync(People.Adult()) };
        var foreign = await Refusal.OfAsync(() => Town.Wire(Cast.Police).Consents.RevokeConsentAsync(revoke).ResponseAsync);
        Assert.That(foreign.StatusCode, Is.EqualTo(StatusCode.NotFound));
        await Town.Wire(Cast.SocialWorker).Consents.RevokeConsentAsync(revoke);
        var again = await Refusal.OfAsync(() => Town.Wire(Cast.SocialWorker).Consents.RevokeConsentAsync(revoke).ResponseAsync);
        Assert.That(again.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
    }

    /// <summary>Records a consent of an adult to tell the school about the family; answers its id.</summary>
    internal static async Task<string> RecordedAsync(Subject person, Action<RecordConsentRequest>? change = null)
    {
        var consent = Consent(person);
        change?.Invoke(consent);
        await Town.Wire(Cast.SocialWorker).Consents.RecordConsentAsync(consent);
        return consent.ConsentId;
    }

    private static IEnumerable<TestCaseData<Action<RecordConsentRequest>>> Narrower()
    {
        yield return Case("another category", c => c.Categories[0] = "schooling");
        yield return Case("another receiver", c => c.ReceiverPartyIds[0] = "polisen");
        yield return Case("another purpose", c => c.Purposes[0] = "prevent-crime");
        yield return Case("from somebody else", c => c.Givers[0] = ConsentGiver.AllCustodians);
        yield return Case("about somebody else", c => c.Subject = People.Adult());

        static TestCaseData<Action<RecordConsentRequest>> Case(string name, Action<RecordConsentRequest> change) => new(change) { TestName = $"Alert_{name}" };
    }

    internal static RecordConsentRequest Consent(Subject person) => new()
    {
        ConsentId = Town.Name("samtycke"), Subject = person, Givers = { ConsentGiver.Self }, Categories = { "family" },
        ReceiverPartyIds = { "skola" }, Purposes = { "care" }, Form = ConsentForm.Written, GivenOn = Cast.Day(0), ValidUntil = Cast.Day(6),
    };

    private static async Task<PushResponse> PushAsync(Subject person)
    {
        var alert = new PushRequest
        {
            IdempotencyKey = Town.Name("key-of-an-alert"), ReceiverPartyId = "skola", AssessedBy = Cast.Assessor.Id, Purpose = "care",
            Trigger = Trigger.OwnInitiative, ClaimedProvisions = { "osl-12-2" }, Persons = { person.As(PersonRole.Subject) }, Urgency = AlertUrgency.Ordinary,
            Answers = { new Answer { Question = "consent-given", Holds = true }, new Answer { Question = "necessary-and-proportionate", Holds = true } },
            AssertedFacts = { new AssertedFact { Name = "consent-invoked", Holds = true } },
        };
        return await Town.Wire(Cast.Assessor).Alerts.PushAsync(
            await Town.As(Cast.Assessor).Alerts.PrepareAsync(alert, [Messages.Section("family")], default));
    }
}
