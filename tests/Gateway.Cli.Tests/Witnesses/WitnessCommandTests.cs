using Gateway.Audit;
using Gateway.Audit.Witnesses;

namespace Gateway.Cli.Tests.Witnesses;

/// <summary><c>gateway witness</c> as police and municipality run it.</summary>
internal sealed class WitnessCommandTests
{
    private static readonly string LogPath = $"{Witness.PathOf("log.example")}/checkpoint";

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Path.Combine(Directory.CreateTempSubdirectory("gateway-witness-").FullName, "state");

    [TearDown]
    public void RemoveFolder() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Test]
    public async Task Keygen_NewFolder_MakesAKeyThatIsItsOwnersAlone()
    {
        var (exit, vkey, _) = await RunAsync("witness", "keygen", "witness.kommun.example", "--state", _folder);
        Assert.That(exit, Is.Zero);
        Assert.That(NoteVerifier.Parse(vkey), Has.Property(nameof(NoteVerifier.IsWitness)).True.And.Property(nameof(NoteVerifier.Name)).EqualTo("witness.kommun.example"));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(_folder, "witness.vkey")), Is.EqualTo($"{vkey}\n"));
        if (!OperatingSystem.IsWindows())
            Assert.That(File.GetUnixFileMode(Path.Combine(_folder, "witness.key")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That((await RunAsync("witness", "keygen", "another.example", "--state", _folder)).Exit, Is.EqualTo(1), "a key is never overwritten");
        Assert.That(await File.ReadAllTextAsync(Path.Combine(_folder, "witness.vkey")), Is.EqualTo($"{vkey}\n"));
    }

    [Test]
    public async Task Serve_KilledBetweenCheckpoints_GoesOnWhereItWas()
    {
        var (_, vkey, _) = await RunAsync("witness", "keygen", "witness.example", "--state", _folder);
        var log = new WatchedLog();
        await using (var witness = await WitnessProcess.StartAsync(_folder, WatchedLog.Verifier.ToString()))
        {
            Assert.That(witness.Vkey, Is.EqualTo(vkey));
            Assert.That(await witness.GetAsync(LogPath), Is.EqualTo((404, "nothing of such a log was cosigned here\n")));
            Assert.That((await witness.AddAsync(log.From(0, 7))).Status, Is.EqualTo(200));
            await witness.KillAsync();
        }
        await using var again = await WitnessProcess.StartAsync(_folder, WatchedLog.Verifier.ToString());
        var (status, note) = await again.GetAsync(LogPath);
        Assert.That(status, Is.EqualTo(200));
        Assert.That(Checkpoint.Parse(note).IsTrusted(WatchedLog.Verifier, NoteVerifier.Parse(vkey)));
        Assert.That(Checkpoint.Parse(note).IsTrusted(NoteVerifier.Parse(vkey)), "its own cosignature is under it");

        Assert.That(await again.AddAsync(log.From(0, 9)), Is.EqualTo((409, "7\n")), "as if it had never been down");
        Assert.That((await again.AddAsync(new WatchedLog("forked").From(7, 9))).Status, Is.EqualTo(422));
        Assert.That(await again.AddAsync(log.From(3, 5)), Is.EqualTo((409, "7\n")), "rolled back");
        var (added, cosignature) = await again.AddAsync(log.From(7, 9));
        Assert.That(added, Is.EqualTo(200));
        Assert.That(log.At(9).With([NoteSignature.Parse(cosignature.TrimEnd('\n'))]).IsTrusted(NoteVerifier.Parse(vkey)));
    }

    [Test]
    public async Task Serve_KilledWhileItAnswers_NeverForgetsWhatItCosigned()
    {
        var (_, vkey, _) = await RunAsync("witness", "keygen", "witness.example", "--state", _folder);
        var log = new WatchedLog();
        var seen = 0;
        for (var round = 0; round < 3; round++)
        {
            await using var witness = await WitnessProcess.StartAsync(_folder, WatchedLog.Verifier.ToString());
            var stored = await witness.GetAsync(LogPath) is (200, var note) ? (int)Checkpoint.Parse(note).Size : 0;
            Assert.That(stored, Is.GreaterThanOrEqualTo(seen), "a cosignature left that the state does not know");
            var asking = Task.Run(async () =>
            {
                for (var size = stored; ; size++)
                {
                    var (status, _) = await witness.AddAsync(log.From(size, size + 1));
                    if (status == 200) Volatile.Write(ref seen, size + 1);
                }
            });
            await Task.Delay(TimeSpan.FromMilliseconds(300));
            await witness.KillAsync();
            Assert.That(async () => await asking, Throws.InstanceOf<Exception>(), "it was killed");
        }
        Assert.That(seen, Is.GreaterThan(0));
    }

    [Test]
    public async Task Serve_BodyTooLong_IsRefusedAndTheNextIsServed()
    {
        await RunAsync("witness", "keygen", "witness.example", "--state", _folder);
        await using var witness = await WitnessProcess.StartAsync(_folder, WatchedLog.Verifier.ToString());
        Assert.That((await witness.AddAsync(new string('x', AddCheckpoint.MaxLength + 1))).Status, Is.EqualTo(413));
        Assert.That((await witness.AddAsync(new string('x', AddCheckpoint.MaxLength))).Status, Is.EqualTo(400));
        Assert.That((await witness.AddAsync(new WatchedLog().From(0, 1))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Serve_WrongUsage_SaysWhy() => await Assert.MultipleAsync(async () =>
    {
        var key = WatchedLog.Verifier.ToString();
        Assert.That(await ServeAsync("--listen", "127.0.0.1:0", "--log", key), Is.EqualTo((1, $"`{_folder}` has no witness's key; make one with `gateway witness keygen`")));
        Assert.That(await ServeAsync("--listen", "0.0.0.0:0", "--log", key),
            Is.EqualTo((2, "--certificate is needed: without it only this machine's loopback addresses are served")));
        Assert.That(await ServeAsync("--listen", "here", "--log", key), Is.EqualTo((2, "--listen: an address and port are expected")));
        Assert.That(await ServeAsync("--listen", "127.0.0.1:0", "--log", "no+key"), Is.EqualTo((2, "--log: `no+key` is no log's verifier key and no file with one")));
        Assert.That(await ServeAsync("--listen", "127.0.0.1:0", "--log", key, "--certificate", "none.pem"), Is.EqualTo((2, "--certificate and --key go together")));
    });

    private async Task<(int Exit, string Complaint)> ServeAsync(params string[] args)
    {
        var (exit, _, stderr) = await RunAsync(["witness", "serve", "--state", _folder, .. args]);
        return (exit, stderr);
    }

    /// <summary>Exit code, and the first line of answer and of complaint.</summary>
    private static async Task<(int Exit, string Stdout, string Stderr)> RunAsync(params string[] args)
    {
        var (stdout, stderr) = (new StringWriter(), new StringWriter());
        var exit = await GatewayCommand.InvokeAsync(args, stdout, stderr);
        return (exit, stdout.ToString().Split('\n')[0], stderr.ToString().Split('\n')[0]);
    }
}
