using Gateway.Parties;

namespace Gateway.Policy;

/// <summary>Who knows whether a condition holds (<c>design.md</c> §1.3).</summary>
public enum Mark
{
    /// <summary>A register holds it.</summary>
    Fact = 0,

    /// <summary>The requester asserts it.</summary>
    Asserted,

    /// <summary>The holder's officer assesses it.</summary>
    Assessed,
}

/// <summary>
/// One condition of a provision, from a closed vocabulary over finite or ordered values: no expression language, so that
/// overlaps and gaps can be computed exactly.
/// </summary>
/// <param name="Mark">Who knows whether it holds.</param>
public abstract record Condition(Mark Mark)
{
    /// <summary>What it asks for: the code of the need, question or fact.</summary>
    public abstract string Code { get; }

    /// <summary>A threshold or list that the text of <see cref="Code"/> names; empty where none.</summary>
    public virtual string Argument => "";

    /// <summary>Tests the condition: null when it is known to be true, else what is missing.</summary>
    internal abstract Need? Test(ConditionInput input);
}

/// <summary>What a condition looks at: one section, one person, one provision, in one context.</summary>
internal readonly record struct ConditionInput(
    DisclosureContext Context, Catalogue Catalogue, SectionFacts Section, PersonFacts? Person, Provision Provision)
{
    /// <summary>Null when true; else the need, refuted when false.</summary>
    public Need? Unless(Truth truth, Condition condition, NeedSource source, string? argument = null) => truth == Truth.True
        ? null
        : new Need(condition.Code, Provision.Id, source, truth == Truth.False, argument ?? condition.Argument);
}

/// <summary>How the holder comes to disclose.</summary>
public sealed record TriggerIs(IReadOnlyList<Trigger> Triggers) : Condition(Mark.Asserted)
{
    /// <inheritdoc />
    public override string Code => "trigger";

    internal override Need? Test(ConditionInput input) =>
        input.Unless(Truths.Of(Triggers.Contains(input.Context.Trigger)), this, NeedSource.Supplied);
}

/// <summary>What it is for.</summary>
public sealed record PurposeIs(IReadOnlyList<string> Purposes) : Condition(Mark.Asserted)
{
    /// <inheritdoc />
    public override string Code => "purpose";

    /// <inheritdoc />
    public override string Argument => string.Join(", ", Purposes);

    internal override Need? Test(ConditionInput input) => input.Unless(
        Truths.Of(Purposes.Contains(input.Context.Purpose)), this, NeedSource.Supplied);
}

/// <summary>The person the matter is about is younger than an age, in whole years on the day in Stockholm.</summary>
public sealed record SubjectAgeBelow(int Years) : Condition(Mark.Fact)
{
    /// <inheritdoc />
    public override string Code => "subject-age-below";

    /// <inheritdoc />
    public override string Argument => $"{Years}";

    internal override Need? Test(ConditionInput input)
    {
        var subjects = input.Context.Persons.Where(p => p.Role == PersonRole.Subject).ToList();
        var day = input.Context.Day;
        var truth = subjects.Count == 1 ? AgeBelow.Test(subjects[0], Years, day) : Truth.Unknown;
        return input.Unless(truth, this, NeedSource.Supplied);
    }
}

/// <summary>Each person that the section concerns is younger than an age.</summary>
public sealed record PersonAgeBelow(int Years) : Condition(Mark.Fact)
{
    /// <inheritdoc />
    public override string Code => "person-age-below";

    /// <inheritdoc />
    public override string Argument => $"{Years}";

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
    public override string Argument => $"{Years}";

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
        return input.Unless(truth, this, NeedSource.Supplied, $"{months}");
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

/// <summary>The requester asserts a fact.</summary>
public sealed record AssertedFact(string Name) : Condition(Mark.Asserted)
{
    /// <inheritdoc />
    public override string Code => Name;

    internal override Need? Test(ConditionInput input) =>
        input.Unless(Facts.Read(input.Context, Name, FactSource.Asserted), this, NeedSource.Supplied);
}

/// <summary>A register holds a fact.</summary>
public sealed record RegisterFact(string Name) : Condition(Mark.Fact)
{
    /// <inheritdoc />
    public override string Code => Name;

    internal override Need? Test(ConditionInput input) =>
        input.Unless(Facts.Read(input.Context, Name, FactSource.Register), this, NeedSource.Register);
}

/// <summary>The holder's officer, or a standing decision that covers the section, answers a statutory question with yes.</summary>
public sealed record AssessedQuestion(string Question) : Condition(Mark.Assessed)
{
    /// <inheritdoc />
    public override string Code => Question;

    internal override Need? Test(ConditionInput input) =>
        input.Unless(Facts.ReadAnswer(input, Question), this, NeedSource.Assessment);
}

/// <summary>The section does not bear a mark.</summary>
public sealed record SectionLacksMark(string Name) : Condition(Mark.Fact)
{
    /// <inheritdoc />
    public override string Code => "section-lacks-mark";

    /// <inheritdoc />
    public override string Argument => Name;

    internal override Need? Test(ConditionInput input) =>
        input.Unless(Truths.Of(!input.Section.Marks.Contains(Name)), this, NeedSource.Register);
}

/// <summary>The section concerns no person.</summary>
public sealed record ConcernsNoPerson() : Condition(Mark.Fact)
{
    /// <inheritdoc />
    public override string Code => "concerns-no-person";

    internal override Need? Test(ConditionInput input) =>
        input.Unless(Truths.Of(input.Section.Persons.Count == 0), this, NeedSource.Register);
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

/// <summary>A second officer of the holder approves: always, or where the person's identity is or may be protected.</summary>
public sealed record SecondApprover(bool OnlyForProtectedIdentity) : Condition(Mark.Assessed)
{
    /// <summary>The code of its need.</summary>
    public const string NeedCode = "second-approver";

    /// <inheritdoc />
    public override string Code => NeedCode;

    internal override Need? Test(ConditionInput input)
    {
        if (OnlyForProtectedIdentity && input.Person is null or { HasProtectedIdentity: Truth.False }) return null;
        var context = input.Context;
        var assessors = context.Facts.Where(f => f.Source is FactSource.Assessed or FactSource.Standing).Select(f => f.Officer).ToHashSet();
        var approved = context.Approvers.Any(a => a != context.Officer.Id && !assessors.Contains(a));
        return input.Unless(approved ? Truth.True : Truth.Unknown, this, NeedSource.Approval);
    }
}

/// <summary>Not where another provision is meant to be used: for these receivers and purposes together.</summary>
public sealed record NotWhere(IReadOnlyList<PartyKind> Receivers, IReadOnlyList<string> Purposes) : Condition(Mark.Asserted)
{
    /// <inheritdoc />
    public override string Code => "reserved-to-another-provision";

    internal override Need? Test(ConditionInput input)
    {
        var context = input.Context;
        var isThere = Receivers.Any(kind => kind.Covers(context.Receiver)) && Purposes.Contains(context.Purpose);
        return input.Unless(Truths.Of(!isThere), this, NeedSource.Supplied);
    }
}

/// <summary>No secrecy provision protects the section.</summary>
public sealed record NotSecret() : Condition(Mark.Fact)
{
    /// <inheritdoc />
    public override string Code => "not-secret";

    // INVARIANT: the engine offers a provision with this condition only to sections that nothing protects.
    internal override Need? Test(ConditionInput input) => null;
}

/// <summary>Ages in whole years.</summary>
internal static class AgeBelow
{
    public static Truth Test(PersonFacts person, int years, DateOnly day) =>
        person.Born is { } born ? Truths.Of(SwedishTime.AgeOn(born, day) < years) : Truth.Unknown;
}

/// <summary>The penalty table as a condition reads it.</summary>
internal static class Offences
{
    /// <summary>The offence named; null where none was, or the table lacks it.</summary>
    public static Offence? Find(ConditionInput input) => input.Context.Offence is { } named
        ? input.Catalogue.Vocabulary.Offences.GetValueOrDefault(named.Code)
        : null;
}
