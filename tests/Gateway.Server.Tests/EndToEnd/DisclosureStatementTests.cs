using System.Text;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A statement of a release says who disclosed what on what ground, and proves itself with the log's key.</summary>
internal sealed class DisclosureStatementTests
{
    [TestCase("soc")]
    [TestCase("polisen")]
    public async Task Statement_OfARelease_CitesTheProvisionAndProvesItself(string party)
    {
        var reviewer = party == "soc" ? Cast.Reviewer : Cast.PoliceReviewer;
        var (index, person) = await Jurist.ReleasedAsync();
        var statement = JsonNode.Parse(await StateAsync(reviewer, index, person))!;
        Assert.That($"{statement["utlämnande myndighet"]} {statement["mottagande myndighet"]}", Is.EqualTo("Socialtjänsten Polismyndigheten"));
        Assert.That($"{statement["utlämnade uppgifter"]![0]!["med stöd av"]}", Does.Contain("(2025:170)"));
        Assert.That(statement.ToJsonString(), Does.Not.Contain(person.PersonalNumber));

        var proof = TlogProof.Parse($"{statement["bevis"]!["bevis"]}");
        var leafHash = MerkleTree.LeafHash(Encoding.UTF8.GetBytes($"{statement["bevis"]!["loggpost"]}"));
        var key = NoteVerifier.Parse((await Town.Wire(reviewer).Audit.GetCheckpointAsync(new GetCheckpointRequest())).Vkey);
        Assert.That(proof.Verify(leafHash, key));
        Assert.That(proof.Verify(MerkleTree.LeafHash("another"u8), key), Is.False);
    }

    [Test]
    public async Task Statement_OfAnEntryThatReleasedNothing_IsRefused()
    {
        var person = await Inquiry.HeldAsync("contact");
        var asked = await Inquiry.AskForContactAsync(person);
        var index = TlogProof.Parse(asked.Receipts[0].Proof).Index;
        Assert.That((await Refusal.OfAsync(() => StateAsync(Cast.Reviewer, index, person))).StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
    }

    [Test]
    public async Task Statement_AtAPartyWithoutAViewOrOfNoEntry_IsTheSameNeutralRefusal()
    {
        var (index, _) = await Jurist.ReleasedAsync();
        var stranger = await Newcomer.AtAsync("skola", "legal-reviewer");
        foreach (var asked in new[] { index, 1_000_000 })
            Assert.That((await Refusal.OfAsync(async () => await Town.Wire(stranger).Legal.GetDisclosureStatementAsync(
                new GetDisclosureStatementRequest { Index = asked, CaseId = await Jurist.ReviewCaseAsync(stranger), Justification = "Intyg." }))).StatusCode,
                Is.EqualTo(StatusCode.NotFound));
    }

    [Test]
    public async Task Statement_AboutAnotherThanTheCaseOrSomebodyWithAConflictOrOfNoEntry_IsOneAnswerThatIsLogged()
    {
        var (index, person) = await Jurist.ReleasedAsync();
        var relative = await Newcomer.AtAsync("soc", "legal-reviewer", r => r.Conflicts.Add(person));
        List<string> answers = [];
        foreach (var (reviewer, asked) in ((Official, long)[])[(Cast.Reviewer, index), (relative, index), (relative, 1_000_000)])
        {
            var (_, caseId) = await Jurist.CaseAsync(reviewer);
            var size = await Town.Gateway.LogSizeAsync();
            var refused = await Refusal.OfAsync(() => Town.Wire(reviewer).Legal.GetDisclosureStatementAsync(
                new GetDisclosureStatementRequest { Index = asked, CaseId = caseId, Justification = "Intyg." }).ResponseAsync);
            answers.Add($"{refused.StatusCode} {refused.Status.Detail}");
            Assert.That(new GatewayFile(Town.Gateway.Folder).KindsFrom(size), Does.Contain(EntryKind.AuditLookup));
        }
        Assert.That(answers.Distinct().Single(), Does.StartWith("NotFound"));
    }

    [Test]
    public async Task Statement_WithoutAnOpenCaseOfOnesOwn_IsRefusedWhateverIsThere()
    {
        var (index, _) = await Jurist.ReleasedAsync();
        foreach (var asked in new[] { index, 1_000_000 })
            Assert.That((await Refusal.OfAsync(() => Town.Wire(Cast.Reviewer).Legal.GetDisclosureStatementAsync(
                new GetDisclosureStatementRequest { Index = asked, CaseId = "inget-fall", Justification = "Intyg." }).ResponseAsync)).StatusCode,
                Is.EqualTo(StatusCode.InvalidArgument));
    }

    private static async Task<string> StateAsync(Official reviewer, long index, Subject person)
    {
        var (_, caseId) = await Jurist.CaseAsync(reviewer, person);
        var response = await Town.Wire(reviewer).Legal.GetDisclosureStatementAsync(
            new GetDisclosureStatementRequest { Index = index, CaseId = caseId, Justification = "Intyg." });
        return response.StatementJson.ToStringUtf8();
    }
}
