using Grpc.Core;

namespace Gateway.Grpc.Interop.Client;

/// <summary>
/// A server that resets streams and closes connections (gRPC over HTTP/2, "Errors" and "Connections"), when the request's
/// <c>x-interop-case</c> asks for it; or that is somebody else.
/// </summary>
internal static class RudeCases
{
    private const int Cancel = 8;
    private const int EnhanceYourCalm = 11;

    public static Task ResetAfterHeader(Connection to) => ResetAsync(to, "rst_after_header");

    public static Task ResetDuringData(Connection to) => ResetAsync(to, "rst_during_data");

    public static Task ResetAfterData(Connection to) => ResetAsync(to, "rst_after_data");

    /// <summary>The second call goes over a new connection.</summary>
    public static async Task GoAway(Connection to)
    {
        await AnsweredAsync(to, "goaway");
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        await AnsweredAsync(to, "goaway");
    }

    /// <summary>Pings between the frames of a response are answered, and do not disturb it.</summary>
    public static Task Ping(Connection to) => AnsweredAsync(to, "ping");

    /// <summary>The server's certificate is not the one that is trusted: no call is made.</summary>
    public static Task UntrustedCertificate(Connection to) =>
        Expect.StatusAsync(StatusCode.Unavailable, () => UnaryCases.EmptyUnary(to));

    private static async Task ResetAsync(Connection to, string name)
    {
        await Expect.StatusAsync(StatusCode.Internal, () => AnsweredAsync(to, name, code: 0));
        await Expect.StatusAsync(StatusCode.Cancelled, () => AnsweredAsync(to, name, Cancel));
        await Expect.StatusAsync(StatusCode.ResourceExhausted, () => AnsweredAsync(to, name, EnhanceYourCalm));
    }

    private static async Task AnsweredAsync(Connection to, string name, int code = 0)
    {
        var headers = new Metadata { { "x-interop-case", name }, { "x-interop-code", $"{code}" } };
        UnaryCases.RequireLarge(await to.Test.UnaryCallAsync(UnaryCases.LargeRequest(), headers));
    }
}
