using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Benchmarks.Policy;
using Gateway.Crypto;

namespace Gateway.Benchmarks.Sealing;

/// <summary>
/// What a release and a deposit cost in keys and bytes, in one thread, each beside the bare work of the platform's primitives that it cannot do
/// without; npm's <c>jose</c> beside it.
/// </summary>
internal static class SealingBenchmark
{
    private const double LeastShare = 0.8;
    private const int Kibi = 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);
    private static readonly byte[] Bound = new byte[32];

    /// <summary>Measures each for so long, three seconds at most.</summary>
    public static async Task<Report> RunAsync(TimeSpan length, CancellationToken ct)
    {
        var each = length < Longest ? length : Longest;
        List<Figure> figures = [.. Rewraps(each)];
        foreach (var size in (int[])[64 * Kibi, SealedChunk.Size]) figures.AddRange(Contents(size, each));
        foreach (var size in (int[])[Kibi, 64 * Kibi, 1024 * Kibi]) figures.AddRange(Envelopes(size, each));
        var jose = await NodeProgram.RunAsync(Path.Combine(Scenario.Root, "tests", "interop", "jose"), "measure.mjs",
            new JsonObject { ["size"] = 64 * Kibi, ["milliseconds"] = each.TotalMilliseconds }, ct);
        figures.Add(new Figure("joseSealUs", (double)jose["sealMicroseconds"]!, "µs", "npm jose seals and signs 64 KiB for two keys"));
        figures.Add(new Figure("joseOpenUs", (double)jose["openMicroseconds"]!, "µs", "npm jose opens it and seals it for another: its rewrap"));
        return new Report("Sealing and rewrapping, one thread, medians", figures);
    }

    /// <summary>A release: one key pair and one agreement, whatever the size.</summary>
    private static IEnumerable<Figure> Rewraps(TimeSpan each)
    {
        using var holder = new PartyKeys("holder", AgreementKey.Generate(), RandomNumberGenerator.GetBytes(32));
        using var sender = SigningKey.Generate();
        using var recipient = AgreementKey.Generate();
        var taken = RestingSection.Of(Envelope.Seal(new byte[Kibi], Label, sender, holder.Intake.Public), holder);
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var peer = other.PublicKey;
        var rewrap = Timing.Of(each, () => taken.RewrapFor(recipient.Public, Bound, holder));
        var curve = Timing.Of(each, () =>
        {
            using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
            GC.KeepAlive(ephemeral.ExportParameters(includePrivateParameters: false));
            return ephemeral.DeriveRawSecretAgreement(peer);
        });
        yield return new Figure("rewrapUs", rewrap.Microseconds, "µs", "rewrap of a section at rest");
        yield return new Figure("rewrapBytes", rewrap.Bytes, "B", "  allocated");
        yield return new Figure("curveUs", curve.Microseconds, "µs", "  its elliptic-curve work alone");
        yield return new Figure("rewrapShare", curve.Microseconds / rewrap.Microseconds, "", "  of the rewrap's time") { AtLeast = LeastShare };
    }

    /// <summary>A chunk: content of this size sealed under a key that is there.</summary>
    private static IEnumerable<Figure> Contents(int size, TimeSpan each)
    {
        using var key = ChunkKey.Generate();
        var plaintext = RandomNumberGenerator.GetBytes(size);
        var label = ChunkLabel.Of(Label, 0, isLast: true);
        var seal = Timing.Of(each, () => key.Seal(plaintext, label));
        using var aes = new AesGcm(RandomNumberGenerator.GetBytes(32), 16);
        var (nonce, tag, aad) = (new byte[12], new byte[16], new byte[200]);
        var raw = Timing.Of(each, () =>
        {
            var ciphertext = new byte[size];
            aes.Encrypt(nonce, plaintext, ciphertext, tag, aad);
            return ciphertext;
        });
        yield return new Figure($"chunk{size / Kibi}KiBUs", seal.Microseconds, "µs", $"a chunk of {size / Kibi} KiB sealed");
        yield return new Figure($"aesGcm{size / Kibi}KiBUs", raw.Microseconds, "µs", "  raw AES-256-GCM");
        yield return new Figure($"chunk{size / Kibi}KiBShare", raw.Microseconds / seal.Microseconds, "", "  of the sealing's time") { AtLeast = LeastShare };
    }

    /// <summary>A whole section, with its wrap, digest and signature, beside exactly those primitives.</summary>
    private static IEnumerable<Figure> Envelopes(int size, TimeSpan each)
    {
        using var sender = SigningKey.Generate();
        using var intake = AgreementKey.Generate();
        var plaintext = RandomNumberGenerator.GetBytes(size);
        var seal = Timing.Of(each, () => Envelope.Seal(plaintext, Label, sender, intake.Public));
        using var aes = new AesGcm(RandomNumberGenerator.GetBytes(32), 16);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var (peer, nonce, tag, payload) = (other.PublicKey, new byte[12], new byte[16], new byte[size / 9 * 16]); // base64url of base64url
        var raw = Timing.Of(each, () =>
        {
            var ciphertext = new byte[size];
            aes.Encrypt(nonce, plaintext, ciphertext, tag);
            using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
            GC.KeepAlive(ephemeral.DeriveRawSecretAgreement(peer));
            return (SHA256.HashData(ciphertext), ecdsa.SignData(payload, HashAlgorithmName.SHA256));
        });
        yield return new Figure($"seal{size / Kibi}KiBUs", seal.Microseconds, "µs", $"a section of {size / Kibi} KiB sealed and signed");
        yield return new Figure($"primitives{size / Kibi}KiBUs", raw.Microseconds, "µs", "  its AES-GCM, SHA-256, ECDSA and ECDH alone");
        yield return new Figure($"seal{size / Kibi}KiBShare", raw.Microseconds / seal.Microseconds, "", "  of the sealing's time");
    }

    private static SectionLabel Label { get; } = new("record", "section", "contact", 1, "holder");
}
