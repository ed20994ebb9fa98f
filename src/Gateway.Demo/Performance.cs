using Gateway.Demo.Steps;

namespace Gateway.Demo;

/// <summary>Plays the thirteen steps in order and tells how each came out.</summary>
internal static class Performance
{
    private static readonly (string Title, Func<Stage, StepReport, CancellationToken, Task> Play)[] Steps =
    [
        ("Orosanmälan från polisen (scenario 2)", ChildConcernAlert.PlayAsync),
        ("Socialtjänsten underrättas, öppnar, kvitterar; samma nyckel igen; frist som går ut", AlertLifecycle.PlayAsync),
        ("Kontaktuppgifter till polisen (scenario 14)", ContactRequest.PlayAsync),
        ("Utredning av begånget brott (scenario 12 och 13)", CommittedOffence.PlayAsync),
        ("En begäran som väntar på bedömning (scenario 9)", AssessedRequest.PlayAsync),
        ("Svar som ingenting avslöjar", NeutralAnswers.PlayAsync),
        ("Fel grund, rätt grund (scenario 40 och 7)", WrongGround.PlayAsync),
        ("Juristen ser varje åtkomst till en person", ReviewedAccesses.PlayAsync),
        ("Loggen kontrolleras utan servern", OfflineVerification.PlayAsync),
        ("Servern dödas mitt i arbetet", KilledServer.PlayAsync),
        ("Ett larm som tas tillbaka", RecalledAlert.PlayAsync),
        ("Ett skarpt läge: genast, och granskat i efterhand", ImmediateDanger.PlayAsync),
        ("Det som aldrig lagras: myndighetens eget system svarar", FulfilledRequest.PlayAsync),
    ];

    /// <summary>0 where every outcome was the expected one, 1 where one was not, 2 where it could not begin.</summary>
    public static async Task<int> RunAsync(DirectoryInfo? data, bool json, bool keep, CancellationToken ct)
    {
        if (data is { Exists: true } && data.EnumerateFileSystemInfos().Any())
        {
            await Console.Error.WriteLineAsync($"`{data}` is not empty: the demonstration begins in an empty folder");
            return 2;
        }
        var folder = data?.FullName ?? Directory.CreateTempSubdirectory("gateway-demo-").FullName;
        try
        {
            await using var stage = await Stage.SetAsync(folder, ct);
            if (!json) Console.WriteLine($"Servern svarade efter {stage.Server.StartTook.TotalSeconds:0.0} s: {stage.Server.Address}");
            var asExpected = true;
            for (var i = 0; i < Steps.Length; i++) asExpected &= await PlayAsync(i, stage, json, ct);
            if (keep) await KeepAsync(stage, ct);
            return asExpected ? 0 : 1;
        }
        finally
        {
            if (data is null) Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> PlayAsync(int index, Stage stage, bool json, CancellationToken ct)
    {
        var report = new StepReport(index + 1, Steps[index].Title, stage);
        try
        {
            await Steps[index].Play(stage, report, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            report.Expect(false, $"steget avbröts: {e.GetType().Name}: {e.Message}");
        }
        if (json) Console.WriteLine(report.ToJson().ToJsonString());
        else foreach (var line in report.Lines()) Console.WriteLine(line);
        return report.IsAsExpected;
    }

    private static async Task KeepAsync(Stage stage, CancellationToken ct)
    {
        await Console.Error.WriteLineAsync($"""

            Servern går vidare på {stage.Server.Address}; Ctrl+C avslutar. Prova:
              dotnet run --project src/Gateway.Cli -- log verify --data {stage.DataFolder}
              dotnet run --project src/Gateway.Cli -- policy explain osl-10-18a
              curl --cacert {stage.DataFolder}/ca.pem -d party=polisen -d officer=utredare.berg -d assurance=3 {stage.Server.Address}token
            """);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is how it ends.
        }
    }
}
