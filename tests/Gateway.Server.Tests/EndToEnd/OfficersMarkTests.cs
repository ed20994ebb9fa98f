using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The database does not join officers to what is kept about the persons they are, or have a conflict with.</summary>
internal sealed class OfficersMarkTests
{
    [Test]
    public async Task Database_ForOnePersonAsOfficerConflictSubjectAndInALog_HoldsNoCommonMark()
    {
        var file = new GatewayFile(Town.Gateway.Folder);
        var before = Pseudonyms(file).ToHashSet();
        var (own, friend) = (People.Adult(), People.Adult());
        var officer = await Newcomer.AtAsync("soc", "case-worker", o =>
        {
            o.Subject = own;
            o.Conflicts.Add(friend);
        });
        var record = Messages.Record(own);
        record.Persons.Add(friend.As(PersonRole.Relative, ProtectedIdentity.None));
        var section = Messages.Section("event") with { PersonIndexes = [0, 1] };
        await Town.As(Cast.Registrar).Records.DepositAsync(record, [section], CancellationToken.None);
        foreach (var person in new[] { own, friend }) await Inquiry.CaseAsync(Cast.Police, person);

        var pseudonyms = Pseudonyms(file).ToList();
        using (Assert.EnterMultipleScope())
        {
            // Records, cases and entries do join, by one pseudonym of each of the two.
            Assert.That(pseudonyms.Except(before).ToList(), Has.Count.EqualTo(2));
            Assert.That(Marks(file, $"= '{officer.Id}'"), Has.Count.EqualTo(2));
            Assert.That(Marks(file, "<> ''").Intersect(pseudonyms), Is.Empty);
        }
    }

    private static IReadOnlyList<string> Pseudonyms(GatewayFile file) => file.Column(
        "SELECT hex(person) FROM record_persons WHERE person IS NOT NULL UNION SELECT hex(subject) FROM cases WHERE subject IS NOT NULL "
        + "UNION SELECT hex(subject) FROM log_views WHERE subject IS NOT NULL");

    private static IReadOnlyList<string> Marks(GatewayFile file, string officers) => file.Column(
        $"SELECT hex(person) FROM officers WHERE id {officers} AND person IS NOT NULL UNION SELECT hex(person) FROM officer_conflicts WHERE officer {officers}");
}
