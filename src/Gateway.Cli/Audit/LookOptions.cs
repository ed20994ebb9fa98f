using System.CommandLine;
using Subject = Gateway.Protocol.V1.Subject;

namespace Gateway.Cli.Audit;

/// <summary>What every look into the log asks for: in which case, why, and about whom.</summary>
internal sealed class LookOptions(bool isPersonRequired = false)
{
    private readonly Option<FileInfo> _person = PersonFile.Option(isPersonRequired);

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
        PersonFile.Validate(command, _person);
        return this;
    }

    /// <summary>The person; null where none is given.</summary>
    public Task<Subject?> PersonAsync(ParseResult parsed, CancellationToken ct) => PersonFile.ReadAsync(parsed, _person, ct);
}
