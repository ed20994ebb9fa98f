using Gateway.Parties;

namespace Gateway.Records.Erasure;

/// <summary>What keeps a record or a person from being erased until it is lifted, such as an appeal or a supervision that is under way.</summary>
/// <param name="Id">32 hex digits.</param>
/// <param name="Party">The party whose hold it is, and whose erasures it stops.</param>
/// <param name="Record">The record; null where a person is held.</param>
/// <param name="Person">Pseudonym of the person; empty where a record is held.</param>
public sealed record Hold(string Id, PartyId Party, string? Record, ReadOnlyMemory<byte> Person);
