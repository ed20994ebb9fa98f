using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Ids are stored and told in the clear, so a person number is none, however it is written.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class PersonNumberIdTests
{
    private static readonly string[] Ways = ["{0}{1}-{2}", "{0}{1}{2}", "{1}{2}", "{1}-{2}", "{1}.{2}", "{0}-{1}-{2}", "akt-{0}{1}{2}"];

    private static IEnumerable<TestCaseData> Ids()
    {
        yield return Id("OpenCase_CaseId", "case_id", id => Town.Wire(Cast.Police).Cases.OpenCaseAsync(
            new OpenCaseRequest(Messages.Case(Cast.Police, People.Adult())) { CaseId = id }).ResponseAsync);
        yield return Id("OpenCase_OfficerId", "officer_ids[1]", id => Town.Wire(Cast.Police).Cases.OpenCaseAsync(
            new OpenCaseRequest(Messages.Case(Cast.Police, People.Adult())) { OfficerIds = { id } }).ResponseAsync);
        yield return Id("Deposit_RecordId", "record_id", id =>
        {
            var record = new DepositRequest(Messages.Record(People.Adult())) { RecordId = id, Sections = { Envelopes.Seal("soc", id) } };
            return Town.Wire(Cast.Registrar).Records.DepositAsync(record).ResponseAsync;
        });
        yield return Id("Deposit_SectionId", "sections[0].section_id", id =>
        {
            var record = Messages.Record(People.Adult());
            record.Sections.Add(Envelopes.Seal("soc", record.RecordId, label: new(record.RecordId, id, "event", 1, "soc")));
            record.Sections[0].SectionId = id;
            return Town.Wire(Cast.Registrar).Records.DepositAsync(record).ResponseAsync;
        });
        yield return Id("RegisterOfficer_OfficerId", "officer_id", id => Town.Wire(Cast.Operator).Directory.RegisterOfficerAsync(
            new RegisterOfficerRequest(Cast.Registration(Cast.SocialWorker)) { OfficerId = id }).ResponseAsync);
    }

    [TestCaseSource(nameof(Ids))]
    public async Task Call_WithAPersonNumberAsId_IsRefused(string field, Func<string, Task> call)
    {
        var number = People.NumberOf("19800101");
        var ids = Ways.Select(way => string.Format(null, way, number[..2], number[2..8], number[8..]));
        var refused = await Task.WhenAll(ids.Select(id => Refusal.OfAsync(() => call(id))));
        Assert.That(refused.Select(r => r.StatusCode), Is.All.EqualTo(StatusCode.InvalidArgument));
        Assert.That(refused.Select(Refusal.FieldsOf), Is.All.EqualTo(new[] { field }));
    }

    [Test]
    public async Task Call_WithDigitsThatAreNoPersonNumber_IsNotRefused()
    {
        // The same day with another check digit, and a registration number of ten digits.
        var number = People.NumberOf("19800101");
        var other = (char)('0' + ((number[^1] - '0' + 1) % 10));
        foreach (var id in new[] { $"{number[..^1]}{other}", "2026-114-0007" })
        {
            var opened = await Town.Gateway.Wire(Cast.Police).Cases.OpenCaseAsync(new OpenCaseRequest(Messages.Case(Cast.Police, People.Adult())) { CaseId = id });
            Assert.That(opened.Receipts, Has.Count.EqualTo(1));
        }
    }

    private static TestCaseData Id(string name, string field, Func<string, Task> call) =>
        new TestCaseData(field, call).SetName($"{name}_ThatIsAPersonNumber_IsRefused");
}
