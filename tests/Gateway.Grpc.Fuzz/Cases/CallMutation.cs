namespace Gateway.Grpc.Fuzz.Cases;

/// <summary>One way to bend a call that leaves its connection in order, and so must be answered as its verdict says.</summary>
/// <param name="Weight">The share of cases, relative to the others.</param>
internal sealed record CallMutation(string Name, int Weight, Action<CallDraft, SeededBits> Apply);
