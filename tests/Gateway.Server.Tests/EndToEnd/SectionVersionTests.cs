using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A version stands for its content and for what is said of it: neither is exchanged under it.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class SectionVersionTests
{
    private static IEnumerable<TestCaseData> OtherFacts()
    {
        yield return Case("Protection", r => r.Persons[0].ProtectedIdentity = ProtectedIdentity.SecrecyMarking);
        yield return Case("LessProtection", r => r.Persons[1].ProtectedIdentity = ProtectedIdentity.None);
        yield return Case("Role", r => r.Persons[0].Role = PersonRole.Victim);
        yield return Case("Marks", r => r.Sections[0].Marks.Add("committed-offence"));
        yield return Case("DeclaredProtections", r => r.Sections[0].DeclaredProtections.Add("osl-21-1"));
        yield return Case("Person", r => r.Persons[0].Subject = People.Adult());
        yield return Case("OnePersonFewer", r => r.Sections[0].PersonIndexes.RemoveAt(1));
    }

    [TestCaseSource(nameof(OtherFacts))]
    public async Task Deposit_SameVersionWithOtherFacts_AlreadyExists(Action<DepositRequest> change)
    {
        var record = new DepositRequest(Messages.Record(People.Adult()));
        record.Persons.Add(People.Adult().As(PersonRole.Relative, ProtectedIdentity.ProtectedRegistration));
        record.Sections.Add(Envelopes.Seal("soc", record.RecordId));
        record.Sections[0].PersonIndexes.Add(1);
        var records = Town.Wire(Cast.Registrar).Records;
        await records.DepositAsync(record);
        await records.DepositAsync(record);

        change(record);
        var refused = await Refusal.OfAsync(() => records.DepositAsync(record).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.AlreadyExists));
    }

    private static TestCaseData Case(string name, Action<DepositRequest> change) =>
        new TestCaseData(change).SetName($"Deposit_SameVersionWithOther{name}_AlreadyExists");
}
