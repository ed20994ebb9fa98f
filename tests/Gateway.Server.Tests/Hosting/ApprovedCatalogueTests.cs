using System.Security.Cryptography;
using System.Text;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Protocol.V1;
using Gateway.Server.Hosting;
using Gateway.Server.Tests.EndToEnd;
using Microsoft.Data.Sqlite;

namespace Gateway.Server.Tests.Hosting;

/// <summary>A catalogue is put in force once two people have signed it and its day has come; never an older one, never a changed one.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ApprovedCatalogueTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-catalogue-").FullName;
    private readonly SigningKey _anna = SigningKey.Generate();
    private readonly SigningKey _bo = SigningKey.Generate();

    private static DateOnly Today => SwedishTime.DayOf(TimeProvider.System.GetUtcNow());

    private string[] Settings =>
    [
        $"--Gateway:CatalogueFile={In("catalogue.json")}", $"--Gateway:CatalogueApprovalFile={In("approval.json")}",
        $"--Gateway:CatalogueSignersFile={In("signers.json")}",
    ];

    [OneTimeSetUp]
    public void Write()
    {
        var signers = SignerFile.With(new Dictionary<string, EcPublicKey>(), "anna", _anna.Public);
        File.WriteAllText(In("signers.json"), signers);
        File.WriteAllText(In("signers.json"), SignerFile.With(SignerFile.Read(In("signers.json")), "bo", _bo.Public));
    }

    [OneTimeTearDown]
    public void Delete()
    {
        _anna.Dispose();
        _bo.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Start_WithACatalogueThatTwoSigned_PutsItInForceAndKeepsItWhateverComesNext()
    {
        Approve("2031-01-01.1", Today, ("anna", _anna), ("bo", _bo));
        await using var gateway = await RunningGateway.StartAsync(Settings);
        Assert.That(await VersionAsync(gateway), Is.EqualTo("2031-01-01.1"));
        Assert.That(new GatewayFile(gateway.Folder).KindsFrom(0), Does.Contain(EntryKind.Catalogue));

        // An older one is signed and laid in place: what is in force stays.
        await gateway.StopAsync();
        Approve("2030-01-01.1", Today, ("anna", _anna), ("bo", _bo));
        await gateway.StartAgainAsync();
        Assert.That(await VersionAsync(gateway), Is.EqualTo("2031-01-01.1"));

        // One of the same version with other content is none: the server does not start on it.
        await gateway.StopAsync();
        Approve("2031-01-01.1", Today, isChanged: true, ("anna", _anna), ("bo", _bo));
        Assert.That(gateway.StartAgainAsync, Throws.TypeOf<InvalidConfigurationException>().With.Message.Contains("other content"));
    }

    [Test]
    public async Task Start_BeforeTheDay_LeavesTheOldOneAndTakesTheNewOneOnItsDay()
    {
        Approve("2031-01-02.1", Today, ("anna", _anna), ("bo", _bo));
        await using var gateway = await RunningGateway.StartAsync(Settings);
        await gateway.StopAsync();
        Approve("2031-01-03.1", Today.AddDays(1), ("anna", _anna), ("bo", _bo));
        await gateway.StartAgainAsync();
        Assert.That(await VersionAsync(gateway), Is.EqualTo("2031-01-02.1"));

        // The day comes: here, by signing for today while the server runs.
        Approve("2031-01-03.1", Today, ("anna", _anna), ("bo", _bo));
        for (var tries = 0; tries < 60 && await VersionAsync(gateway) != "2031-01-03.1"; tries++)
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        Assert.That(await VersionAsync(gateway), Is.EqualTo("2031-01-03.1"));
    }

    [Test]
    public async Task Start_OnARowThatTheGatewayDidNotWrite_IsRefused()
    {
        Approve("2031-01-04.1", Today, ("anna", _anna), ("bo", _bo));
        await using var gateway = await RunningGateway.StartAsync(Settings);
        await gateway.StopAsync();
        // Signed by two people for a day to come: laid into the table by somebody who can write to it alone.
        Approve("2031-01-05.1", Today.AddDays(90), ("anna", _anna), ("bo", _bo));
        await using (var database = new SqliteConnection($"Data Source={Directory.GetFiles(gateway.Folder, "*.db").Single()}"))
        {
            await database.OpenAsync();
            await using var forged = database.CreateCommand();
            forged.CommandText = "INSERT INTO catalogue_activations (version, digest, activated_at, content, approval, proof) "
                + "SELECT '2031-01-05.1', @digest, activated_at + 1, @content, @approval, proof FROM catalogue_activations";
            var content = File.ReadAllBytes(In("catalogue.json"));
            forged.Parameters.AddWithValue("@digest", Convert.ToHexStringLower(SHA256.HashData(content)));
            forged.Parameters.AddWithValue("@content", content);
            forged.Parameters.AddWithValue("@approval", File.ReadAllText(In("approval.json")));
            Assert.That(await forged.ExecuteNonQueryAsync(), Is.EqualTo(1));
        }
        Assert.That(gateway.StartAgainAsync, Throws.TypeOf<InvalidConfigurationException>().With.Message.Contains("not one that this gateway wrote"));
    }

    [Test]
    public void Read_WhatTwoPeopleHaveNotSigned_IsRefused()
    {
        using var stranger = SigningKey.Generate();
        Approve("2031-02-01.1", Today, ("anna", _anna));
        Assert.That(Refused(), Does.Contain("signed by 1"));
        Approve("2031-02-01.1", Today, ("anna", _anna), ("anna", _anna));
        Assert.That(Refused(), Does.Contain("signed by 1"), "the same person twice");
        Approve("2031-02-01.1", Today, ("anna", _anna), ("bo", _anna));
        Assert.That(Refused(), Does.Contain("signed by 1"), "one key under two names");
        Approve("2031-02-01.1", Today, ("anna", _anna), ("bo", stranger));
        Assert.That(Refused(), Does.Contain("signed by 1"), "another's key");
        Approve("2031-02-01.1", Today, ("anna", _anna), ("bo", _bo));
        var approval = File.ReadAllText(In("approval.json"));
        File.WriteAllText(In("approval.json"), approval.Replace($"{Today:yyyy-MM-dd}", $"{Today.AddDays(-1):yyyy-MM-dd}", StringComparison.Ordinal));
        Assert.That(Refused(), Does.Contain("signed by 0"), "another day than was signed");
        File.WriteAllText(In("approval.json"), approval);
        File.AppendAllText(In("catalogue.json"), " ");
        Assert.That(Refused(), Does.Contain("not of this catalogue"));
        File.WriteAllText(In("approval.json"), "{}");
        Assert.That(Refused(), Does.Contain("approval"));
    }

    private string Refused() => Assert.Throws<InvalidConfigurationException>(() => ApprovedCatalogue.Read(new GatewayServerOptions
    {
        CatalogueFile = In("catalogue.json"), CatalogueApprovalFile = In("approval.json"), CatalogueSignersFile = In("signers.json"),
    }))!.Message;

    private void Approve(string version, DateOnly from, params ReadOnlySpan<(string Name, SigningKey Key)> signers) =>
        Approve(version, from, isChanged: false, signers);

    private void Approve(string version, DateOnly from, bool isChanged, params ReadOnlySpan<(string Name, SigningKey Key)> signers)
    {
        var shipped = ActiveCatalogue.Embedded;
        var json = Encoding.UTF8.GetString(shipped.Json.Span).Replace($"\"{shipped.Catalogue.Version}\"", $"\"{version}\"", StringComparison.Ordinal);
        if (isChanged) json = json.Replace("Skydda ett barn", "Skydda barn", StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(json);
        var approval = DocumentApproval.Of(version, bytes, from);
        foreach (var (name, key) in signers) approval = approval.EndorsedBy(name, key);
        File.WriteAllBytes(In("catalogue.json"), bytes);
        File.WriteAllText(In("approval.json"), approval.ToJson());
    }

    private string In(string file) => Path.Combine(_folder, file);

    private static async Task<string> VersionAsync(RunningGateway gateway) =>
        (await gateway.Wire(Cast.Police).Policy.GetCatalogueAsync(new GetCatalogueRequest())).Version;
}
