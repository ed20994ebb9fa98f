using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Storage.Keys;

namespace Gateway.Server.Keys.Acts;

/// <summary>
/// A move of everything that is wrapped to the current version of the vault's key. The version is made in the vault; the approval is kept,
/// and <see cref="VaultKeyMove"/> carries it out row by row.
/// </summary>
internal sealed class RotateVaultKey(string to, VaultKey vault, SqlKeyStore store) : ITwoPersonAct
{
    public const string Act = "rotate-vault-key";

    private string _current = "";

    public string Code => Act;

    public string Role => PartyDirectory.OperatorRole;

    public bool IsOperators => true;

    public EntryKind Kind => EntryKind.Key;

    public JsonObject Content => new() { ["to"] = to };

    public async ValueTask PrepareAsync(PartyId party, CancellationToken ct) => _current = await vault.CurrentKeyIdAsync(ct);

    public async ValueTask CheckAsync(IWork work, PartyId party, CancellationToken ct)
    {
        if ((await store.ListWrapsAsync(ct)).All(w => w.VaultKeyId == to))
            throw new RefusedException(Refusal.WrongState,
                "everything is wrapped by the current version of the vault's key already: make a new one first");
    }

    public async ValueTask<JsonObject> ApplyAsync(IWork work, PartyId party, DateTimeOffset at, CancellationToken ct)
    {
        if (_current != to) throw new RefusedException(Refusal.WrongState, "another version of the vault's key is current now: propose anew");
        var outdated = (await store.ListWrapsAsync(ct)).Count(w => w.VaultKeyId != to);
        await store.AddMoveAsync(work, to, at, ct);
        return new JsonObject { ["outdated"] = outdated };
    }

    public void Carried(PartyId party)
    {
        // The move finds the approval in its next round, here and in every other process.
    }
}
