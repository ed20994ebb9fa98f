using Gateway.Alerts;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Server.Keys;
using Wire = Gateway.Protocol.V1.Trigger;

namespace Gateway.Server.Tests.Services;

/// <summary>Endpoints cast between the core's enums and those of the protocol by number: the numbers have to be the same.</summary>
public sealed class WireEnumTests
{
    private static readonly Type[] Cast =
    [
        typeof(ConsentForm), typeof(FollowUpKind), typeof(FollowUpOutcome), typeof(PartyKind), typeof(PersonRole), typeof(ProtectedIdentity),
        typeof(CaseKind), typeof(RecallReason), typeof(AlertUrgency), typeof(Trigger), typeof(KeyKind),
    ];

    // Mapped word by word.
    private static readonly string[] Mapped = ["Outcome", "ConsentGiver", "AlertState", "AnswerExtent"];

    [TestCaseSource(nameof(Cast))]
    public void Enum_CoreAndProtocol_HaveTheSameWordsAndNumbers(Type core) => Assert.That(Words(OnTheWire(core)), Is.EqualTo(Words(core)));

    [Test]
    public void Enum_EveryOneOfTheProtocol_IsCastOrMapped() => Assert.That(
        typeof(Wire).Assembly.GetTypes()
            .Where(t => t.IsEnum && !t.IsNested && t.Namespace == typeof(Wire).Namespace).Select(t => t.Name),
        Is.EquivalentTo(Cast.Select(t => t.Name).Concat(Mapped)));

    private static Type OnTheWire(Type core) =>
        typeof(Wire).Assembly.GetType($"{typeof(Wire).Namespace}.{core.Name}", throwOnError: true)!;

    private static IEnumerable<string> Words(Type type) =>
        Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(number => $"{Enum.GetName(type, number)} = {number}");
}
