using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Gateway.Crypto;
using Gateway.Tests;

namespace Gateway.Cli.Tests.Policy;

/// <summary><c>gateway policy signer</c> and <c>approve</c>: two people, one catalogue, one day; what does not fit changes nothing.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ApproveCommandTests
{
    private const string Day = "2026-12-01";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly string Catalogue = Path.Combine(OutsideVectors.RepositoryRoot, "src/Gateway/Policy/Catalogue/catalogue.json");

    private string _folder = "";

    private string Approval => At("approval.json");

    private string Signers => At("signers.json");

    [SetUp]
    public async Task MakeTwoSigners()
    {
        _folder = Directory.CreateTempSubdirectory("gateway-approve-").FullName;
        await SucceedAsync(Signer("asa", "asa.pem"));
        await SucceedAsync(Signer("bo", "bo.pem"));
    }

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Approve_ByTwo_IsAnApprovalOfTheCatalogueByBoth()
    {
        Assert.That(await SucceedAsync(Approve("asa")), Does.EndWith($"from {Day}: asa\n"));
        Assert.That(await SucceedAsync(Approve("bo")), Does.EndWith($"from {Day}: asa, bo\n"));
        var approval = DocumentApproval.Parse(await File.ReadAllTextAsync(Approval));
        var bytes = await File.ReadAllBytesAsync(Catalogue);
        Assert.That(approval.IsOf((string)JsonNode.Parse(bytes)!["version"]!, bytes), Is.True);
        Assert.That(approval.From, Is.EqualTo(new DateOnly(2026, 12, 1)));
        Assert.That(approval.SignersAmong(SignerFile.Read(Signers)), Is.EqualTo(["asa", "bo"]));
    }

    [Test]
    public async Task Approve_InAnothersName_IsNoApprovalOfTheirs()
    {
        await SucceedAsync(Approve("asa"));
        await SucceedAsync(Approve("bo", key: "asa.pem"));
        var approval = DocumentApproval.Parse(await File.ReadAllTextAsync(Approval));
        Assert.That(approval.SignersAmong(SignerFile.Read(Signers)), Is.EqualTo(["asa"]));
    }

    [Test]
    public async Task Approve_ForAnotherDay_IsRefused()
    {
        await SucceedAsync(Approve("asa"));
        await RefuseAsync(Approve("bo", day: "2026-12-02"), "another catalogue or day");
    }

    [TestCase("1 December")]
    [TestCase("2026-12-32")]
    public Task Approve_ADayThatIsNone_IsRefused(string day) => RefuseAsync(Approve("asa", day: day), "YYYY-MM-DD");

    [Test]
    public async Task Approve_OfAnotherCatalogue_IsRefused()
    {
        await SucceedAsync(Approve("asa"));
        var other = JsonNode.Parse(await File.ReadAllBytesAsync(Catalogue))!;
        other["version"] = "2099-01-01";
        await File.WriteAllBytesAsync(At("other.json"), CanonicalJson.Write(other));
        await RefuseAsync(Approve("bo", catalogue: At("other.json")), "another catalogue or day");
    }

    [Test]
    public async Task Approve_WhatIsNoCatalogueOrNoApproval_IsRefused()
    {
        await RefuseAsync(Approve("asa", catalogue: Signers), "");
        await File.WriteAllTextAsync(Approval, "{}");
        await RefuseAsync(Approve("asa"), "approval");
    }

    [Test]
    public async Task Approve_WithAKeyFileOpenToOthers_IsRefused()
    {
        File.SetUnixFileMode(At("asa.pem"), OwnerOnly | UnixFileMode.GroupRead);
        await RefuseAsync(Approve("asa"), "chmod 600");
    }

    [Test]
    public Task Approve_WithoutTheKeyFile_IsRefused() => RefuseAsync(Approve("asa", key: "none.pem"), "is missing");

    [Test]
    public async Task Signer_Made_HasAKeyThatItsOwnerAloneReads()
    {
        Assert.That(File.GetUnixFileMode(At("asa.pem")), Is.EqualTo(OwnerOnly));
        Assert.That(SignerFile.Read(Signers).Keys, Is.EqualTo(["asa", "bo"]));
        Assert.That(await File.ReadAllTextAsync(Signers), Does.Not.Contain("\"d\""), "the private half");
    }

    [Test]
    public async Task Signer_ANameThatIsThere_IsRefused()
    {
        await RefuseAsync(Signer("bo", "third.pem"), "already");
        Assert.That(File.Exists(At("third.pem")), Is.False);
    }

    [Test]
    public Task Signer_AKeyFileThatIsThere_IsRefused() => RefuseAsync(Signer("cia", "asa.pem"), "asa.pem");

    [Test]
    public async Task Signer_AFileThatIsNoneOfSigners_IsRefused()
    {
        await File.WriteAllTextAsync(Signers, "{}");
        await RefuseAsync(Signer("cia", "cia.pem"), "signers");
    }

    private string At(string file) => Path.Combine(_folder, file);

    private string[] Signer(string name, string key) => ["policy", "signer", name, "--key", At(key), "--signers", Signers];

    private string[] Approve(string signer, string? key = null, string day = Day, string? catalogue = null) =>
    [
        "policy", "approve", catalogue ?? Catalogue, "--from", day, "--signer", signer, "--key", At(key ?? $"{signer}.pem"), "--out", Approval,
    ];

    private static async Task<string> SucceedAsync(string[] args)
    {
        var (code, stdout, stderr) = await RunAsync(args);
        Assert.That(code, Is.Zero, stderr);
        return stdout;
    }

    /// <summary>Refused with exit code 1, the reason on standard error, and every file as it was.</summary>
    private async Task RefuseAsync(string[] args, string reason)
    {
        var before = Files();
        var (code, stdout, stderr) = await RunAsync(args);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(stdout, Is.Empty);
        Assert.That(stderr.Trim(), Is.Not.Empty.And.Contains(reason));
        Assert.That(Files(), Is.EqualTo(before));
    }

    private Dictionary<string, string> Files() =>
        Directory.EnumerateFiles(_folder).ToDictionary(path => path, File.ReadAllText, StringComparer.Ordinal);

    private static async Task<(int Code, string Stdout, string Stderr)> RunAsync(string[] args)
    {
        using var stdout = new StringWriter { NewLine = "\n" };
        using var stderr = new StringWriter();
        var code = await GatewayCommand.InvokeAsync(args, stdout, stderr);
        return (code, stdout.ToString(), stderr.ToString());
    }
}
