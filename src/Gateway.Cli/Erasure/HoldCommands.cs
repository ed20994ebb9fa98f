using System.CommandLine;
using Gateway.Protocol.V1;

namespace Gateway.Cli.Erasure;

/// <summary><c>gateway erasure hold</c> and <c>lift</c>: what an appeal, a supervision or a claim keeps from being erased.</summary>
internal static class HoldCommands
{
    public static Command CreateHold()
    {
        var record = new Option<string?>("--record") { Description = "The record that has to stay." };
        var (person, number) = (PersonFile.Option(), ServerOptions.RegistrationNumber());
        var command = new Command("hold", "Keep a record, or all about a person, from being erased.") { record, person, number };
        PersonFile.Validate(command, person);
        command.Validators.Add(result =>
        {
            if (result.GetValue(record) is null == result.GetValue(person) is null) result.AddError("one of --record and --person is needed");
        });
        return new ServerOptions().On(command, async (connection, parsed, ct) =>
        {
            var hold = new PlaceHoldRequest { RegistrationNumber = parsed.GetRequiredValue(number) };
            if (await PersonFile.ReadAsync(parsed, person, ct) is { } subject) hold.Subject = subject;
            else hold.RecordId = parsed.GetValue(record);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"held {await connection.Erasures.HoldAsync(hold, ct)}");
            return ExitCodes.Fine;
        });
    }

    public static Command CreateLift()
    {
        var hold = new Argument<string>("HOLD") { Description = "The hold's id." };
        var number = ServerOptions.RegistrationNumber();
        return new ServerOptions().On(new Command("lift", "Lift a hold.") { hold, number }, async (connection, parsed, ct) =>
        {
            await connection.Erasures.LiftAsync(parsed.GetRequiredValue(hold), parsed.GetRequiredValue(number), ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync("lifted");
            return ExitCodes.Fine;
        });
    }
}
