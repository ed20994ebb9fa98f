using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Tests.Enforcement;

public sealed class ConcernedPersonTests
{
    [TestCase(ProtectedIdentity.None, Truth.False)]
    [TestCase(ProtectedIdentity.Unspecified, Truth.Unknown)]
    [TestCase(ProtectedIdentity.SecrecyMarking, Truth.True)]
    [TestCase(ProtectedIdentity.ProtectedRegistration, Truth.True)]
    public void Facts_OfAProtection_AreUnknownWhereItIsNotSaid(ProtectedIdentity protection, Truth expected) =>
        Assert.That(new ConcernedPerson(Subject.Unidentified, PersonRole.Witness, protection).Facts.HasProtectedIdentity, Is.EqualTo(expected));

    [Test]
    public void Facts_OfWhoIsIdentifiedOrNot_SayRoleAndThat()
    {
        var known = new ConcernedPerson(Subject.Of(TestGate.Social, "a"), PersonRole.Witness, ProtectedIdentity.None).Facts;
        Assert.That((known.Role, known.IsIdentified, known.Born), Is.EqualTo((PersonRole.Witness, true, (DateOnly?)null)));
        Assert.That(new ConcernedPerson(Subject.Unidentified, PersonRole.Witness, ProtectedIdentity.None).Facts.IsIdentified, Is.False);
    }
}
