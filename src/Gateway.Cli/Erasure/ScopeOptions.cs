using System.CommandLine;
using Gateway.Protocol.V1;

namespace Gateway.Cli.Erasure;

/// <summary>What an erasure takes: a record or one section of it, all about a person, or everything of the party.</summary>
internal sealed class ScopeOptions
{
    private readonly Option<string?> _record = new("--record") { Description = "A record of your party." };
    private readonly Option<string?> _section = new("--section") { Description = "One section of the record." };
    private readonly Option<FileInfo> _person = PersonFile.Option();
    private readonly Option<bool> _wholeParty = new("--whole-party") { Description = "Everything of your party." };
    private readonly Option<bool> _logDetails = new("--log-details") { Description = "With the details of your party's log entries about the person." };

    /// <summary>Adds the options to a command, which then says what is wrong with them.</summary>
    public Command AddTo(Command command)
    {
        foreach (var option in (Option[])[_record, _section, _person, _wholeParty, _logDetails]) command.Add(option);
        PersonFile.Validate(command, _person);
        command.Validators.Add(result =>
        {
            bool[] named = [result.GetValue(_record) is not null, result.GetValue(_person) is not null, result.GetValue(_wholeParty)];
            if (named.Count(n => n) != 1) result.AddError("one of --record, --person and --whole-party is needed");
            if (result.GetValue(_section) is not null && result.GetValue(_record) is null) result.AddError("--section: only together with --record");
        });
        return command;
    }

    /// <summary>The scope.</summary>
    public async Task<ErasureScope> ReadAsync(ParseResult parsed, CancellationToken ct)
    {
        var scope = new ErasureScope { LogDetails = parsed.GetValue(_logDetails) };
        if (await PersonFile.ReadAsync(parsed, _person, ct) is { } person) scope.Subject = person;
        else if (parsed.GetValue(_wholeParty)) scope.WholeParty = true;
        else if (parsed.GetValue(_section) is { } section) scope.Section = new SectionName { RecordId = parsed.GetValue(_record), SectionId = section };
        else scope.RecordId = parsed.GetValue(_record);
        return scope;
    }
}
