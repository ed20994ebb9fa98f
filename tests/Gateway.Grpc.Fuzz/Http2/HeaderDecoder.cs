using System.Text;

namespace Gateway.Grpc.Fuzz.Http2;

/// <summary>
/// Reads the server's header blocks (RFC 7541), as far as the server under test uses the format: no Huffman codes. A block that
/// cannot be read throws <see cref="InvalidDataException"/>.
/// </summary>
public sealed class HeaderDecoder
{
    private readonly List<(string Name, string Value)> _dynamic = [];
    private int _limit = 4096;

    public List<(string Name, string Value)> Decode(ReadOnlySpan<byte> block)
    {
        var headers = new List<(string, string)>();
        while (!block.IsEmpty)
        {
            var first = block[0];
            if ((first & 0x80) != 0)
            {
                headers.Add(At(Number(ref block, 7)));
            }
            else if ((first & 0xE0) == 0x20)
            {
                _limit = Number(ref block, 5);
                Evict();
            }
            else
            {
                var isIndexed = (first & 0x40) != 0;
                var index = Number(ref block, isIndexed ? 6 : 4);
                var name = index == 0 ? Text(ref block) : At(index).Name;
                var header = (name, Text(ref block));
                headers.Add(header);
                if (isIndexed) _dynamic.Insert(0, header);
                Evict();
            }
        }

        return headers;
    }

    private (string Name, string Value) At(int index)
    {
        if (index >= 1 && index <= StaticTable.Headers.Length) return StaticTable.Headers[index - 1];
        var at = index - 1 - StaticTable.Headers.Length;
        return at >= 0 && at < _dynamic.Count ? _dynamic[at] : throw new InvalidDataException($"no header has the index {index}");
    }

    private void Evict()
    {
        // RFC 7541 §4.1: an entry counts 32 bytes beside its name and value.
        while (_dynamic.Sum(header => header.Name.Length + header.Value.Length + 32) > _limit) _dynamic.RemoveAt(_dynamic.Count - 1);
    }

    private static string Text(ref ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty || (block[0] & 0x80) != 0) throw new InvalidDataException("a text is cut off or Huffman coded");
        var length = Number(ref block, 7);
        if (length > block.Length) throw new InvalidDataException("a text is cut off");
        var text = Encoding.Latin1.GetString(block[..length]);
        block = block[length..];
        return text;
    }

    private static int Number(ref ReadOnlySpan<byte> block, int prefixBits)
    {
        var mask = (1 << prefixBits) - 1;
        var value = block[0] & mask;
        block = block[1..];
        if (value < mask) return value;
        for (var shift = 0; shift <= 21; shift += 7)
        {
            if (block.IsEmpty) break;
            var next = block[0];
            block = block[1..];
            value += (next & 127) << shift;
            if (next < 128) return value;
        }

        throw new InvalidDataException("a number is cut off or too large");
    }
}
