namespace Gateway.Grpc.Fuzz.Http2;

/// <summary>The frame flags of RFC 9113 §6.</summary>
public static class Flags
{
    public const byte EndStream = 1;
    public const byte Ack = 1;
    public const byte EndHeaders = 4;
    public const byte Padded = 8;
    public const byte Priority = 32;
}
