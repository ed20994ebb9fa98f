using System.Globalization;
using Gateway.Parties;
using Gateway.Storage;
using Gateway.Storage.Retention;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage.Erasure;

/// <summary>Each thing that holds something of a party is found from the rows that it stands in, for the party whose it is.</summary>
public sealed class HindrancesTests
{
    private const string Person = "x'0606060606060606060606060606060606060606060606060606060606060606'";

    private static readonly long Now = At.ToUnixTimeMilliseconds();
    private static readonly string Entry = Identifiers.New(At.AddDays(-500));

    private TestStore _store = null!; // set before each test

    private static IEnumerable<TestCaseData> Matters()
    {
        yield return Case("RequestThatWaits", Request(days: 13, waits: true), "polisen-syd malmo-soc", 13);
        yield return Case("RequestThatTheHolderWasNotShown", Request(days: 13, waits: false), "polisen-syd", 13);
        yield return Case("RequestThatHasClosedByItself", Request(days: 15, waits: true), "");
        yield return Case("RequestThatIsClosed", Request(days: 13, waits: true, isClosed: true), "");
        yield return Case("FormalDecisionAskedFor", Ended + "INSERT INTO formal_decisions (request, holder, asked_at) VALUES ('r', 'malmo-soc', 0)", "polisen-syd malmo-soc", 400);
        yield return Case("FormalDecisionAppealable", Ended + $"INSERT INTO formal_decisions (request, holder, asked_at, decided_at, appealable_until) VALUES ('r', 'malmo-soc', 0, 1, {Now + 1})",
            "polisen-syd malmo-soc", 400);
        yield return Case("FormalDecisionThatStands", Ended + $"INSERT INTO formal_decisions (request, holder, asked_at, decided_at, appealable_until) VALUES ('r', 'malmo-soc', 0, 1, {Now})", "");
        yield return Case("FollowUpOfARequest", Ended + FollowUp("r"), "malmo-soc", 400);
        yield return Case("FollowUpOfARequestThatTheOtherSeesToo", Ended + FollowUp("r", counterpart: "polisen-syd"), "polisen-syd malmo-soc", 400);
        yield return Case("FollowUpThatIsDone", Ended + FollowUp("r", isDone: true), "");
        yield return Case("FollowUpToEraseSomething", Ended + FollowUp("r", "ErasureInstruction"), "");
        yield return Case("ReviewOfAnOfficersVolume", Ended + FollowUp("berg/2026-11-20", party: "polisen-syd"), "polisen-syd", 400);
        yield return Case("ReviewOfAnotherOfficersVolume", Ended + FollowUp("ek/2026-11-20", party: "polisen-syd"), "");
        yield return Case("FollowUpOfAnAlert", Opened + FollowUp("a"), "malmo-soc", 450);
        yield return Case("ReviewOfAnEntry",
            $"INSERT INTO log_entries (idx, id, leaf) VALUES (0, '{Entry}', x''); INSERT INTO log_views (idx, party, subject, sealed) VALUES (0, 'malmo-soc', {Person}, x'01');" + FollowUp(Entry), "malmo-soc");
        yield return Case("IncidentOfARequest", Ended + Incident("r") + FollowUp("i", "IncidentReport"), "malmo-soc", 400);
        yield return Case("IncidentOfAnAlert", Opened + Incident("a") + FollowUp("i", "IncidentReport"), "malmo-soc", 450);
        yield return Case("IncidentThatWasReported", Opened + Incident("a") + FollowUp("i", "IncidentReport", isDone: true), "");
        yield return Case("AlertNotOpened", Alert("Delivered"), "polisen-syd", 450);
        yield return Case("AlertOpened", Opened, "");
        yield return Case("OpenCase", $"INSERT INTO cases (party, id, kind, purpose, subject, officers, opened_at) VALUES ('malmo-soc', 'c', '', '', {Person}, '[]', 0)", "malmo-soc");
        yield return Case("ClosedCase", $"INSERT INTO cases (party, id, kind, purpose, subject, officers, opened_at, closed_at) VALUES ('malmo-soc', 'c', '', '', {Person}, '[]', 0, 1)", "");
        yield return Case("PlacedOnThePerson", $"INSERT INTO holds (id, party, person) VALUES ('h', 'malmo-soc', {Person})", "malmo-soc");
        yield return Case("PlacedOnARecord", "INSERT INTO holds (id, party, record) VALUES ('h', 'malmo-soc', 'akt'); "
            + "INSERT INTO record_sections (holder, record, section, version, category, sealed_facts, facts_digest, ciphertext_digest, envelope, signature, stored_at, content_key) "
            + $"VALUES ('malmo-soc', 'akt', 's', 1, '', x'', x'', x'', x'', '', {Ago(600)}, x''); "
            + $"INSERT INTO record_persons (holder, record, section, version, position, person) VALUES ('malmo-soc', 'akt', 's', 1, 0, {Person})", "malmo-soc", 600);
    }

    [SetUp]
    public async Task Open() => _store = await TestStore.OpenAsync();

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [TestCaseSource(nameof(Matters))]
    public async Task Matter_HoldsThePersonForThePartiesWhoseItIs(string rows, string parties, int? daysSince)
    {
        await _store.CommitAsync(async work =>
        {
            var command = SqlWork.Of(work).Connection.CreateCommand();
            command.CommandText = rows;
            await command.ExecuteNonQueryAsync();
        });
        foreach (var party in (PartyId[])[Police, Social, School])
        {
            var holds = await _store.CommitAsync(work => new SqlRetentionStore(_store.Database).HoldsAsync(work, party, null, At, default));
            var isHeld = parties.Split(' ').Contains(party.ToString());
            Assert.That(holds.Persons, isHeld ? Is.EqualTo(new[] { Convert.ToHexStringLower(Bytes(6)) }) : Is.Empty, $"{party}");
            Assert.That(holds.Since, isHeld && daysSince is { } days ? Is.EqualTo(DateTimeOffset.FromUnixTimeMilliseconds(Ago(days))) : Is.Null, $"{party}");
        }
    }

    private static string Ended => Request(days: 400, waits: true, isClosed: true);

    private static string Opened => Alert("Opened");

    private static TestCaseData Case(string name, string rows, string parties, int? daysSince = null) =>
        new TestCaseData(rows, parties, daysSince).SetName($"Matter_{name}_HoldsThePersonForThePartiesWhoseItIs");

    private static string Request(int days, bool waits, bool isClosed = false) => string.Create(CultureInfo.InvariantCulture,
        $"""
        INSERT INTO requests (id, asker, holder, idempotency_key, digest, sealed_content, sealed_answer, reasons_signature, waits, asked_at, closed_at, officer, subject)
        VALUES ('r', 'polisen-syd', 'malmo-soc', 'k', x'', x'', x'', '', {waits}, {Ago(days)}, {(isClosed ? "1" : "NULL")}, 'berg', {Person});
        """);

    private static string Alert(string state) =>
        $"""
        INSERT INTO alerts (id, sender, receiver, idempotency_key, digest, purpose, urgency, categories, sealed_content, sealed_answer, state, stored_at, open_before)
        VALUES ('a', 'polisen-syd', 'malmo-soc', 'k', x'', '', '', '[]', x'', x'', '{state}', {Ago(450)}, 0);
        INSERT INTO alert_persons (alert, person) VALUES ('a', {Person});
        """;

    private static string Incident(string reference) =>
        $"INSERT INTO incidents (id, party, receiver, reference, was_opened, aware_at, reported_at) VALUES ('i', 'malmo-soc', 'polisen-syd', '{reference}', TRUE, 0, 0);";

    private static string FollowUp(string reference, string kind = "LogReview", string party = "malmo-soc", string? counterpart = null, bool isDone = false) =>
        "INSERT INTO follow_ups (id, party, counterpart, kind, reference, cause, officer, made_at, due_at, done_at) "
        + $"VALUES ('f', '{party}', '{counterpart ?? party}', '{kind}', '{reference}', '', '', 0, 0, {(isDone ? "1" : "NULL")});";

    private static long Ago(int days) => At.AddDays(-days).ToUnixTimeMilliseconds();
}
