using System.CommandLine;
using Gateway.Parties;
using Subject = Gateway.Protocol.V1.Subject;

namespace Gateway.Cli.Audit;

/// <summary>What every look into the log asks for: in which case, why, and about whom.</summary>
internal sealed class LookOptions
{
    private readonly Option<FileInfo> _person;

    public LookOptions(bool isPersonRequired = false) => _person = new Option<FileInfo>("--person")
    {
        Description = "File with the person's number of 12 digits, or a local id: it stands on no command line.", Required = isPersonRequired,
    };

    /// <summary>The reviewer's case.</summary>
    public Option<string> Case { get; } = new("--case") { Description = "Your case that you look in.", Required = true };

    /// <summary>Why.</summary>
    public Option<string> Why { get; } = new("--why") { Description = "Why you look; kept sealed in the log.", Required = true };

    /// <summary>Adds them to a command.</summary>
    public LookOptions AddTo(Command command, bool withPerson = true)
    {
        command.Add(Case);
        command.Add(Why);
        if (!withPerson) return this;
        command.Add(_person);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_person) is { Exists: false } file) result.AddError($"--person: there is no file `{file}`");
        });
        return this;
    }

    /// <summary>The person; null where none is given.</summary>
    public async Task<Subject?> PersonAsync(ParseResult parsed, CancellationToken ct)
    {
        if (parsed.GetValue(_person) is not { } file) return null;
        var text = (await File.ReadAllTextAsync(file.FullName, ct)).Trim();
        if (!PersonNumber.TryParse(text, out var number)) return new Subject { LocalId = text };
        return number.IsCoordinationNumber ? new Subject { CoordinationNumber = text } : new Subject { PersonalNumber = text };
    }
}
