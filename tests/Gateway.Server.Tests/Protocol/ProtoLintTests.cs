using Gateway.Tests;

namespace Gateway.Server.Tests.Protocol;

/// <summary>The protos pass <c>buf lint</c> with its standard rules. Where npm is not installed the test fails and says so.</summary>
internal sealed class ProtoLintTests
{
    [OneTimeSetUp]
    public Task InstallAsync() => Buf.InstallAsync();

    [Test]
    public async Task Protos_PassTheStandardRules()
    {
        var (code, said) = await Buf.RunAsync(OutsideVectors.RepositoryRoot, "lint");
        Assert.That(code, Is.Zero, said);
    }

    [Test]
    public async Task AFieldWithoutTheStandardName_IsFound()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-buf-").FullName;
        var protos = Directory.CreateDirectory(Path.Combine(folder, "protos", "gateway", "v1")).FullName;
        File.Copy(Path.Combine(OutsideVectors.RepositoryRoot, "buf.yaml"), Path.Combine(folder, "buf.yaml"));
        await File.WriteAllTextAsync(Path.Combine(protos, "bad.proto"), "syntax = \"proto3\";\npackage gateway.v1;\nmessage Bad { string Name = 1; }\n");
        var (code, said) = await Buf.RunAsync(folder, "lint");
        Directory.Delete(folder, recursive: true);
        Assert.That(code, Is.Not.Zero);
        Assert.That(said, Does.Contain("Name"));
    }
}
