using Gateway.Enforcement;
using Gateway.Records;
using Gateway.Records.Erasure;
using Gateway.Storage.Records;

namespace Gateway.Storage.Erasure;

/// <summary>Erases rows of a party, within one work. <c>secure_delete</c> overwrites what they held.</summary>
internal sealed class ScopeErasure(SqlWork sql, string party, DateTimeOffset at)
{
    public async ValueTask RunAsync(ScopeRows rows, ErasureScope scope, CancellationToken ct)
    {
        foreach (var section in rows.Sections) await SectionAsync(section, ct);
        foreach (var sealedFor in rows.Fulfilments) await FulfilmentAsync(sealedFor, ct);
        foreach (var request in rows.Answered) await AnsweredAsync(request, ct);
        foreach (var request in rows.Asked) await AskedAsync(request, ct);
        foreach (var alert in rows.Alerts) await AlertAsync(alert, ct);
        if (scope.Kind is ErasureScopeKind.Person or ErasureScopeKind.Party) await LinksAsync(scope, ct);
        if (scope.LogDetails) await new LogDetailErasure(sql, party).RunAsync(scope, ct);
        // What was proposed and never approved may name whoever is erased.
        await RunAsync("UPDATE proposals SET sealed_content = x'' WHERE party = @0 AND proposed_at <= @1", ct, party,
            SqlValue.Of(at - Proposal.Patience));
    }

    private async ValueTask SectionAsync(SectionKey key, CancellationToken ct)
    {
        object?[] of = [party, key.Record, key.Section];
        const string here = "WHERE holder = @0 AND record = @1 AND section = @2";
        await SqlChunkStore.AbandonAsync(sql, SectionPlace.Record, party, key.Record, key.Section, ct);
        await RunAsync($"DELETE FROM record_persons {here}", ct, of);
        await RunAsync($"DELETE FROM record_sections {here} AND version < (SELECT MAX(version) FROM record_sections {here})", ct, of);
        await RunAsync("UPDATE record_sections SET category = '', sealed_facts = x'', facts_digest = x'', ciphertext_digest = x'', envelope = x'', "
            + $"signature = '', content_key = x'', erased_at = @3 {here}", ct, [.. of, SqlValue.Of(at)]);
        await RunAsync($"DELETE FROM releases {here}", ct, of);
    }

    private async ValueTask FulfilmentAsync(SectionKey key, CancellationToken ct)
    {
        await SqlChunkStore.AbandonAsync(sql, SectionPlace.Request, party, key.Record, key.Section, ct);
        await RunAsync("DELETE FROM fulfilments WHERE request = @0 AND category = @1", ct, key.Record, key.Section);
        await RunAsync("DELETE FROM releases WHERE holder = @0 AND record = @1 AND section = @2", ct, party, key.Record, key.Section);
    }

    /// <summary>The holder's part of a request. Whom it is about is the asker's link too, and goes with the last of the two.</summary>
    private async ValueTask AnsweredAsync(string request, CancellationToken ct)
    {
        await RunAsync("UPDATE requests SET sealed_content = x'', reasons = NULL, reasons_signature = '', reasons_key = NULL, "
            + "subject = CASE WHEN length(sealed_answer) = 0 THEN NULL ELSE subject END WHERE id = @0", ct, request);
        await RunAsync("DELETE FROM request_assessments WHERE request = @0", ct, request);
        await RunAsync("DELETE FROM releases WHERE holder = @0 AND request = @1", ct, party, request);
    }

    /// <summary>The asker's part. Without a digest its idempotency key stands for nothing that could be sent again.</summary>
    private async ValueTask AskedAsync(string request, CancellationToken ct)
    {
        await RunAsync("UPDATE requests SET sealed_answer = x'', digest = x'', reasons = NULL, reasons_signature = '', reasons_key = NULL, "
            + "subject = CASE WHEN length(sealed_content) = 0 THEN NULL ELSE subject END WHERE id = @0", ct, request);
        await RunAsync("DELETE FROM formal_decisions WHERE request = @0", ct, request);
    }

    /// <summary>The alert's row stays: its events and its idempotency key point to it.</summary>
    private async ValueTask AlertAsync(string alert, CancellationToken ct)
    {
        if (await sql.Prepared("SELECT idempotency_key FROM alerts WHERE id = @0", alert).ExecuteScalarAsync(ct) is string key)
            await SqlChunkStore.AbandonAsync(sql, SectionPlace.Alert, party, key, section: null, ct);
        await RunAsync("DELETE FROM alert_sections WHERE alert = @0", ct, alert);
        await RunAsync("DELETE FROM alert_persons WHERE alert = @0", ct, alert);
        await RunAsync("UPDATE alerts SET sealed_content = x'', sealed_answer = x'', digest = x'' WHERE id = @0", ct, alert);
    }

    private async ValueTask LinksAsync(ErasureScope scope, CancellationToken ct)
    {
        var isPerson = scope.Kind == ErasureScopeKind.Person;
        object?[] of = isPerson ? [party, SqlValue.Of(scope.Person)] : [party];
        await RunAsync("DELETE FROM consents WHERE holder = @0" + (isPerson ? " AND person = @1" : ""), ct, of);
        await RunAsync("UPDATE cases SET subject = NULL WHERE party = @0 AND closed_at IS NOT NULL" + (isPerson ? " AND subject = @1" : ""), ct, of);
    }

    private async ValueTask RunAsync(string statement, CancellationToken ct, params object?[] values) =>
        await sql.Prepared(statement, values).ExecuteNonQueryAsync(ct);
}
