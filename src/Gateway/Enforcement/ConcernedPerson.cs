using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Enforcement;

/// <summary>A person that a record or alert concerns, as its holder knows that person.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Role">What the person is in the matter.</param>
/// <param name="Protection">Protection of identity.</param>
public sealed record ConcernedPerson(Subject Subject, PersonRole Role, ProtectedIdentity Protection)
{
    /// <summary>The person as a decision sees one.</summary>
    public PersonFacts Facts => new()
    {
        Role = Role,
        IsIdentified = Subject.IsIdentified,
        Born = Subject.Born,
        HasProtectedIdentity = Protection switch
        {
            ProtectedIdentity.None => Truth.False,
            ProtectedIdentity.Unspecified => Truth.Unknown,
            _ => Truth.True,
        },
    };
}
