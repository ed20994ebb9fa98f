using System.Collections.Concurrent;
using System.Globalization;
using Gateway.Policy;

namespace Gateway.Tests.Policy.Naive;

/// <summary>The engine and its second encoding say the same of every generated case, and the cases reach every provision.</summary>
public sealed class NaivePolicyTests
{
    /// <summary>How many; <c>tests/policy-oracle.sh naive</c> asks for more.</summary>
    private static readonly int Count = int.Parse(
        Environment.GetEnvironmentVariable("GATEWAY_POLICY_CASES") ?? "50000", CultureInfo.InvariantCulture);

    private const int Batch = 1000;

    private static readonly ConcurrentDictionary<string, int> Seen = new();

    private static readonly ConcurrentQueue<string> Failures = new();

    [OneTimeSetUp]
    public void DecideTwice()
    {
        Parallel.For(0, Count / Batch, batch =>
        {
            // A catalogue of its own: JSON nodes are not for two threads at once.
            var naive = new NaivePolicy(NaiveLaw.Read(ActiveCatalogue.Embedded.Json.Span));
            var generator = new ContextGenerator(Scenarios.Catalogue, new Dice((ulong)batch));
            for (var i = 0; i < Batch && Failures.Count < 5; i++) Compare(generator.Next(), naive, $"batch {batch}, case {i}");
        });
    }

    [Test]
    public void Decide_EveryGeneratedCase_IsWhatTheSecondEncodingSays()
    {
        Assert.That(Failures, Is.Empty);
        TestContext.Out.WriteLine($"{Count} cases agree: {string.Join(", ", Enum.GetValues<Outcome>().Select(o => $"{o} {Times($"outcome {o}")}"))}");
    }

    [Test]
    public void Cases_HaveEveryOutcome([Values] Outcome outcome) => Assert.That(Times($"outcome {outcome}"), Is.GreaterThan(Count / 50));

    /// <summary>In which of its parts a rare one is seen depends on the dice; that it decides something does not.</summary>
    [TestCaseSource(nameof(Deciding))]
    public void Cases_ShowTheProvision_CarryOrRefuse(string id) =>
        Assert.That(Times($"carried {id}") + Times($"lifted {id}") + Times($"refused {id}"), Is.Positive);

    [TestCaseSource(nameof(Absolute))]
    public void Cases_OfAbsoluteSecrecy_ShowItNeverLifted(string id) => Assert.That(Times($"lifted {id}"), Is.Zero);

    private static IEnumerable<string> Deciding => Scenarios.Catalogue.Provisions
        .Where(p => p.Kind != ProvisionKind.Principle && (p.Kind != ProvisionKind.Structural || p.Conditions.Count > 0)).Select(p => p.Id);

    private static IEnumerable<string> Absolute => Scenarios.Catalogue.Provisions
        .Where(p => p is { Kind: ProvisionKind.Secrecy, HarmQuestion: null }).Select(p => p.Id);

    private static int Times(string part) => Seen.GetValueOrDefault(part);

    private static void Compare(DisclosureContext context, NaivePolicy naive, string name)
    {
        var decided = PolicyDecisionPoint.Decide(context, Scenarios.Catalogue);
        foreach (var (section, engine) in context.Sections.Zip(decided.Sections))
        {
            var (said, expected) = (Told(engine), Told(naive.Decide(context, section)));
            if (said != expected)
                Failures.Enqueue($"{name}, {section.Id}: engine {said}\nsecond encoding {expected}\n{ContextWriter.Write(context)}");
            foreach (var part in PartsOf(engine)) Seen.AddOrUpdate(part, 1, (_, times) => times + 1);
        }
    }

    private static IEnumerable<string> PartsOf(SectionDecision d)
    {
        var isCarried = d.Outcome == Outcome.Permit;
        var carriers = d.Protections.Select(p => p.LiftedBy).Append(d.Provision).Concat(d.DataProtectionGrounds);
        return d.Protections.Select(p => $"{(isCarried ? "lifted" : "refused")} {p.Secrecy}")
            .Concat(isCarried ? carriers.Select(id => $"carried {id}") : [])
            .Concat(d.Needs.Select(n => $"refused {n.Provision}"))
            .Append($"outcome {d.Outcome}").Distinct();
    }

    /// <summary>All that a decision says but for the proposal of another ground; needs and obligations as sets.</summary>
    private static string Told(SectionDecision d)
    {
        var protections = d.Protections.Select(p => $"{p.Person} {p.Secrecy} {p.Outcome} {p.LiftedBy} {Set(p.Needs)}");
        return $"{d.Outcome} by {d.Provision}{(d.IsDuty ? " as a duty" : "")}; needs {Set(d.Needs)}; obligations {Set(d.Obligations)}; "
            + $"protections {Set(protections)}; grounds {Set(d.DataProtectionGrounds)}; uncertain {Set(d.Uncertain)}";
    }

    private static string Set<T>(IEnumerable<T> items) => string.Join(" | ", items.Select(i => $"{i}").Order(StringComparer.Ordinal));
}
