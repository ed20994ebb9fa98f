using System.Text;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Review;
using Gateway.Tests.Enforcement;

namespace Gateway.Tests.Review;

/// <summary>Each copy says by which law the party processes and leaves out: the criminal data act for law enforcement, the general one for others.</summary>
public sealed class ExtractDocumentTests
{
    private const string Criminal = "brottsdatalagen (2018:1177), paragraf ej verifierad";

    [TestCase(PartyKind.Police, true)]
    [TestCase(PartyKind.TaxAgency, true)]
    [TestCase(PartyKind.PrisonService, true)]
    [TestCase(PartyKind.SocialServices, false)]
    [TestCase(PartyKind.HealthCare, false)]
    public void Copies_OfAParty_CiteTheLawItProcessesUnder(PartyKind kind, bool isCriminal)
    {
        var party = TestGate.Party(TestGate.Police, kind);
        var law = ActiveCatalogue.Embedded.Catalogue;
        var copies = Copies(new ExtractDocument(party, TestGate.At, [], law, erasedBefore: null));
        foreach (var copy in copies)
        {
            Assert.That(copy, isCriminal ? Does.Contain(Criminal).And.Contain("brottsdatalagen (2018:1177) (paragraf ej verifierad)") : Does.Not.Contain("brottsdatalagen"));
            Assert.That(copy, Does.Contain(isCriminal ? "i övrig verksamhet 5 kap. 1 § lagen (2018:218)" : "(5 kap. 1 § lagen (2018:218)"));
            Assert.That(copy, Does.Not.Contain("gallrade"));
        }
    }

    [Test]
    public void Copies_OfAPartyThatErased_SayBeforeWhichDay()
    {
        var party = TestGate.Party(TestGate.Social, PartyKind.SocialServices);
        foreach (var copy in Copies(new ExtractDocument(party, TestGate.At, [], ActiveCatalogue.Embedded.Catalogue, new DateOnly(2025, 11, 22))))
            Assert.That(copy, Does.Contain("Detaljer från tiden före 2025-11-22 är gallrade och visas inte."));
    }

    private static string[] Copies(ExtractDocument document) => [document.Text(), Encoding.UTF8.GetString(document.Json())];
}
