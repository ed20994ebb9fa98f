using System.Text;

namespace Grpc.Core;

/// <summary>One thing known about an authenticated peer.</summary>
public sealed class AuthProperty
{
    private AuthProperty(string name, string value)
    {
        Name = name;
        Value = value;
    }

    public string Name { get; }

    public string Value { get; }

    public byte[] ValueBytes => Encoding.UTF8.GetBytes(Value);

    public static AuthProperty Create(string name, byte[] valueBytes) => new(name, Encoding.UTF8.GetString(valueBytes));
}
