using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Protocol.V1;

namespace Gateway.Cli.Audit;

/// <summary><c>gateway audit statement</c>: a statement of one release, as JSON or as PDF, with its proof.</summary>
internal static class StatementCommand
{
    public static Command Create()
    {
        var index = new Argument<long>("INDEX") { Description = "Index of the entry that released it, as `gateway audit search` tells." };
        var pdf = new Option<FileInfo>("--pdf") { Description = "Write it as PDF to this file." };
        var font = new Option<FileInfo>("--font") { Description = "TrueType font that the PDF embeds; DejaVu Sans of Debian's `fonts-dejavu-core` where not given." };
        var command = new Command("statement", "State what one entry released (utlämnandeintyg). The case has to be about its person.")
            { index, pdf, font };
        command.Validators.Add(result =>
        {
            if (result.GetValue(pdf) is not null && PdfFont.ProblemWith(result.GetValue(font)) is { } problem) result.AddError(problem);
        });
        var look = new LookOptions().AddTo(command, withPerson: false);
        return new ServerOptions().On(command, async (connection, parsed, ct) =>
        {
            var json = await connection.Legal.GetDisclosureStatementAsync(new GetDisclosureStatementRequest
            {
                Index = parsed.GetRequiredValue(index), CaseId = parsed.GetRequiredValue(look.Case),
                Justification = parsed.GetRequiredValue(look.Why),
            }, ct);
            if (parsed.GetValue(pdf) is not { } file)
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(Encoding.UTF8.GetString(json.Span));
                return ExitCodes.Fine;
            }
            await using var stream = file.Create();
            StatementPdf.Write(JsonNode.Parse(json.Span)!.AsObject(), PdfFont.FileOf(parsed.GetValue(font)), stream); // a statement is an object
            return ExitCodes.Fine;
        });
    }
}
