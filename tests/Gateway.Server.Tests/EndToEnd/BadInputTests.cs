using Gateway.Protocol.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Whatever is wrong with a message is told at once, and nothing comes of it. In parallel, because of the time grid.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class BadInputTests
{
    private static readonly string Long = new('x', 2000);

    private long _before;

    [OneTimeSetUp]
    public async Task LookAtTheLogAsync() => _before = await Town.Gateway.LogSizeAsync();

    [OneTimeTearDown]
    public async Task NothingWasLoggedAsync() => Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(_before));

    private static IEnumerable<TestCaseData> Calls()
    {
        yield return Case("Push_Empty", w => w.Alerts.PushAsync(new PushRequest()).ResponseAsync,
            "urgency", "idempotency_key", "receiver_party_id", "assessed_by", "purpose", "trigger", "sections");
        yield return Case("Push_TooMuch", w => w.Alerts.PushAsync(Oversized()).ResponseAsync,
            "idempotency_key", "persons", "sections", "claimed_provisions", "answers", "asserted_facts", "registration_number", "environment_code", "purpose");
        yield return Case("Push_Contradictory", w => w.Alerts.PushAsync(Contradictory()).ResponseAsync,
            "trigger", "urgency", "persons[1].role", "persons[1].protected_identity", "persons[1].subject", "open_before", "sections[0].person_indexes",
            "sections[0].envelope", "sections[0].signature");
        yield return Case("Push_Section", w => w.Alerts.PushAsync(WithSection(new SealedSection())).ResponseAsync,
            "sections[0].section_id", "sections[0].category", "sections[0].version", "sections[0].person_indexes", "sections[0].envelope");
        yield return Case("Push_LargeSection", w => w.Alerts.PushAsync(WithSection(LargeSection())).ResponseAsync,
            "sections[0].person_indexes", "sections[0].envelope", "sections[0].signature");
        yield return Case("Push_UnidentifiedFalse", w => w.Alerts.PushAsync(About(new Subject { Unidentified = false })).ResponseAsync,
            "persons[0].subject", "sections");
        yield return Case("Open_LongNumber", w => w.Alerts.OpenAsync(new OpenRequest { RegistrationNumber = Long }).ResponseAsync, "registration_number");
        yield return Case("Deposit_Empty", w => w.Records.DepositAsync(new DepositRequest()).ResponseAsync, "record_id", "sections");
        yield return Case("Deposit_BadNames", w => w.Records.DepositAsync(BadRecord()).ResponseAsync,
            "record_id", "registration_number", "persons[0].subject", "persons[0].role", "persons[0].protected_identity", "sections");
        yield return Case("Request_Empty", w => w.Disclosures.RequestAsync(new RequestRequest()).ResponseAsync,
            "categories", "idempotency_key", "holder_party_id", "subject", "purpose");
        yield return Case("Request_Contradictory", w => w.Disclosures.RequestAsync(BadRequest()).ResponseAsync,
            "categories", "reasons_answers", "offence.code", "case_id", "registration_number", "subject");
        yield return Case("Assess_Nothing", w => w.Disclosures.AssessAsync(
            new AssessRequest { RequestId = new string('0', 32), RegistrationNumber = Long }).ResponseAsync, "answers", "registration_number");
        yield return Case("OpenCase_Empty", w => w.Cases.OpenCaseAsync(new OpenCaseRequest()).ResponseAsync,
            "kind", "officer_ids", "subject", "case_id", "purpose");
        yield return Case("CloseCase_Empty", w => w.Cases.CloseCaseAsync(
            new CloseCaseRequest { HandedOverToPartyId = "ÅÄÖ", HandOverReceipt = Long, FollowUpAt = Never }).ResponseAsync,
            "case_id", "handed_over_to_party_id", "hand_over_receipt", "follow_up_at");
        yield return Case("RegisterParty_Empty", w => w.Directory.RegisterPartyAsync(new RegisterPartyRequest()).ResponseAsync,
            "party.kind", "party.recipient_key", "party.recipient_key_valid_until", "party.signing_key", "party.party_id", "party.name");
        yield return Case("ProposeRecipientKey_Empty", w => w.Keys.ProposeRecipientKeyAsync(new ProposeRecipientKeyRequest()).ResponseAsync,
            "recipient_key", "valid_until", "registration_number");
        yield return Case("RevokeRecipientKey_Empty", w => w.Keys.RevokeRecipientKeyAsync(
            new RevokeRecipientKeyRequest { RegistrationNumber = Long }).ResponseAsync, "key_id", "registration_number");
        yield return Case("ListReleasesOfKey_Empty", w => w.Keys.ListReleasesOfKeyAsync(
            new ListReleasesOfKeyRequest { After = Long }).ResponseAsync, "key_id", "after");
        yield return Case("RegisterOfficer_Empty", w => w.Directory.RegisterOfficerAsync(
            new RegisterOfficerRequest { TrainingValidUntil = "i morgon", Conflicts = { new Subject() } }).ResponseAsync,
            "party_id", "officer_id", "training_valid_until", "conflicts[0]");
        yield return Case("GetParty_Empty", w => w.Directory.GetPartyAsync(new GetPartyRequest()).ResponseAsync, "party_id");
        yield return Case("RecordStandingDecision_Empty", w => w.Directory.RecordStandingDecisionAsync(new RecordStandingDecisionRequest()).ResponseAsync,
            "categories", "standing_decision_id", "provision_id", "question", "receiver_party_id", "valid_until");
        yield return Case("ListAccesses_Empty", w => w.Audit.ListAccessesAsync(new ListAccessesRequest()).ResponseAsync,
            "subject", "justification", "case_id");
        yield return Case("PreviewErasure_Empty", w => w.Erasures.PreviewErasureAsync(new PreviewErasureRequest()).ResponseAsync, "scope");
        yield return Case("ProposeErasure_Section", w => w.Erasures.ProposeErasureAsync(new ProposeErasureRequest
        {
            Scope = new ErasureScope { Section = new SectionName { RecordId = "Akt 1" }, LogDetails = true },
        }).ResponseAsync, "scope.section.record_id", "scope.section.section_id", "scope.log_details", "registration_number");
        yield return Case("ProposeErasure_WholePartyFalse", w => w.Erasures.ProposeErasureAsync(
            new ProposeErasureRequest { Scope = new ErasureScope { WholeParty = false }, RegistrationNumber = Long }).ResponseAsync,
            "scope", "registration_number");
        yield return Case("PlaceHold_Empty", w => w.Erasures.PlaceHoldAsync(new PlaceHoldRequest()).ResponseAsync, "subject", "registration_number");
        yield return Case("ProposeRetentionRules_Empty", w => w.Retention.ProposeRetentionRulesAsync(new ProposeRetentionRulesRequest()).ResponseAsync,
            "rules", "registration_number");
        yield return Case("ProposeRetentionRules_Rules", w => w.Retention.ProposeRetentionRulesAsync(new ProposeRetentionRulesRequest
        {
            Rules = { Rule("erasure", 730), Rule("annat", 730), Rule("alert", 364), Rule("case", -1), Rule("key", 36_501), Rule("alert", 0) },
            RegistrationNumber = Long,
        }).ResponseAsync, "rules[0].kind", "rules[1].kind", "rules[2].days", "rules[3].days", "rules[4].days", "rules[5].kind", "registration_number");
        yield return Case("ProposeRetentionRules_TooMany", w => w.Retention.ProposeRetentionRulesAsync(new ProposeRetentionRulesRequest
        {
            Rules = { Enumerable.Repeat(Rule("", 0), 65) }, RegistrationNumber = "Dnr 1",
        }).ResponseAsync, "rules");
        yield return Case("ProposeRetentionErasure_Empty", w => w.Retention.ProposeRetentionErasureAsync(
            new ProposeRetentionErasureRequest()).ResponseAsync, "registration_number");
        yield return Case("LiftHold_Empty", w => w.Erasures.LiftHoldAsync(new LiftHoldRequest()).ResponseAsync, "registration_number");
    }

    [Test]
    public async Task GetConsistencyProof_Backwards_IsOutOfRange()
    {
        var refused = await Refusal.OfAsync(() => Town.Wire(Cast.Police).Audit.GetConsistencyProofAsync(
            new GetConsistencyProofRequest { OldSize = 5, NewSize = 2 }).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.OutOfRange));
    }

    [Test]
    public async Task GetReceipt_BeyondTheEnd_IsOutOfRange()
    {
        var refused = await Refusal.OfAsync(() => Town.Wire(Cast.Police).Audit.GetReceiptAsync(
            new GetReceiptRequest { Index = long.MaxValue }).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.OutOfRange));
    }

    [TestCaseSource(nameof(Calls))]
    public async Task Call_WrongFields_NamesThemAll(Func<WireClients, Task> call, string[] fields)
    {
        var refused = await Refusal.OfAsync(() => call(Town.Wire(Cast.Police)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
            Assert.That(Refusal.FieldsOf(refused), Is.EquivalentTo(fields));
        }
    }

    [TestCase("198001012391", TestName = "Subject_WrongCheckDigit_IsRefused")]
    [TestCase("198002302390", TestName = "Subject_NoSuchDay_IsRefused")]
    [TestCase("8001012390", TestName = "Subject_TenDigits_IsRefused")]
    public async Task Subject_NotANumber_IsRefused(string number)
    {
        var request = Messages.Contact(new Subject { PersonalNumber = number }, "fall");
        var refused = await Refusal.OfAsync(() => Town.Wire(Cast.Police).Disclosures.RequestAsync(request).ResponseAsync);
        Assert.That(Refusal.FieldsOf(refused), Is.EqualTo(["subject.personal_number"]));
        Assert.That(refused.Status.Detail, Does.Not.Contain(number));
    }

    private static Timestamp Never => new() { Seconds = long.MaxValue, Nanos = -1 };

    private static RetentionRule Rule(string kind, int days) => new() { Kind = kind, Days = days };

    private static TestCaseData Case(string name, Func<WireClients, Task> call, params string[] fields) =>
        new TestCaseData(call, fields).SetName($"{name}_NamesEveryField");

    private static PushRequest About(Subject subject) => new(Messages.Concern(subject)) { IdempotencyKey = Town.Name("key-of-an-alert") };

    private static PushRequest WithSection(SealedSection section) => new(About(People.Child())) { Sections = { section } };

    private static SealedSection LargeSection() => new()
    {
        SectionId = "a", Category = "event", Version = 1, Envelope = ByteString.CopyFrom(new byte[(1 << 20) + 1]), Signature = Long,
    };

    private static PushRequest Contradictory() => new(WithSection(LargeSection()))
    {
        Trigger = Trigger.Request, Urgency = (AlertUrgency)9, OpenBefore = Never, Persons = { new ConcernedPerson() },
    };

    private static PushRequest Oversized()
    {
        var push = About(People.Child());
        (push.IdempotencyKey, push.RegistrationNumber, push.EnvironmentCode, push.Purpose) = ("for kort!", Long, Long, Long);
        push.Persons.Add(Enumerable.Range(0, 16).Select(_ => People.Child().As(PersonRole.Other)));
        push.ClaimedProvisions.Add(Enumerable.Repeat("sol-19-1", 8));
        push.Answers.Add(Enumerable.Repeat(push.Answers[0], 32));
        push.AssertedFacts.Add(Enumerable.Repeat(new AssertedFact { Name = "single-case" }, 17));
        return push;
    }

    private static DepositRequest BadRecord() => new()
    {
        RecordId = "Akt 1", RegistrationNumber = Long, Persons = { new ConcernedPerson { Role = (PersonRole)99 } },
    };

    private static RequestRequest BadRequest()
    {
        var request = Messages.Contact(new Subject { Unidentified = true }, Long);
        request.Categories.Add(request.Categories[0]);
        request.ReasonsAnswers.Add(new Answer { Question = "necessary-own-task", Holds = true });
        (request.Offence, request.RegistrationNumber) = (new AskedOffence(), Long);
        return request;
    }
}
