using System.CommandLine;
using Gateway.Parties;
using Subject = Gateway.Protocol.V1.Subject;

namespace Gateway.Cli;

/// <summary>An option that names a person by a file: a number on a command line would stand in the shell's history and in the list of processes.</summary>
internal static class PersonFile
{
    /// <summary>The option.</summary>
    public static Option<FileInfo> Option(bool isRequired = false) => new("--person")
    {
        Description = "File with the person's number of 12 digits, or a local id: it stands on no command line.", Required = isRequired,
    };

    /// <summary>Has a command say that there is no such file.</summary>
    public static void Validate(Command command, Option<FileInfo> person) => command.Validators.Add(result =>
    {
        if (result.GetValue(person) is { Exists: false } file) result.AddError($"--person: there is no file `{file}`");
    });

    /// <summary>The person; null where none is given.</summary>
    public static async Task<Subject?> ReadAsync(ParseResult parsed, Option<FileInfo> person, CancellationToken ct)
    {
        if (parsed.GetValue(person) is not { } file) return null;
        var text = (await File.ReadAllTextAsync(file.FullName, ct)).Trim();
        if (!PersonNumber.TryParse(text, out var number)) return new Subject { LocalId = text };
        return number.IsCoordinationNumber ? new Subject { CoordinationNumber = text } : new Subject { PersonalNumber = text };
    }
}
