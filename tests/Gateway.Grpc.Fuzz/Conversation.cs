using System.Net;
using Gateway.Grpc.Fuzz.Cases;
using Gateway.Grpc.Fuzz.Http2;

namespace Gateway.Grpc.Fuzz;

/// <summary>
/// One connection of a run, chosen by the run's seed and its own number:
/// <list type="number">
/// <item>some bent calls at once, each of which must be answered as its verdict says;</item>
/// <item>then perhaps something that breaks the connection, and a probe: the server answers it or closes;</item>
/// <item>the client ends, and the server closes.</item>
/// </list>
/// </summary>
internal sealed class Conversation(ulong seed, long number)
{
    private const int LastStream = 0x40000001;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(15);
    private static readonly CallMutation[] CallMutations =
        Weighted([.. MessageMutations.All, .. HeaderMutations.All, .. FrameMutations.All], mutation => mutation.Weight);
    private static readonly ConnectionMutation[] BreakingMutations = Weighted(ConnectionMutations.All, mutation => mutation.Weight);

    /// <summary>The names of all mutations.</summary>
    public static IEnumerable<string> Mutations =>
        CallMutations.Select(mutation => mutation.Name).Concat(BreakingMutations.Select(mutation => mutation.Name)).Distinct();

    private readonly SeededBits _bits = SeededBits.Of(seed, number);
    private int _nextStream = 1;

    /// <summary>The names of the mutations sent.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>What was wrong; empty when nothing was.</summary>
    public List<string> Failures { get; } = [];

    public async Task RunAsync(IPEndPoint server)
    {
        using var bound = new CancellationTokenSource(Bound);
        using var connection = new RawConnection();
        try
        {
            await connection.ConnectAsync(server, bound.Token);
            await CallAsync(connection, bound.Token);
            if (!_bits.OneIn(4)) await BreakAsync(connection, bound.Token);
            if (_bits.OneIn(8)) return;
            connection.EndSending();
            await connection.ReadUntilAsync(() => false, bound.Token);
        }
        catch (OperationCanceledException)
        {
            Fail("hangs");
        }
        catch (InvalidDataException e)
        {
            Fail(e.Message);
        }
    }

    private async Task CallAsync(RawConnection connection, CancellationToken bound)
    {
        var frames = new FrameBuffer().Raw(FrameBuffer.Preface).Settings((1, _bits.Pick(0u, 4096u)), (4, 1u << 20))
            .Frame(FrameType.Settings, Flags.Ack, 0, []).WindowUpdate(0, 1 << 30);
        var calls = new List<(int Id, string Name, Verdict Verdict)>();
        for (var i = _bits.Below(16); i > 0; i--)
        {
            var mutation = _bits.Pick(CallMutations);
            var draft = new CallDraft(_bits);
            mutation.Apply(draft, _bits);
            draft.Write(frames, _nextStream);
            calls.Add((_nextStream, $"{mutation.Name} ({draft.Kind})", draft.Verdict));
            Sent.Add(mutation.Name);
            _nextStream += 2;
        }

        var piece = _bits.OneIn(8) ? 1 + _bits.Below(200) : int.MaxValue;
        var sending = connection.SendAsync(frames.ToArray(), piece, bound);
        try
        {
            await connection.ReadUntilAsync(
                () => calls.TrueForAll(call => call.Verdict.MayBeSilent || connection.Find(call.Id) is { IsOver: true }), bound);
        }
        finally
        {
            foreach (var (id, name, verdict) in calls)
                if (verdict.Judge(connection.Find(id)) is { } wrong)
                    Fail($"stream {id}, {name}: {wrong}, goaway {connection.GoAwayCode}, closed {connection.IsClosed}");
        }

        await sending;
    }

    private async Task BreakAsync(RawConnection connection, CancellationToken bound)
    {
        var mutation = _bits.Pick(BreakingMutations);
        Sent.Add(mutation.Name);
        var frames = new FrameBuffer();
        mutation.Write(frames, _bits, _nextStream);
        new CallDraft(new SeededBits(0)).Write(frames, LastStream);
        var sending = connection.SendAsync(frames.ToArray(), int.MaxValue, bound);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(bound);
            patience.CancelAfter(mutation.MayLeaveTheServerWaiting ? Patience : Hang);
            await connection.ReadUntilAsync(() => connection.Find(LastStream) is { IsOver: true }, patience.Token);
        }
        catch (OperationCanceledException) when (!bound.IsCancellationRequested)
        {
            if (!mutation.MayLeaveTheServerWaiting) Fail($"no answer to the call after it, and no end, within {Hang}");
        }

        connection.EndSending();
        await connection.ReadUntilAsync(() => false, bound);
        await sending;
        foreach (var (id, outcome) in connection.Streams)
            if (outcome.Judge() is { } wrong) Fail($"stream {id}, {mutation.Name}: {wrong}: {outcome}");
    }

    private void Fail(string what) => Failures.Add($"seed {seed}, conversation {number}, after `{Sent.LastOrDefault()}`: {what}");

    private static T[] Weighted<T>(T[] all, Func<T, int> weight) => [.. all.SelectMany(one => Enumerable.Repeat(one, weight(one)))];
}
