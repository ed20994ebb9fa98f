namespace Gateway.Policy;

/// <summary>The offence's lowest penalty is at least so many months of imprisonment; more for attempt and the like.</summary>
public sealed record OffenceMinimum(int Months, int InchoateMonths) : Condition(Mark.Asserted)
{
    /// <inheritdoc />
    public override string Code => "offence-minimum";

    /// <inheritdoc />
    public override string Argument => $"{Months}";

    internal override Need? Test(ConditionInput input)
    {
        var months = input.Context.Offence is { Inchoate: true } ? InchoateMonths : Months;
        var truth = Offences.Find(input) is { } offence ? Truths.Of(offence.MinimumMonths >= months) : Truth.Unknown;
        return truth == Truth.True ? null : input.Unless(truth, this, NeedSource.Supplied, $"{months}");
    }
}

/// <summary>Imprisonment is in the offence's scale.</summary>
public sealed record OffenceWithPrison() : Condition(Mark.Asserted)
{
    /// <inheritdoc />
    public override string Code => "offence-with-prison";

    internal override Need? Test(ConditionInput input)
    {
        var truth = Offences.Find(input) is { } offence ? Truths.Of(offence.MaximumMonths > 0) : Truth.Unknown;
        return input.Unless(truth, this, NeedSource.Supplied);
    }
}

/// <summary>The offence belongs to a group of the catalogue.</summary>
public sealed record OffenceInGroup(string Group) : Condition(Mark.Asserted)
{
    /// <inheritdoc />
    public override string Code => "offence-in-group";

    /// <inheritdoc />
    public override string Argument => Group;

    internal override Need? Test(ConditionInput input)
    {
        var truth = Offences.Find(input) is { } offence ? Truths.Of(offence.Groups.Contains(Group)) : Truth.Unknown;
        return input.Unless(truth, this, NeedSource.Supplied);
    }
}

/// <summary>The penalty table as a condition reads it.</summary>
internal static class Offences
{
    /// <summary>The offence named; null where none was, or the table lacks it.</summary>
    public static Offence? Find(ConditionInput input) => input.Context.Offence is { } named
        ? input.Catalogue.Vocabulary.Offences.GetValueOrDefault(named.Code)
        : null;
}
