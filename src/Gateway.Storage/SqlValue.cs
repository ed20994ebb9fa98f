using System.Globalization;
using System.Text.Json;

namespace Gateway.Storage;

/// <summary>
/// Values of the core as columns hold them (the head of 002_parties.sql); <see cref="SqlRow"/> is the way back.
/// </summary>
internal static class SqlValue
{
    public static long Of(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    public static object? Of(DateTimeOffset? instant) => instant?.ToUnixTimeMilliseconds();

    public static string? Of(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Of(IReadOnlyList<string> codes) => JsonSerializer.Serialize(codes);

    public static byte[] Of(ReadOnlyMemory<byte> bytes) => bytes.ToArray();

    /// <summary>NULL for none, so that no search by person finds the unidentified.</summary>
    public static byte[]? OrNull(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? null : bytes.ToArray();
}
