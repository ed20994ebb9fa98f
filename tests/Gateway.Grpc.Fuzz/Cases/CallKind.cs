namespace Gateway.Grpc.Fuzz.Cases;

/// <summary>The four kinds of method, named as in the service.</summary>
internal enum CallKind
{
    Say,
    Collect,
    Expand,
    Converse,
}
