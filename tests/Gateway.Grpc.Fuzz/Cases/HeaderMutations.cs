using System.Text;

namespace Gateway.Grpc.Fuzz.Cases;

/// <summary>Bad request headers (gRPC over HTTP/2, "Requests") that HTTP/2 itself allows.</summary>
internal static class HeaderMutations
{
    private const int DeadlineExceeded = 4;
    private const int Unimplemented = 12;
    private const int Internal = 13;
    private const int ProtocolError = 1;
    private const int Cancel = 8;

    public static readonly CallMutation[] All =
    [
        new("binary metadata that is no base64", 4, BadBinary),
        new("binary metadata", 3, GoodBinary),
        new("malformed timeout", 4, BadTimeout),
        new("timeout of every size", 3, AnyTimeout),
        new("many headers", 3, ManyHeaders),
        new("large header", 2, (draft, bits) => draft.Headers.Add(("x-large", new string('x', bits.Below(8_000))))),
        new("odd bytes in a value", 3, OddValue),
        new("content type that is not gRPC", 3, BadContentType),
        new("content type of gRPC", 2, (draft, bits) => draft.Headers[0] = ("content-type", bits.Pick(
            "application/grpc+proto", "application/grpc;charset=utf-8", "APPLICATION/GRPC", "application/grpc+proto ;v=1"))),
        new("content type of another message format", 2, (draft, bits) =>
        {
            draft.Headers[0] = ("content-type", bits.Pick("application/grpc+json", "application/grpc+", "application/grpc+json;charset=utf-8"));
            draft.Verdict = new Verdict { Grpc = [Unimplemented] };
        }),
        new("HTTP method that is not POST", 3, BadMethod),
        new("path that is not there", 3, BadPath),
        new("unknown compression", 3, BadEncoding),
        new("a header twice", 3, Twice),
        new("transport's own headers from the client", 2, Reserved),
    ];

    private static void BadBinary(CallDraft draft, SeededBits bits)
    {
        draft.Headers.Add(("x-data-bin", bits.Pick("*", "a", "aaaaa", "=", "a=aa", "====", "YQ==YQ==", "YQ===", "-_-_", "aGVq,*")));
        draft.Verdict = new Verdict { Grpc = [Internal] };
    }

    private static void GoodBinary(CallDraft draft, SeededBits bits)
    {
        var value = Convert.ToBase64String(bits.Bytes(bits.Below(100)));
        draft.Headers.Add((bits.Pick("x-data-bin", "-bin", "grpc-trace-bin"), bits.OneIn(2) ? value.TrimEnd('=') : value + "," + value));
    }

    private static void BadTimeout(CallDraft draft, SeededBits bits)
    {
        draft.Headers.Add(("grpc-timeout", bits.Pick(
            "", "S", "1", "-1S", "+1S", "1s", "1 S", "1.5S", "123456789S", "99999999999999999999S", "0x1S", "1SS", "NaNS", new string('1', 500))));
        draft.Verdict = new Verdict { Grpc = [Internal] };
    }

    private static void AnyTimeout(CallDraft draft, SeededBits bits)
    {
        var unit = bits.Pick('H', 'M', 'S', 'm', 'u', 'n');
        draft.Headers.Add(("grpc-timeout", $"{bits.Pick(0, 1, bits.Below(1000), 99_999_999)}{unit}"));
        // A deadline that passes within a message can only break the stream off.
        draft.Verdict = draft.Verdict with { Grpc = [0, DeadlineExceeded], Resets = [Cancel] };
    }

    private static void ManyHeaders(CallDraft draft, SeededBits bits)
    {
        for (var i = bits.Below(80); i > 0; i--) draft.Headers.Add(($"x-{bits.Below(50)}", new string('v', bits.Below(50))));
        draft.LargestHeaderFrame = 1 + bits.Below(500);
    }

    private static void OddValue(CallDraft draft, SeededBits bits)
    {
        var value = bits.Pick("", " ", "\t", "a\tb", " x ", "\u007f", Encoding.Latin1.GetString("åäö€"u8), "%00%ff", "\u00ff\u00fe", "\"'\\;,");
        draft.Headers.Add(("x-odd", value));
    }

    private static void BadContentType(CallDraft draft, SeededBits bits)
    {
        var type = bits.Pick("application/json", "application/grpc-web", "application/grp", "application/grpcx", "text/plain", "", "application/grpc,");
        if (bits.OneIn(5)) draft.Headers.RemoveAt(0);
        else draft.Headers[0] = ("content-type", type);
        draft.Verdict = new Verdict { Grpc = [Unimplemented] };
    }

    private static void BadMethod(CallDraft draft, SeededBits bits)
    {
        draft.Pseudo[0] = (":method", bits.Pick("GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "BREW"));
        draft.Verdict = new Verdict { Http = [404, 405] };
    }

    private static void BadPath(CallDraft draft, SeededBits bits)
    {
        draft.Pseudo[2] = (":path", bits.Pick(
            "/", "/x", "/gateway.grpc.fuzz.Probe", "/gateway.grpc.fuzz.Probe/", "/gateway.grpc.fuzz.Probe/Never", "/None/Say",
            "/gateway.grpc.fuzz.Probe/Say/x", "/gateway.grpc.fuzz.Probe/%53ay%00", "/a/" + new string('b', 3_000), "/../../etc", "/a/b?q=%zz"));
        draft.Verdict = new Verdict { Grpc = [Unimplemented], Http = [400, 404], Resets = [ProtocolError] };
    }

    private static void BadEncoding(CallDraft draft, SeededBits bits)
    {
        draft.Headers.Add(("grpc-encoding", bits.Pick("br", "deflate", "snappy", "GZIP", "gzip,identity", "x", new string('z', 900))));
        draft.Verdict = new Verdict { Grpc = [Unimplemented] };
    }

    private static void Twice(CallDraft draft, SeededBits bits)
    {
        var (name, value) = bits.Pick(
            ("grpc-timeout", "10S"), ("grpc-encoding", "identity"), ("te", "trailers"), ("user-agent", "x"), ("grpc-accept-encoding", "gzip"));
        draft.Headers.Add((name, value));
        draft.Headers.Add((name, value));
    }

    private static void Reserved(CallDraft draft, SeededBits bits) =>
        draft.Headers.Add((bits.Pick("grpc-status", "grpc-message", "grpc-message-type", "grpc-x", "status", "trailer"), bits.Pick("0", "13", "%")));
}
