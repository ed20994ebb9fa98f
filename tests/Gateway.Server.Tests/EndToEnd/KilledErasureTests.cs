using Microsoft.Data.Sqlite;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A server that is killed once an erasure is acknowledged and before the files are rid of it.</summary>
internal sealed class KilledErasureTests
{
    [Test]
    public async Task Kill_RightAfterTheAcknowledgement_IsMadeUpAtTheNextStart()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        var (registrar, other, files) = (gateway.Connect(Cast.Registrar), gateway.Connect(Cast.OtherRegistrar), new RawFiles(gateway.Data));
        var person = People.Adult();
        await gateway.As(Cast.Registrar).Records.DepositAsync(Messages.Record(person), [Messages.Section("family", new string('x', 9000))], default);
        await registrar.Erasures.ProposeAsync(Gallring.Of(person, logDetails: true), "Gallring 7", default);
        var proposal = (await other.Proposals.ListAsync(default)).Single();
        var marks = ErasureMarks.Of(gateway.Data);

        // Somebody who reads keeps the write-ahead log from being emptied, so that the process dies between the acknowledgement and the sweep.
        await using (var reader = new SqliteConnection($"Data Source={Path.Combine(gateway.Data, "gateway.db")};Mode=ReadOnly;Pooling=False"))
        {
            await reader.OpenAsync();
            await using var reading = reader.BeginTransaction(deferred: true);
            Assert.That(new SqliteCommand("SELECT COUNT(*) FROM record_sections", reader, reading).ExecuteScalar(), Is.EqualTo(1));
            await other.Proposals.ApproveAsync(proposal.ProposalId, proposal.Digest.Memory, default);
            Assert.That((await registrar.Erasures.ListAsync(default)).Single().SweptAt, Is.Null);
            await gateway.KillAsync();
        }
        Assert.That(files.Found(marks), Is.Not.Empty);

        await gateway.StartAgainAsync();
        await Until.TrueAsync(async () => (await registrar.Erasures.ListAsync(default)).Single().SweptAt is not null);
        Assert.That(files.Found(marks), Is.Empty);
    }
}
