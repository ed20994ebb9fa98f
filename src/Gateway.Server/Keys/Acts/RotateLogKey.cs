using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Storage.Keys;

namespace Gateway.Server.Keys.Acts;

/// <summary>
/// Another key that signs the log's checkpoints. The batch that logs its approval is the last that the earlier key signs, together with
/// the new one; the earlier private half is kept nowhere.
/// </summary>
internal sealed class RotateLogKey(string from, AuditLog log, GatewaySecretKeeper keeper, SqlKeyStore store) : ITwoPersonAct
{
    public const string Act = "rotate-log-key";

    private Rewrap<WrappedGatewaySecrets>? _secrets;

    public string Code => Act;

    public string Role => PartyDirectory.OperatorRole;

    public bool IsOperators => true;

    public EntryKind Kind => EntryKind.Key;

    public JsonObject Content => new() { ["from"] = from };

    public LogSigner? Successor { get; private set; }

    public async ValueTask PrepareAsync(PartyId party, CancellationToken ct) =>
        _secrets = await keeper.RenewLogSeedAsync(seed => Successor = new LogSigner(log.Verifier.Name, seed.Span), ct);

    public ValueTask CheckAsync(IWork work, PartyId party, CancellationToken ct) => log.Verifier.ToString() == from
        ? ValueTask.CompletedTask
        : throw new RefusedException(Refusal.WrongState, "the log's key is another by now: propose anew");

    public async ValueTask<JsonObject> ApplyAsync(IWork work, PartyId party, DateTimeOffset at, CancellationToken ct)
    {
        await CheckAsync(work, party, ct);
        if (_secrets is null || Successor is null || !await store.ReplaceAsync(work, _secrets.Was, _secrets.Now, ct))
            throw new RefusedException(Refusal.UnderWay, "the gateway's secrets are being changed; approve again");
        return new JsonObject { ["to"] = Successor.Verifier.ToString() };
    }

    public void Carried(PartyId party)
    {
        // The log itself signs with it from its own commit on.
    }
}
