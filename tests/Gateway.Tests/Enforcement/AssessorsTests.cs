using Gateway.Enforcement;

namespace Gateway.Tests.Enforcement;

/// <summary>Who may answer for a holder.</summary>
public sealed class AssessorsTests
{
    [TestCase("assessor", 0)]
    [TestCase("assessor", 1)]
    [TestCase("investigation-leader", 0)] // a provision of the catalogue names it as its decision-maker
    public void Require_TheRoleAndTrainingThatIsValidOnTheDay_Passes(string role, int days) =>
        Assert.That(() => Require(role, TestGate.Day.AddDays(days)), Throws.Nothing);

    [TestCase("assessor", -1)]
    [TestCase("investigation-leader", -1)]
    [TestCase("case-worker", 0)]
    [TestCase("registrar", 0)]
    public void Require_NoRoleOrTrainingThatRanOut_Refuses(string role, int days) =>
        Assert.That(Refused.Of(() => Require(role, TestGate.Day.AddDays(days))), Is.EqualTo(Refusal.RoleMissing));

    [Test]
    public void Require_NoTraining_Refuses() => Assert.That(Refused.Of(() => Require("assessor", null)), Is.EqualTo(Refusal.RoleMissing));

    [Test]
    public void Require_Revoked_Refuses() => Assert.That(Refused.Of(() => Assessors.Require(
        TestGate.Officer(TestGate.Social, "ek", "assessor") with { IsRevoked = true }, TestGate.Day, Policy.Scenarios.Catalogue)), Is.EqualTo(Refusal.RoleMissing));

    private static void Require(string role, DateOnly? training) => Assessors.Require(
        TestGate.Officer(TestGate.Social, "ek", role) with { TrainingValidUntil = training }, TestGate.Day, Policy.Scenarios.Catalogue);
}
