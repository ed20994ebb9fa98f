using System.Text;
using Gateway.Client;
using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Messages that are right, for tests to send or to spoil.</summary>
internal static class Messages
{
    /// <summary>A child-concern report about a child, as a police officer who leads the investigation assessed it.</summary>
    public static PushRequest Concern(Subject child) => new()
    {
        ReceiverPartyId = "soc",
        AssessedBy = Cast.Police.Id,
        Purpose = "child-protection",
        Trigger = Trigger.Immediate,
        ClaimedProvisions = { "sol-19-1" },
        Persons = { child.As(PersonRole.Subject) },
        Answers = { new Answer { Question = "child-at-risk", Holds = true } },
        Urgency = AlertUrgency.Immediate,
    };

    /// <summary>A request of the police for contact data under 4 § lagen (2025:170).</summary>
    public static RequestRequest Contact(Subject subject, string caseId) => new()
    {
        IdempotencyKey = Town.Name("key-of-a-request"),
        HolderPartyId = "soc",
        Subject = subject,
        Categories = { new AskedCategory { Category = "contact" } },
        Purpose = "investigate-crime",
        CaseId = caseId,
        ClaimedProvisions = { "lub-4" },
        AssertedFacts = { new AssertedFact { Name = "needed-in-law-enforcement", Holds = true } },
    };

    public static DepositRequest Record(Subject subject, ProtectedIdentity protection = ProtectedIdentity.None) =>
        new() { RecordId = Town.Name("akt"), Persons = { subject.As(PersonRole.Subject, protection) } };

    /// <summary>A section about the first person.</summary>
    public static PlainSection Section(string category, string text = "Uppgift.", string id = "avsnitt") =>
        new(id, category, Encoding.UTF8.GetBytes(text)) { PersonIndexes = [0] };

    /// <summary>A case of an officer about a person.</summary>
    public static OpenCaseRequest Case(Official officer, Subject subject, string purpose = "investigate-crime") => new()
    {
        CaseId = Town.Name("fall"), Kind = CaseKind.PreliminaryInvestigation, Purpose = purpose, Subject = subject, OfficerIds = { officer.Id },
    };
}
