using Gateway.Protocol.V1;

namespace Gateway.Demo;

/// <summary>The people of the demonstration: test personal numbers that Skatteverket publishes, so nobody's.</summary>
internal static class People
{
    public static Subject Girl { get; } = Numbered("202001032396");

    public static Subject Father { get; } = Numbered("199101012392");

    public static Subject ManOf22 { get; } = Numbered("200401012380");

    public static Subject RobberySuspect { get; } = Numbered("200601012396");

    public static Subject Witness { get; } = Numbered("198501012390");

    public static Subject Protected { get; } = Numbered("197901012398");

    public static Subject Absent { get; } = Numbered("198801022388");

    /// <summary>Registered by nobody with anything of the category that is asked for.</summary>
    public static Subject NothingHeld { get; } = Numbered("198801032387");

    public static Subject TravellerOf27 { get; } = Numbered("199901016809");

    public static Subject Numbered(string number) => new() { PersonalNumber = number };

    public static ConcernedPerson As(this Subject subject, PersonRole role, ProtectedIdentity protection = ProtectedIdentity.None) =>
        new() { Subject = subject, Role = role, ProtectedIdentity = protection };
}
