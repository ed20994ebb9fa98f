using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Tests.Enforcement;

/// <summary>An act of two registrars that counts how far it was taken, about a person where one is set.</summary>
internal sealed class TestAct(JsonObject content) : ITwoPersonAct
{
    public const string TheCode = "test-act";

    public TestAct()
        : this(new JsonObject { ["what"] = "it" })
    {
    }

    public bool IsOperators { get; init; }

    public IReadOnlyList<ReadOnlyMemory<byte>> Persons { get; init; } = [];

    public int Prepared { get; private set; }

    public int Checked { get; private set; }

    public int Applied { get; private set; }

    public int Followed { get; private set; }

    public string Code => TheCode;

    public string Role => PartyDirectory.RegistrarRole;

    public EntryKind Kind => EntryKind.Key;

    public JsonObject Content => content;

    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> PersonsAsync(IWork work, PartyId party, CancellationToken ct) => new(Persons);

    public ValueTask PrepareAsync(PartyId party, CancellationToken ct)
    {
        Prepared++;
        return default;
    }

    public ValueTask CheckAsync(IWork work, PartyId party, CancellationToken ct)
    {
        Checked++;
        return default;
    }

    public ValueTask<JsonObject> ApplyAsync(IWork work, PartyId party, DateTimeOffset at, CancellationToken ct)
    {
        Applied++;
        return new(new JsonObject { ["times"] = Applied });
    }

    public void Carried(PartyId party) => Followed++;
}
