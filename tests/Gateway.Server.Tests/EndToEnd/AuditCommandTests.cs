using System.Text;
using System.Text.Json.Nodes;
using Gateway.Cli;
using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary><c>gateway audit</c> against a running server. Exit codes: 0 done, 1 refused, 2 wrong usage.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AuditCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-audit-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Search_AsCsvAndAsJson_GivesTheEntriesAndTellsOfItsProgress()
    {
        var person = await Inquiry.HeldAsync("contact");
        var policeCase = await Inquiry.CaseAsync(Cast.Police, person);
        var asked = await Inquiry.AskAsync(Messages.Contact(person, policeCase));
        var caseId = await Jurist.ReviewCaseAsync(Cast.Reviewer);
        var csv = await RunAsync(Cast.Reviewer, "search", "--case", caseId, "--why", "Logg", "--csv", "--in-case", policeCase);
        Assert.That(csv.Output, Does.StartWith("index,at,kind,").And.Contain(asked.RequestId));
        Assert.That(csv.Error, Does.Match("[0-9]+ opened, [0-9]+ found"));
        var json = await RunAsync(Cast.Reviewer, "search", "--case", caseId, "--why", "Logg", "--json", "--in-case", policeCase);
        var line = JsonNode.Parse(json.Output.Split('\n')[0])!;
        Assert.That((line["reference"]!.GetValue<string>(), line["detail"] is JsonObject), Is.EqualTo((asked.RequestId, true)));
    }

    [Test]
    public async Task Search_OfATextThatIsAFormula_IsTextInTheCsv()
    {
        var request = Messages.Contact(await Inquiry.HeldAsync("contact"), "");
        request.RegistrationNumber = "=HYPERLINK(\"http://x\")";
        await Inquiry.AskAsync(request);
        var csv = await RunAsync(
            Cast.PoliceReviewer, "search", "--case", await Jurist.ReviewCaseAsync(Cast.PoliceReviewer), "--why", "Logg", "--csv", "--officer", "berg");
        Assert.That(csv.Output, Does.Contain("HYPERLINK").And.Not.Match("(^|,|\")=HYPERLINK"));
    }

    [Test]
    public async Task Extract_OfAPerson_PutsTheCopyOnOneStreamAndTheRestOnTheOther()
    {
        var (_, person) = await Jurist.ReleasedAsync();
        var (_, caseId) = await Jurist.CaseAsync(Cast.Reviewer, person);
        var file = Path.Combine(_folder, "person");
        await File.WriteAllTextAsync(file, person.PersonalNumber);
        var extract = await RunAsync(Cast.Reviewer, "extract", "--person", file, "--case", caseId, "--why", "Begäran");
        Assert.That(extract.Output, Does.StartWith("Registerutdrag").And.Not.Contain("covert"));
        Assert.That(extract.Error, Does.Contain("covert"));
    }

    [Test]
    public async Task Statement_AsPdf_IsADocumentWithItsFont()
    {
        var (index, person) = await Jurist.ReleasedAsync();
        var (_, caseId) = await Jurist.CaseAsync(Cast.Reviewer, person);
        var pdf = Path.Combine(_folder, "intyg.pdf");
        var written = await RunAsync(Cast.Reviewer, "statement", $"{index}", "--case", caseId, "--why", "Intyg", "--pdf", pdf);
        Assert.That(written.Code, Is.Zero, written.Error);
        var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(pdf));
        Assert.That(text, Does.StartWith("%PDF-").And.Contain("/FontFile2"));
        var json = await RunAsync(Cast.Reviewer, "statement", $"{index}", "--case", caseId, "--why", "Intyg");
        Assert.That(JsonNode.Parse(json.Output)!["dokument"]!.GetValue<string>(), Is.EqualTo("Intyg om utlämnande"));
    }

    [Test]
    public async Task Statement_WithoutAFont_NamesWhatIsMissing()
    {
        var refused = await RunAsync(Cast.Reviewer, "statement", "1", "--case", "c", "--why", "w", "--pdf", Path.Combine(_folder, "x"), "--font", "/no/font.ttf");
        Assert.That((refused.Code, refused.Error.Contains("fonts-dejavu-core", StringComparison.Ordinal)), Is.EqualTo((2, true)));
    }

    [Test]
    public async Task Statistics_OfAMonthThatIsNotOver_AreRefused()
    {
        var caseId = await Jurist.ReviewCaseAsync(Cast.Reviewer);
        var told = await RunAsync(Cast.Reviewer, "statistics", "2025-01", "--case", caseId, "--why", "Årsberättelse");
        Assert.That(told.Output, Does.StartWith("month,dimension,group,count").And.Contain("2025-01,total,,0"));
        var early = await RunAsync(Cast.Reviewer, "statistics", $"{TimeProvider.System.GetUtcNow():yyyy-MM}", "--case", caseId, "--why", "Nu");
        Assert.That((early.Code, early.Error), Is.EqualTo((1, $"`month`: the month is not over{Environment.NewLine}")));
    }

    [Test]
    public async Task Incident_OfAnAlert_IsStoppedAndReported()
    {
        var alert = await Alarm.PushedAsync();
        await Town.Wire(Cast.SocialWorker).Alerts.OpenAsync(new OpenRequest { AlertId = alert });
        var what = Path.Combine(_folder, "vad");
        await File.WriteAllTextAsync(what, "Fel förvaltning.");
        var reported = await RunAsync(Cast.Police, "incident", alert, "--what", what, "--number", "A 1");
        Assert.That(reported.Output, Does.StartWith("stopped; incident ").And.Contain("soc/lund  event"));
        var read = await RunAsync(Cast.PoliceReviewer, "incident-report", reported.Output.Split(' ', ';')[3], "--why", "Anmälan.");
        Assert.That(JsonNode.Parse(read.Output)!["art"]!["vad som hände"]!.GetValue<string>(), Is.EqualTo("Fel förvaltning."));
    }

    [Test]
    public async Task Review_FromNow_ExaminesNothing()
    {
        var run = await RunAsync(Cast.Reviewer, "review", "--case", await Jurist.ReviewCaseAsync(Cast.Reviewer), "--why", "Logg", "--from",
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fff}");
        Assert.That((run.Code, run.Error.Trim()), Is.EqualTo((0, "0 acts examined, 0 to be looked at")));
    }

    [TestCase("search", "--why", "w")]
    [TestCase("search", "--case", "c", "--why", "w", "--from", "igår")]
    [TestCase("search", "--case", "c", "--why", "w", "--csv", "--json")]
    [TestCase("extract", "--case", "c", "--why", "w")]
    [TestCase("incident", "x", "--what", "/no/file", "--number", "1")]
    public async Task Call_WithoutWhatItNeeds_IsWrongUsage(params string[] args) => Assert.That((await RunAsync(Cast.Reviewer, args)).Code, Is.EqualTo(2));

    private async Task<(int Code, string Output, string Error)> RunAsync(Official officer, params string[] args)
    {
        var token = Path.Combine(_folder, officer.Id);
        await File.WriteAllTextAsync(token, Town.Gateway.TokenOf(officer));
        var (stdout, stderr) = (new StringWriter(), new StringWriter());
        var code = await GatewayCommand.InvokeAsync(
            ["audit", .. args, "--address", Town.Gateway.Address, "--authority", Town.Gateway.AuthorityFile, "--token", token], stdout, stderr);
        return (code, stdout.ToString(), stderr.ToString());
    }
}
