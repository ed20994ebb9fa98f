namespace Gateway.Grpc.Fuzz;

/// <summary>A repeatable stream of choices: the same seed gives the same ones (SplitMix64).</summary>
public sealed class SeededBits(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The choices of one numbered part of a run, which depend on nothing but the run's seed and that number.</summary>
    public static SeededBits Of(ulong seed, long part) => new(new SeededBits(seed).Next() ^ new SeededBits((ulong)part).Next());

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to one below the bound.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public bool OneIn(int chances) => Below(chances) == 0;

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) bytes[i] = (byte)(Next() >> 56);
        return bytes;
    }
}
