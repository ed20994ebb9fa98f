using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The tree does not tell how many persons an assessed request concerns, or whether it concerns one at all (design §1.8).</summary>
internal sealed class AssessmentEntriesTests
{
    [Test]
    public async Task Assess_NobodyHeldOnePersonOrThree_LogsTheSameNumberOfEntries()
    {
        List<long> entries = [];
        foreach (var person in new[] { People.Adult(), await WithOthersAsync(0), await WithOthersAsync(2) })
        {
            var asked = await Inquiry.AskForContactAsync(person);
            var assessment = await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons");
            var size = await Town.Gateway.LogSizeAsync();
            var assessed = await Inquiry.AssessAsync(Cast.Assessor, assessment);
            Assert.That(assessed.Receipts, Has.Count.EqualTo(4));
            entries.Add(await Town.Gateway.LogSizeAsync() - size);
        }
        Assert.That(entries, Is.EqualTo([4, 4, 4]));
    }

    private static async Task<Subject> WithOthersAsync(int others)
    {
        var person = People.Adult();
        var record = Messages.Record(person);
        record.Persons.Add(Enumerable.Range(0, others).Select(_ => People.Adult().As(PersonRole.Relative, ProtectedIdentity.None)));
        var section = Messages.Section("contact") with { PersonIndexes = [.. Enumerable.Range(0, others + 1)] };
        await Town.As(Cast.Registrar).Records.DepositAsync(record, [section], CancellationToken.None);
        return person;
    }
}
