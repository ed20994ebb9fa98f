using System.CommandLine;
using System.Globalization;

namespace Gateway.Cli;

/// <summary><c>gateway proposals</c>: acts that take two officers, from the second one's side.</summary>
internal static class ProposalsCommand
{
    public static Command Create() => new("proposals", "List, approve and withdraw what takes two officers of your party.")
    {
        CreateList(), CreateApprove(), CreateWithdraw(),
    };

    /// <summary>Tells what to do with a new proposal.</summary>
    public static async Task<int> TellAsync(ParseResult parsed, string proposal)
    {
        await parsed.InvocationConfiguration.Output.WriteLineAsync(
            $"proposed {proposal}; another officer reads it with `gateway proposals list` and approves it within 7 days");
        return ExitCodes.Fine;
    }

    private static Command CreateList() => new ServerOptions().On(
        new Command("list", "List what waits for another officer of your party."), async (connection, parsed, ct) =>
        {
            foreach (var proposal in await connection.Proposals.ListAsync(ct))
                await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{proposal.ProposalId}  {proposal.Act}  by {proposal.ProposedBy}  {proposal.ProposedAt.ToDateTimeOffset():yyyy-MM-dd HH:mm}\n"
                    + $"  content  {proposal.Content}\n  digest   {Convert.ToHexStringLower(proposal.Digest.Span)}"));
            return ExitCodes.Fine;
        });

    private static Command CreateApprove()
    {
        var (id, digest) = (IdArgument(), new Option<string>("--digest")
        {
            Description = "The digest that `gateway proposals list` shows beside the content you read.", Required = true,
        });
        var command = new Command("approve", "Approve what another officer proposed; it is carried out at once.") { id, digest };
        command.Validators.Add(result =>
        {
            if (result.GetValue(digest) is { } text && (text.Length != 64 || !text.All(char.IsAsciiHexDigit)))
                result.AddError("--digest: 64 hex digits are expected");
        });
        return new ServerOptions().On(command, async (connection, parsed, ct) =>
        {
            await connection.Proposals.ApproveAsync(parsed.GetRequiredValue(id), Convert.FromHexString(parsed.GetRequiredValue(digest)), ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync("carried out");
            return ExitCodes.Fine;
        });
    }

    private static Command CreateWithdraw()
    {
        var id = IdArgument();
        return new ServerOptions().On(new Command("withdraw", "Take a proposal of your party back.") { id }, async (connection, parsed, ct) =>
        {
            await connection.Proposals.WithdrawAsync(parsed.GetRequiredValue(id), ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync("withdrawn");
            return ExitCodes.Fine;
        });
    }

    private static Argument<string> IdArgument() => new("PROPOSAL") { Description = "The proposal's id." };
}
