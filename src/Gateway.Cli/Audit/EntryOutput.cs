using System.Globalization;
using System.Text.Json.Nodes;
using CsvHelper;
using Gateway.Protocol.V1;

namespace Gateway.Cli.Audit;

/// <summary>Writes found entries one by one as they come: as a table, as lines of JSON, or as CSV.</summary>
internal abstract class EntryOutput : IAsyncDisposable
{
    private static readonly string[] Columns =
        ["index", "at", "kind", "holder", "counterpart", "officers", "case", "reference", "registrationNumbers", "purpose", "provisions", "outcome"];

    public static EntryOutput For(bool isJson, bool isCsv, TextWriter writer) =>
        isJson ? new Json(writer) : isCsv ? new Csv(writer) : new Table(writer);

    public abstract Task WriteAsync(FoundEntry entry);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string[] Values(FoundEntry entry) =>
    [
        entry.Access.Index.ToString(CultureInfo.InvariantCulture),
        entry.Access.At.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        entry.Access.Kind, entry.HolderPartyId, entry.CounterpartPartyId, string.Join(' ', entry.OfficerIds), entry.CaseId, entry.Reference,
        string.Join(' ', entry.RegistrationNumbers), entry.Purpose, string.Join(' ', entry.ProvisionIds), entry.Outcome,
    ];

    private sealed class Table(TextWriter writer) : EntryOutput
    {
        public override Task WriteAsync(FoundEntry entry)
        {
            var v = Values(entry);
            return writer.WriteLineAsync($"{v[0],8}  {v[1]}  {v[2],-18} {v[3]} -> {v[4],-12} {v[5],-24} {v[6],-16} {v[9],-18} {v[11],-19} {v[10]}".TrimEnd());
        }
    }

    private sealed class Json(TextWriter writer) : EntryOutput
    {
        public override Task WriteAsync(FoundEntry entry)
        {
            var line = new JsonObject();
            foreach (var (name, value) in Columns.Zip(Values(entry))) line[name] = value;
            line["detail"] = entry.Access.Detail.IsEmpty ? null : JsonNode.Parse(entry.Access.Detail.Span);
            return writer.WriteLineAsync(line.ToJsonString());
        }
    }

    private sealed class Csv(TextWriter writer) : EntryOutput
    {
        // A justification or registration number that begins with = or + must be text in a spreadsheet, never a formula.
        private readonly CsvWriter _csv = CsvWriter.Create(writer, CsvWriterOptions.Default with { Injection = CsvInjection.Escape },
            leaveOpen: true);

        private bool _hasHeader;

        public override async Task WriteAsync(FoundEntry entry)
        {
            await WriteHeaderAsync();
            await _csv.WriteRecordAsync(Values(entry));
            await _csv.FlushAsync();
        }

        public override async ValueTask DisposeAsync()
        {
            await WriteHeaderAsync();
            await _csv.DisposeAsync();
            await base.DisposeAsync();
        }

        private async Task WriteHeaderAsync()
        {
            if (!_hasHeader) await _csv.WriteRecordAsync(Columns);
            _hasHeader = true;
        }
    }
}
