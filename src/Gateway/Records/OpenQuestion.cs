namespace Gateway.Records;

/// <summary>A statutory question that an officer of the holder has to answer before a section can be released.</summary>
/// <param name="Code">Question code, or <c>second-approver</c>.</param>
/// <param name="Provision">The provision whose test it is.</param>
/// <param name="Section">The section it is about.</param>
public sealed record OpenQuestion(string Code, string Provision, string Section);
