using Gateway.Parties;

namespace Gateway.Policy;

/// <summary>
/// The words of the catalogue's format, each with what it means in the engine. Plain dictionaries: a frozen one of each enum is compiled when
/// a process reads its first catalogue, and takes longer than it saves.
/// </summary>
internal static class CatalogueWords
{
    public static IReadOnlyDictionary<string, PartyKind> Parties { get; } =
        PartyKinds.AllWords.ToDictionary(w => w, w => PartyKinds.TryParse(w, out var kind) ? kind : default);

    public static IReadOnlyDictionary<string, ProvisionKind> Kinds { get; } = new Dictionary<string, ProvisionKind>
    {
        ["secrecy"] = ProvisionKind.Secrecy,
        ["lifting"] = ProvisionKind.Lifting,
        ["duty"] = ProvisionKind.Duty,
        ["data-protection"] = ProvisionKind.DataProtection,
        ["structural"] = ProvisionKind.Structural,
        ["principle"] = ProvisionKind.Principle,
    };

    public static IReadOnlyDictionary<string, Certainty> Certainties { get; } = new Dictionary<string, Certainty>
    {
        ["verified"] = Certainty.Verified,
        ["secondary"] = Certainty.Secondary,
        ["from-memory"] = Certainty.FromMemory,
    };

    public static IReadOnlyDictionary<string, Side> Sides { get; } = new Dictionary<string, Side>
    {
        ["disclosing"] = Side.Disclosing,
        ["receiving"] = Side.Receiving,
    };

    public static IReadOnlyDictionary<string, Trigger> Triggers { get; } = new Dictionary<string, Trigger>
    {
        ["request"] = Trigger.Request,
        ["own-initiative"] = Trigger.OwnInitiative,
        ["immediate"] = Trigger.Immediate,
    };

    public static IReadOnlyDictionary<string, PersonRole> Roles { get; } = new Dictionary<string, PersonRole>
    {
        ["subject"] = PersonRole.Subject,
        ["suspect"] = PersonRole.Suspect,
        ["victim"] = PersonRole.Victim,
        ["witness"] = PersonRole.Witness,
        ["relative"] = PersonRole.Relative,
        ["reporter"] = PersonRole.Reporter,
        ["other"] = PersonRole.Other,
    };
}
