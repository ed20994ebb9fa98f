namespace Gateway.Server.Tests.EndToEnd;

/// <summary>An officer or a system that calls.</summary>
/// <param name="Party">The party.</param>
/// <param name="Id">The officer's id.</param>
/// <param name="Born">Day of birth, YYYYMMDD, from which the officer's own test number follows.</param>
/// <param name="Roles">Role codes.</param>
internal sealed record Official(string Party, string Id, string Born, params string[] Roles);
