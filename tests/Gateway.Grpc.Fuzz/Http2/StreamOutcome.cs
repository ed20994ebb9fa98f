using System.Buffers;
using System.Globalization;

namespace Gateway.Grpc.Fuzz.Http2;

/// <summary>What came back on one stream.</summary>
public sealed class StreamOutcome
{
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly List<string> _grpcStatuses = [];

    /// <summary>The final HTTP status, or null when no headers came.</summary>
    public int? HttpStatus { get; private set; }

    public string ContentType { get; private set; } = "";

    /// <summary>True once the server has ended the stream.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The code of the server's RST_STREAM, or null.</summary>
    public int? ResetCode { get; private set; }

    public bool IsOver => HasEnded || ResetCode is not null;

    /// <summary>What the server did that no server may, or null.</summary>
    public string? Violation { get; private set; }

    public byte[] Body => _body.WrittenSpan.ToArray();

    public int? GrpcStatus =>
        _grpcStatuses is [var only] && int.TryParse(only, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;

    public void TakeHeaders(List<(string Name, string Value)> headers, bool endStream)
    {
        if (HasEnded) Violation ??= "headers after the end of the stream";
        if (headers.Find(header => header.Name == ":status").Value is { } status)
        {
            if (HttpStatus >= 200) Violation ??= "a second set of headers";
            HttpStatus = int.Parse(status, CultureInfo.InvariantCulture);
            ContentType = headers.Find(header => header.Name == "content-type").Value ?? "";
        }

        foreach (var (name, value) in headers)
            if (name == "grpc-status") _grpcStatuses.Add(value);
        End(endStream);
    }

    public void TakeData(ReadOnlySpan<byte> data, bool endStream)
    {
        if (HasEnded) Violation ??= "data after the end of the stream";
        if (HttpStatus is null or < 200) Violation ??= "data before the headers";
        if (_grpcStatuses.Count > 0) Violation ??= "data after the status";
        _body.Write(data);
        End(endStream);
    }

    public void TakeReset(int code) => ResetCode ??= code;

    /// <summary>What is wrong with a stream that the server has ended, whatever was asked; null when nothing is.</summary>
    public string? Judge()
    {
        if (Violation is not null) return Violation;
        if (!HasEnded) return null;
        if (HttpStatus is 200 && ContentType.StartsWith("application/grpc", StringComparison.Ordinal))
            return GrpcStatus is >= 0 and <= 16 ? null : $"{_grpcStatuses.Count} grpc-status on a gRPC response";
        return HttpStatus is >= 400 and < 500 ? null : $"HTTP status {HttpStatus} with `{ContentType}`";
    }

    public override string ToString() =>
        $"http {HttpStatus}, grpc [{string.Join(',', _grpcStatuses)}], {_body.WrittenCount} bytes, ended {HasEnded}, reset {ResetCode}";

    private void End(bool endStream) => HasEnded |= endStream;
}
