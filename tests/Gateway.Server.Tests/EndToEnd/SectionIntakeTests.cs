using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What holders may keep ready, in which version, and what they never may.</summary>
internal sealed class SectionIntakeTests
{
    [Test]
    public async Task Section_Fit_IsStored()
    {
        Assert.That((await Intake.DepositAsync(r => Envelopes.Seal("soc", r))).Receipts, Has.Count.EqualTo(1));
        Assert.That((await Intake.PushAsync(r => Envelopes.Seal("soc", r))).Decisions, Has.Count.EqualTo(1));
    }

    [TestCase("contact")]
    [TestCase("placement")]
    public async Task Deposit_WhereSomebodyProtectedIs_IsRefused(string category)
    {
        var record = new DepositRequest(Messages.Record(People.Adult(), ProtectedIdentity.ProtectedRegistration));
        record.Sections.Add(Envelopes.Seal("soc", record.RecordId, category));
        await Intake.RefusedAsync(() => Town.Wire(Cast.Registrar).Records.DepositAsync(record).ResponseAsync);
        record.Persons[0].ProtectedIdentity = ProtectedIdentity.None;
        await Town.Wire(Cast.Registrar).Records.DepositAsync(record);
    }

    [Test]
    public async Task Deposit_SameVersion_IsAcceptedForTheSameContentOnly()
    {
        var record = new DepositRequest(Messages.Record(People.Adult()));
        record.Sections.Add(Envelopes.Seal("soc", record.RecordId));
        var records = Town.Wire(Cast.Registrar).Records;
        await records.DepositAsync(record);
        await records.DepositAsync(record);

        record.Sections[0] = Envelopes.Seal("soc", record.RecordId);
        var refused = await Refusal.OfAsync(() => records.DepositAsync(record).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.AlreadyExists));
    }
}
