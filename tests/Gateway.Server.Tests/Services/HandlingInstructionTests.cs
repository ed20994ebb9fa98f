using Gateway.Parties;
using Gateway.Policy;
using Gateway.Records;
using Gateway.Server.Services;

namespace Gateway.Server.Tests.Services;

/// <summary>What a receiver may do with a release travels with it.</summary>
internal sealed class HandlingInstructionTests
{
    [Test]
    public void Release_ThatComesWithAReservation_SaysSo()
    {
        var handling = WireWriter.Release(Release("reservation", "purpose-bound"), ActiveCatalogue.Embedded.Catalogue)!.Handling;
        Assert.That(handling.Reservation, Does.StartWith("Lämnas med förbehåll"));
        Assert.That(handling.MayBePassedOn, Is.False);
        Assert.That(handling.Purpose, Is.EqualTo("exit-support"));
    }

    [Test]
    public void Release_ToAnAuthority_HasNone() =>
        Assert.That(WireWriter.Release(Release("purpose-bound"), ActiveCatalogue.Embedded.Catalogue)!.Handling.Reservation, Is.Empty);

    private static Release Release(params string[] obligations) => new()
    {
        Id = new string('0', 32), Holder = new PartyId("kriminalvarden"), Sections = [], Receipts = [], RecipientKeyId = "", Purpose = "exit-support",
        Obligations = obligations, At = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero),
    };
}
