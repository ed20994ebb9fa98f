using System.Reflection;
using Gateway.Enforcement;

namespace Gateway.Tests.House;

/// <summary>There is one maker of permits, and one place that wraps a key for a recipient.</summary>
public sealed class OneGateTests
{
    private static readonly string Sources = Path.Combine(OutsideVectors.RepositoryRoot, "src");

    [Test]
    public void Permit_HasNoPublicConstructor() =>
        Assert.That(typeof(Permit).GetConstructors(BindingFlags.Public | BindingFlags.Instance), Is.Empty);

    [Test]
    public void Permit_CannotBeMadeByInheritance() => Assert.That(typeof(Permit).IsSealed);

    [Test]
    public void Permit_IsMade_OnlyByTheGate() =>
        Assert.That(FilesWith("new Permit("), Is.EqualTo(new[] { "Gateway/Enforcement/PolicyEnforcementPoint.cs" }));

    [Test]
    public void AKey_IsWrappedForARecipient_OnlyWithAPermit()
    {
        // Envelope seals what is new, for keys that its caller chose; only Release takes what is deposited to another key.
        // A party turns its own sections to a receiver on its own side, once their release is logged (Fulfil): no key of the gateway's.
        Assert.That(FilesWith(".WrapFor("), Is.EqualTo(new[]
        {
            "Gateway.Client/Sections/SectionSealer.cs", "Gateway/Crypto/Envelope.cs", "Gateway/Crypto/RestingSection.cs",
        }));
        Assert.That(FilesWith(".RewrapFor("), Is.EqualTo(new[] { "Gateway/Records/Release.cs" }));
        var make = typeof(Gateway.Records.Release).GetMethod(nameof(Gateway.Records.Release.Make));
        Assert.That(make?.GetParameters()[0].ParameterType, Is.EqualTo(typeof(Permit)));
    }

    [Test]
    public void ADecision_IsMade_OnlyByTheGateAndWhatExplainsIt() => Assert.That(
        FilesWith("PolicyDecisionPoint.Decide("), Is.SubsetOf(new[]
        {
            "Gateway/Enforcement/PolicyEnforcementPoint.cs", "Gateway/Enforcement/DecisionReplay.cs", "Gateway/Policy/RequesterView.cs",
            "Gateway.Cli/Policy/PolicyCommand.cs", "Gateway.Cli/Policy/Scenario.cs",
        }));

    private static IEnumerable<string> FilesWith(string text) =>
        from file in Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(Sources, file).Replace('\\', '/')
        where !name.Contains("/obj/", StringComparison.Ordinal) && File.ReadAllText(file).Contains(text, StringComparison.Ordinal)
        orderby name
        select name;
}
