using Gateway.Cli.Law;
using Gateway.Policy;

namespace Gateway.Cli.Tests.Law;

public sealed class CitationTests
{
    [TestCase("10 kap. 15 a § offentlighets- och sekretesslagen (2009:400)", "10 kap. 15 a § (2009:400)")]
    [TestCase("25 kap. 2 § första stycket offentlighets- och sekretesslagen (2009:400)", "25 kap. 2 § (2009:400)")]
    [TestCase("15 kap. 7 § 2 socialtjänstlagen (2025:400)", "15 kap. 7 § (2025:400)")]
    [TestCase("6 kap. 12–14 §§ patientsäkerhetslagen (2010:659)", "6 kap. 12, 13, 14 §§ (2010:659)")]
    [TestCase("2 kap. 4 och 22 §§ brottsdatalagen (2018:1177)", "2 kap. 4, 22 §§ (2018:1177)")]
    [TestCase("4 § lagen (2025:170) om skyldighet att lämna uppgifter", "4 § (2025:170)")]
    [TestCase("17 a § folkbokföringslagen (1991:481)", "17 a § (1991:481)")]
    [TestCase("2 kap. lagen (2019:1182) om Säkerhetspolisens behandling av personuppgifter", "2 kap. (2019:1182)")]
    public void Parse_ACitationOfAnAct_FindsChapterSectionsAndNumber(string text, string read) =>
        Assert.That(Citation.Parse(text)?.ToString(), Is.EqualTo(read));

    [TestCase("artikel 7 direktiv (EU) 2016/680")]
    [TestCase("artikel 6.1 f dataskyddsförordningen (EU) 2016/679")]
    [TestCase("offentlighets- och sekretesslagen (2009:400)")]
    [TestCase("10 kap. 15 a § offentlighets- och sekretesslagen")]
    public void Parse_NoSectionOfAnAct_IsNone(string text) => Assert.That(Citation.Parse(text), Is.Null);

    [Test]
    public void Parse_EveryCitationOfTheCatalogue_IsReadOrIsOfTheUnion()
    {
        var unread = ActiveCatalogue.Embedded.Catalogue.Provisions.Where(p => Citation.Parse(p.Citation) is null).Select(p => p.Citation);
        Assert.That(unread, Is.All.StartsWith("artik"));
    }
}
