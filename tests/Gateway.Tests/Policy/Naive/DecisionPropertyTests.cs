using Gateway.Policy;

namespace Gateway.Tests.Policy.Naive;

/// <summary>Each property holds on every generated case, and is seen to fail of an engine broken in the way that it forbids.</summary>
public sealed class DecisionPropertyTests
{
    private const int Cases = 2000;

    private static readonly Dictionary<string, (Func<DisclosureContext, Dice, Engine, string?> Violation, Engine Broken)> Properties = new()
    {
        [nameof(DecisionProperties.DenyOverrides)] = (DecisionProperties.DenyOverrides, Broken.OneYesIsEnough),
        [nameof(DecisionProperties.LearningNeverRefutesARelease)] = (DecisionProperties.LearningNeverRefutesARelease, Broken.UnknownIsYes),
        [nameof(DecisionProperties.ProtectionNeverWidens)] = (DecisionProperties.ProtectionNeverWidens, Broken.ProtectedNeedsNoSecondOfficer),
        [nameof(DecisionProperties.RemovingALiftNeverWidens)] = (DecisionProperties.RemovingALiftNeverWidens, Broken.WhatNothingLiftsIsOpen),
        [nameof(DecisionProperties.OrderIsIrrelevant)] = (DecisionProperties.OrderIsIrrelevant, Broken.TheFirstFactCounts),
        [nameof(DecisionProperties.APermitNamesEveryLift)] = (DecisionProperties.APermitNamesEveryLift, Broken.TheFirstPersonCounts),
        [nameof(DecisionProperties.ARefusalNamesWhy)] = (DecisionProperties.ARefusalNamesWhy, Broken.RefusalIsSilent),
        [nameof(RegisterStates.TheAskerIsToldOneOfThree)] = (RegisterStates.TheAskerIsToldOneOfThree, Broken.TellsTheAskerAll),
        [nameof(DecisionProperties.IsTotal)] = (DecisionProperties.IsTotal, Broken.GivesUpOnStrangers),
    };

    private static IEnumerable<string> Names => Properties.Keys;

    [TestCaseSource(nameof(Names))]
    public void Decide_EveryGeneratedCase_Holds(string property) =>
        Assert.That(FirstViolation(Properties[property].Violation, Engine.Real), Is.Null);

    [TestCaseSource(nameof(Names))]
    public void Decide_ByAnEngineBrokenOnPurpose_IsFound(string property) =>
        Assert.That(FirstViolation(Properties[property].Violation, Properties[property].Broken), Is.Not.Null);

    private static string? FirstViolation(Func<DisclosureContext, Dice, Engine, string?> violation, Engine engine)
    {
        var dice = new Dice(20261122);
        var generator = new ContextGenerator(Scenarios.Catalogue, dice);
        for (var i = 0; i < Cases; i++)
        {
            var context = generator.Next();
            if (violation(context, dice, engine) is { } how) return $"case {i}: {how}\n{ContextWriter.Write(context)}";
        }
        return null;
    }
}
