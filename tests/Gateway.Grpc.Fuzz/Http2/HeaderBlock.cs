using System.Buffers;
using System.Text;

namespace Gateway.Grpc.Fuzz.Http2;

/// <summary>A header block of literals that are never indexed (RFC 7541 §6.2.3), so that any bytes can be sent as name and value.</summary>
public sealed class HeaderBlock
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public HeaderBlock Add(string name, string value) => Add(name, Encoding.Latin1.GetBytes(value));

    public HeaderBlock Add(string name, ReadOnlySpan<byte> value)
    {
        Byte(0x10);
        Text(Encoding.Latin1.GetBytes(name));
        Text(value);
        return this;
    }

    private void Text(ReadOnlySpan<byte> text)
    {
        Number(text.Length);
        _bytes.Write(text);
    }

    /// <summary>RFC 7541 §5.1, with a prefix of seven bits.</summary>
    private void Number(int value)
    {
        if (value < 127)
        {
            Byte(value);
            return;
        }

        Byte(127);
        for (value -= 127; value >= 128; value >>= 7) Byte(value & 127 | 128);
        Byte(value);
    }

    private void Byte(int value) => _bytes.Write([(byte)value]);
}
