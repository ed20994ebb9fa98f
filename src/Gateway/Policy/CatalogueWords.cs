using System.Collections.Frozen;
using Gateway.Parties;

namespace Gateway.Policy;

/// <summary>The words of the catalogue's format, each with what it means in the engine.</summary>
internal static class CatalogueWords
{
    public static FrozenDictionary<string, PartyKind> Parties { get; } =
        PartyKinds.AllWords.ToFrozenDictionary(w => w, w => PartyKinds.TryParse(w, out var kind) ? kind : default);

    public static FrozenDictionary<string, ProvisionKind> Kinds { get; } = new Dictionary<string, ProvisionKind>
    {
        ["secrecy"] = ProvisionKind.Secrecy,
        ["lifting"] = ProvisionKind.Lifting,
        ["duty"] = ProvisionKind.Duty,
        ["data-protection"] = ProvisionKind.DataProtection,
        ["structural"] = ProvisionKind.Structural,
        ["principle"] = ProvisionKind.Principle,
    }.ToFrozenDictionary();

    public static FrozenDictionary<string, Certainty> Certainties { get; } = new Dictionary<string, Certainty>
    {
        ["verified"] = Certainty.Verified,
        ["secondary"] = Certainty.Secondary,
        ["from-memory"] = Certainty.FromMemory,
    }.ToFrozenDictionary();

    public static FrozenDictionary<string, Side> Sides { get; } = new Dictionary<string, Side>
    {
        ["disclosing"] = Side.Disclosing,
        ["receiving"] = Side.Receiving,
    }.ToFrozenDictionary();

    public static FrozenDictionary<string, Trigger> Triggers { get; } = new Dictionary<string, Trigger>
    {
        ["request"] = Trigger.Request,
        ["own-initiative"] = Trigger.OwnInitiative,
        ["immediate"] = Trigger.Immediate,
    }.ToFrozenDictionary();

    public static FrozenDictionary<string, PersonRole> Roles { get; } = new Dictionary<string, PersonRole>
    {
        ["subject"] = PersonRole.Subject,
        ["suspect"] = PersonRole.Suspect,
        ["victim"] = PersonRole.Victim,
        ["witness"] = PersonRole.Witness,
        ["relative"] = PersonRole.Relative,
        ["reporter"] = PersonRole.Reporter,
        ["other"] = PersonRole.Other,
    }.ToFrozenDictionary();
}
