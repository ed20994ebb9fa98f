using System.Buffers.Binary;

namespace Gateway.Audit;

/// <summary>One signature line of a note: the key's name, its id and the signature (C2SP signed-note §Signatures).</summary>
public sealed record NoteSignature(string KeyName, uint KeyId, ReadOnlyMemory<byte> Signature)
{
    private const string Start = "\u2014 ";

    /// <summary>Reads <c>— name base64</c> in its one spelling.</summary>
    /// <exception cref="MalformedSignatureException">The line is not a signature line.</exception>
    public static NoteSignature Parse(string line)
    {
        var parts = line.StartsWith(Start, StringComparison.Ordinal) ? line[Start.Length..].Split(' ') : [];
        if (parts.Length != 2 || !IsKeyName(parts[0]) || !StrictBase64.TryRead(parts[1], out var blob) || blob.Length < 5)
            throw new MalformedSignatureException();
        return new NoteSignature(parts[0], BinaryPrimitives.ReadUInt32BigEndian(blob), blob.AsMemory(4));
    }

    /// <summary>The line without its line feed.</summary>
    public override string ToString()
    {
        var blob = new byte[4 + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(blob, KeyId);
        Signature.Span.CopyTo(blob.AsSpan(4));
        return $"{Start}{KeyName} {Convert.ToBase64String(blob)}";
    }

    /// <summary>Whether the text may name a key: not empty, no white space, no plus sign.</summary>
    public static bool IsKeyName(string name) => name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || c is '+' or < ' ');
}
