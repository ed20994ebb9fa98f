using Gateway.Parties;

namespace Gateway.Policy;

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
    public override string Argument { get; } = string.Join(", ", Purposes);

    internal override Need? Test(ConditionInput input) => input.Unless(
        Truths.Of(Purposes.Contains(input.Context.Purpose)), this, NeedSource.Supplied);
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
        input.Unless(Facts.ReadRegister(input, Name), this, NeedSource.Register);
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

/// <summary>A second officer of the holder approves: always, or where the person's identity is or may be protected.</summary>
public sealed record SecondApprover(bool OnlyForProtectedIdentity) : Condition(Mark.Assessed)
{
    /// <summary>The code of its need.</summary>
    public const string NeedCode = "second-approver";

    /// <inheritdoc />
    public override string Code => NeedCode;

    internal override Need? Test(ConditionInput input)
    {
        if (OnlyForProtectedIdentity && !input.MayBeHidden) return null;
        var context = input.Context;
        var approved = context.Approvers.Any(a => a != context.Officer.Id && !HasAssessed(a, context));
        return input.Unless(approved ? Truth.True : Truth.Unknown, this, NeedSource.Approval);
    }

    private static bool HasAssessed(string officer, DisclosureContext context) =>
        context.Facts.Any(f => f.Source is FactSource.Assessed or FactSource.Standing && f.Officer == officer);
}

/// <summary>
/// Not where another provision is meant to be used: for these receivers and purposes together, and for these receivers and an offence of
/// these groups together. That it is about no such offence is the holder's to answer, whatever purpose is stated.
/// </summary>
/// <param name="Receivers">Receivers it looks at; towards any other it holds.</param>
/// <param name="Purposes">Purposes that are another provision's.</param>
/// <param name="OffenceGroups">Groups of offences that are another provision's.</param>
/// <param name="Question">Asked towards these receivers; null: nothing is asked.</param>
public sealed record NotWhere(
    IReadOnlyList<PartyKind> Receivers, IReadOnlyList<string> Purposes, IReadOnlyList<string> OffenceGroups, string? Question)
        : Condition(Mark.Asserted)
{
    /// <inheritdoc />
    public override string Code => "reserved-to-another-provision";

    internal override Need? Test(ConditionInput input)
    {
        var context = input.Context;
        if (!Receivers.Any(kind => kind.Covers(context.Receiver))) return null;
        var isReserved = Purposes.Contains(context.Purpose) || Offences.Find(input)?.Groups.Any(OffenceGroups.Contains) == true;
        if (isReserved) return input.Unless(Truth.False, this, NeedSource.Supplied);
        return Question is null ? null : new AssessedQuestion(Question).Test(input);
    }
}

/// <summary>
/// Holder and receiver are of one principal: refuted where the directory knows that they are not, and otherwise answered by the holder's
/// officer, since the directory does not tell which bodies are one authority.
/// </summary>
public sealed record SamePrincipal(string Question) : Condition(Mark.Assessed)
{
    /// <inheritdoc />
    public override string Code => Question;

    internal override Need? Test(ConditionInput input) => input.Context.SharesPrincipal == Truth.False
        ? input.Unless(Truth.False, this, NeedSource.Supplied)
        : new AssessedQuestion(Question).Test(input);
}

/// <summary>No secrecy provision protects the section.</summary>
public sealed record NotSecret() : Condition(Mark.Fact)
{
    /// <inheritdoc />
    public override string Code => "not-secret";

    // INVARIANT: the engine offers a provision with this condition only to sections that nothing protects.
    internal override Need? Test(ConditionInput input) => null;
}
