using System.Numerics;
using System.Security.Cryptography;

namespace Gateway.Crypto;

/// <summary>
/// The curve P-256 (NIST SP 800-186 §3.2.1.3) as far as a public key is checked: both coordinates below p, and y² = x³ − 3x + b.
/// The cofactor is 1, so a point of the curve is in the group (SP 800-56A §5.6.2.3.4). Public values only, so no constant time.
/// </summary>
internal static class P256
{
    private static readonly BigInteger P = Number(Convert.FromHexString(
        "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"));
    private static readonly BigInteger B = Number(Convert.FromHexString(
        "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"));

    public static bool IsOnCurve(ECPoint point)
    {
        var (x, y) = (Number(point.X), Number(point.Y));
        return x < P && y < P && (y * y - (x * x * x - 3 * x + B)) % P == 0;
    }

    private static BigInteger Number(ReadOnlySpan<byte> bigEndian) => new(bigEndian, isUnsigned: true, isBigEndian: true);
}
