using System.Security.Cryptography;
using System.Text;
using Gateway.Audit;
using Gateway.Protocol.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What takes two people is done by two: whatever one of them tries alone changes nothing.</summary>
internal sealed class ProposalTests
{
    private int _generation;

    [SetUp]
    public void LookAtTheKeys() => _generation = Generation();

    [Test]
    public async Task Proposal_IsReadByTheOtherAndCarriedOutOnce()
    {
        var proposal = await TwoOperators.RotationAsync("skola");
        Assert.That(Generation(), Is.EqualTo(_generation), "nothing is done before the approval");
        Assert.That(proposal.Content, Is.EqualTo("""{"party":"skola","registrationNumber":"Dnr 17"}"""));
        Assert.That($"{proposal.Act} {proposal.ProposedBy}", Is.EqualTo("rotate-party-keys operator"));
        Assert.That(proposal.Digest, Is.EqualTo(ByteString.CopyFrom(SHA256.HashData(Encoding.UTF8.GetBytes(proposal.Content)))));

        var view = (await TwoOperators.ApproveAsync(Cast.OtherOperator, proposal)).Receipts.Single().View.ToStringUtf8();
        Assert.That(view, Does.Contain("carried-out").And.Contain("Dnr 17").And.Contain("driftchef").And.Contain("\"proposedBy\":\"operator\""));
        await RefusedAsync(StatusCode.FailedPrecondition, () => TwoOperators.ApproveAsync(Cast.OtherOperator, proposal));
        Assert.That(Generation(), Is.EqualTo(_generation + 1));
    }

    [Test]
    public async Task Proposal_IsNotApprovedByWhoProposedIt()
    {
        var proposal = await TwoOperators.RotationAsync("skola");
        var size = await Town.Gateway.LogSizeAsync();
        await RefusedAsync(StatusCode.PermissionDenied, () => TwoOperators.ApproveAsync(Cast.Operator, proposal));
        Assert.That(new GatewayFile(Town.Gateway.Folder).KindsFrom(size), Is.EqualTo([EntryKind.Refusal]));
        Assert.That(Generation(), Is.EqualTo(_generation));
    }

    [Test]
    public async Task Proposal_ApprovedByADigestOfSomethingElse_IsInvalid()
    {
        var proposal = await TwoOperators.RotationAsync("skola");
        var other = new Proposal(proposal) { Digest = ByteString.CopyFrom(SHA256.HashData("annat"u8)) };
        var refused = await RefusedAsync(StatusCode.InvalidArgument, () => TwoOperators.ApproveAsync(Cast.OtherOperator, other));
        Assert.That(Refusal.FieldsOf(refused), Is.EqualTo(["digest"]));
        await RefusedAsync(StatusCode.InvalidArgument, () => TwoOperators.ApproveAsync(Cast.OtherOperator, new Proposal(proposal) { Digest = ByteString.Empty }));
        Assert.That(Generation(), Is.EqualTo(_generation));
    }

    [Test]
    public async Task Proposal_Withdrawn_IsNotApproved()
    {
        var (own, others) = (await TwoOperators.RotationAsync("skola"), await TwoOperators.RotationAsync("skola"));
        await TwoOperators.WithdrawAsync(Cast.Operator, own);
        await TwoOperators.WithdrawAsync(Cast.OtherOperator, others);
        foreach (var proposal in new[] { own, others })
        {
            await RefusedAsync(StatusCode.FailedPrecondition, () => TwoOperators.ApproveAsync(Cast.OtherOperator, proposal));
            await RefusedAsync(StatusCode.FailedPrecondition, () => TwoOperators.WithdrawAsync(Cast.Operator, proposal));
        }
        Assert.That((await TwoOperators.ListAsync()).Proposals.Select(p => p.ProposalId).Intersect([own.ProposalId, others.ProposalId]), Is.Empty);
        Assert.That(Generation(), Is.EqualTo(_generation));
    }

    [Test]
    public async Task Proposal_OlderThanSevenDays_IsNeitherListedNorApproved()
    {
        var proposal = await TwoOperators.RotationAsync("skola");
        var week = (long)TimeSpan.FromDays(7).TotalMilliseconds;
        using var changed = Changed(proposal, $"proposed_at = proposed_at - {week}", $"proposed_at = proposed_at + {week}");
        await RefusedAsync(StatusCode.FailedPrecondition, () => TwoOperators.ApproveAsync(Cast.OtherOperator, proposal));
        Assert.That((await TwoOperators.ListAsync()).Proposals.Select(p => p.ProposalId), Has.No.Member(proposal.ProposalId));
        Assert.That(Generation(), Is.EqualTo(_generation));
    }

    [TestCase("proposed_by = 'driftchef'", "proposed_by = 'operator'")]
    [TestCase("proposed_at = proposed_at + 1", "proposed_at = proposed_at - 1")]
    public async Task Proposal_WhoseRowWasChanged_IsNotCarriedOut(string change, string undo)
    {
        var proposal = await TwoOperators.RotationAsync("skola");
        using var changed = Changed(proposal, change, undo);
        var refused = await RefusedAsync(StatusCode.FailedPrecondition, () => TwoOperators.ApproveAsync(Cast.Operator, proposal));
        Assert.That(refused.Status.Detail, Does.Contain("changed"));
        Assert.That(Generation(), Is.EqualTo(_generation));
    }

    [Test]
    public async Task Proposal_OfAnotherParty_IsTheNeutralNotFound()
    {
        var proposal = await TwoOperators.RotationAsync("skola");
        var others = await RefusedAsync(StatusCode.NotFound, () => TwoOperators.ApproveAsync(Cast.HeadTeacher, proposal));
        var unknown = await RefusedAsync(StatusCode.NotFound, () => TwoOperators.ApproveAsync(
            Cast.HeadTeacher, new Proposal(proposal) { ProposalId = new string('0', 32) }));
        await RefusedAsync(StatusCode.NotFound, () => TwoOperators.WithdrawAsync(Cast.HeadTeacher, proposal));
        Assert.That(others.Status, Is.EqualTo(unknown.Status));
        var own = (await Town.Wire(Cast.HeadTeacher).Proposals.ListProposalsAsync(new ListProposalsRequest())).Proposals;
        Assert.That(own.Select(p => p.ProposalId), Has.No.Member(proposal.ProposalId));
    }

    [Test]
    public async Task Proposal_WithoutTheRole_IsNeitherMadeNorApprovedNorWithdrawn()
    {
        var proposal = await TwoOperators.RotationAsync("skola");
        var colleague = await Newcomer.AtAsync("gateway-drift", "registrar");
        await RefusedAsync(StatusCode.PermissionDenied, () => Town.Wire(colleague).Keys.ProposeRotatePartyKeysAsync(
            new ProposeRotatePartyKeysRequest { PartyId = "skola", RegistrationNumber = "Dnr 1" }).ResponseAsync);
        await RefusedAsync(StatusCode.PermissionDenied, () => TwoOperators.ApproveAsync(colleague, proposal));
        await RefusedAsync(StatusCode.PermissionDenied, () => TwoOperators.WithdrawAsync(colleague, proposal));
        Assert.That(Generation(), Is.EqualTo(_generation));
    }

    [Test]
    public async Task Proposal_WhoseProposerWasRevoked_IsNotApproved()
    {
        var first = await Newcomer.AtAsync("gateway-drift", "operator");
        var made = await Town.Wire(first).Keys.ProposeRotatePartyKeysAsync(new ProposeRotatePartyKeysRequest { PartyId = "skola", RegistrationNumber = "Dnr 2" });
        var proposal = await TwoOperators.ReadAsync(made.ProposalId);
        await Town.Wire(Cast.Operator).Directory.RegisterOfficerAsync(new RegisterOfficerRequest(Cast.Registration(first)) { Revoked = true });
        await RefusedAsync(StatusCode.PermissionDenied, () => TwoOperators.ApproveAsync(Cast.OtherOperator, proposal));
        Assert.That(Generation(), Is.EqualTo(_generation));
    }

    [Test]
    public async Task Proposal_OfNoPartyOrWithoutANumber_IsInvalid()
    {
        foreach (var (request, field) in ((ProposeRotatePartyKeysRequest, string)[])[
            (new ProposeRotatePartyKeysRequest { PartyId = "skola" }, "registration_number"),
            (new ProposeRotatePartyKeysRequest { PartyId = "ingen", RegistrationNumber = "Dnr 3" }, "party_id")])
        {
            var refused = await RefusedAsync(
                StatusCode.InvalidArgument, () => Town.Wire(Cast.Operator).Keys.ProposeRotatePartyKeysAsync(request).ResponseAsync);
            Assert.That(Refusal.FieldsOf(refused), Is.EqualTo([field]));
        }
    }

    [Test]
    public async Task Proposal_ApprovedTwiceAtOnce_IsCarriedOutOnce()
    {
        var (proposal, third) = (await TwoOperators.RotationAsync("skola"), await Newcomer.AtAsync("gateway-drift", "operator"));
        var outcomes = await Task.WhenAll(((Official[])[Cast.OtherOperator, third]).Select(async officer =>
        {
            try
            {
                await TwoOperators.ApproveAsync(officer, proposal);
                return StatusCode.OK;
            }
            catch (RpcException e)
            {
                return e.StatusCode;
            }
        }));
        Assert.That(outcomes, Is.EquivalentTo([StatusCode.OK, StatusCode.FailedPrecondition]));
        Assert.That(Generation(), Is.EqualTo(_generation + 1));
    }

    private static int Generation() =>
        int.Parse(new GatewayFile(Town.Gateway.Folder).Column("SELECT CAST(generation AS TEXT) FROM party_keys WHERE party = 'skola'").Single());

    private static async Task<RpcException> RefusedAsync(StatusCode status, Func<Task> call)
    {
        var refused = await Refusal.OfAsync(call);
        Assert.That(refused.StatusCode, Is.EqualTo(status), refused.Status.Detail);
        return refused;
    }

    /// <summary>Somebody has written to the database; what was there comes back at the end.</summary>
    private static Undo Changed(Proposal proposal, string change, string undo)
    {
        var file = new GatewayFile(Town.Gateway.Folder);
        file.Run($"UPDATE proposals SET {change} WHERE id = '{proposal.ProposalId}'");
        return new Undo(() => file.Run($"UPDATE proposals SET {undo} WHERE id = '{proposal.ProposalId}'"));
    }

    private sealed class Undo(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
