using Gateway.Parties;

namespace Gateway.Policy;

/// <summary>The person the matter is about is younger than an age, in whole years on the day in Stockholm.</summary>
public sealed record SubjectAgeBelow(int Years) : Condition(Mark.Fact)
{
    /// <inheritdoc />
    public override string Code => "subject-age-below";

    /// <inheritdoc />
    public override string Argument { get; } = $"{Years}";

    internal override Need? Test(ConditionInput input)
    {
        var truth = Single(input.Context.Persons) is { } subject ? AgeBelow.Test(subject, Years, input.Context.Day) : Truth.Unknown;
        return input.Unless(truth, this, NeedSource.Supplied);
    }

    /// <summary>The subject; null where there is none or more than one.</summary>
    private static PersonFacts? Single(IReadOnlyList<PersonFacts> persons)
    {
        PersonFacts? found = null;
        for (var i = 0; i < persons.Count; i++)
        {
            if (persons[i].Role != PersonRole.Subject) continue;
            if (found is not null) return null;
            found = persons[i];
        }
        return found;
    }
}

/// <summary>Each person that the section concerns is younger than an age.</summary>
public sealed record PersonAgeBelow(int Years) : Condition(Mark.Fact)
{
    /// <inheritdoc />
    public override string Code => "person-age-below";

    /// <inheritdoc />
    public override string Argument { get; } = $"{Years}";

    internal override Need? Test(ConditionInput input)
    {
        var truth = input.Person is null ? Truth.Unknown : AgeBelow.Test(input.Person, Years, input.Context.Day);
        var source = input.Person?.Role == PersonRole.Subject ? NeedSource.Supplied : NeedSource.Register;
        return input.Unless(truth, this, source);
    }
}

/// <summary>Each person that the section concerns has reached an age.</summary>
public sealed record PersonAgeFrom(int Years) : Condition(Mark.Fact)
{
    /// <inheritdoc />
    public override string Code => "person-age-from";

    /// <inheritdoc />
    public override string Argument { get; } = $"{Years}";

    internal override Need? Test(ConditionInput input)
    {
        var isBelow = input.Person is null ? Truth.Unknown : AgeBelow.Test(input.Person, Years, input.Context.Day);
        var source = input.Person?.Role == PersonRole.Subject ? NeedSource.Supplied : NeedSource.Register;
        return input.Unless(Truths.Not(isBelow), this, source);
    }
}

/// <summary>Each person that the section concerns is this in the matter. That somebody else is in the section is the holder's to know.</summary>
public sealed record PersonRoleIs(IReadOnlyList<PersonRole> Roles) : Condition(Mark.Fact)
{
    /// <inheritdoc />
    public override string Code => "person-role";

    internal override Need? Test(ConditionInput input)
    {
        var truth = input.Person is null ? Truth.Unknown : Truths.Of(Roles.Contains(input.Person.Role));
        return input.Unless(truth, this, NeedSource.Register);
    }
}

/// <summary>The person is identified, or an officer of the holder has verified who it is.</summary>
public sealed record PersonIdentified(string Question) : Condition(Mark.Fact)
{
    /// <inheritdoc />
    public override string Code => Question;

    internal override Need? Test(ConditionInput input) => input.Person is null or { IsIdentified: true }
        ? null
        : input.Unless(Facts.ReadAnswer(input, Question), this, NeedSource.Assessment);
}

/// <summary>Ages in whole years.</summary>
internal static class AgeBelow
{
    public static Truth Test(PersonFacts person, int years, DateOnly day) =>
        person.Born is { } born ? Truths.Of(SwedishTime.AgeOn(born, day) < years) : Truth.Unknown;
}
