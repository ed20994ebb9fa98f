using Gateway.Crypto;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>
/// A large section sealed into a file, so that its upload can go on after a restart: the sealed chunks one behind the other, and beside
/// them, under the same name and <c>.section</c>, the section as it is sent. Nothing in either can be read without the party's keys.
/// </summary>
public sealed class SealedAttachment
{
    private const int Stride = SealedChunk.Size + SealedChunk.Overhead;

    internal SealedAttachment(string file, Wire.SealedSection section)
    {
        (File, Section) = (file, section);
        Label = SealedSection.Parse(section.Envelope.Span, section.Signature).Label;
        Count = Label.Chunks?.Count ?? throw new EnvelopeException("the section has no chunks");
    }

    /// <summary>The file of its chunks.</summary>
    public string File { get; }

    /// <summary>The section as it is sent: deposited, pushed or delivered.</summary>
    public Wire.SealedSection Section { get; }

    /// <summary>How many chunks it has.</summary>
    public int Count { get; }

    internal SectionLabel Label { get; }

    /// <summary>One that was sealed before.</summary>
    /// <exception cref="FileNotFoundException">It was not, or not to the end.</exception>
    public static SealedAttachment Open(string file) =>
        new(file, Wire.SealedSection.Parser.ParseFrom(System.IO.File.ReadAllBytes(SectionFile(file))));

    /// <summary>Erases both files; for when it is answered.</summary>
    public void Delete()
    {
        System.IO.File.Delete(SectionFile(File));
        System.IO.File.Delete(File);
    }

    internal static string SectionFile(string file) => file + ".section";

    /// <summary>Its chunks, from an index on.</summary>
    internal IEnumerable<SealedChunk> Chunks(int from)
    {
        using var chunks = System.IO.File.OpenHandle(File);
        for (var index = from; index < Count; index++)
        {
            var isLast = index == Count - 1;
            var bytes = new byte[isLast ? checked((int)(RandomAccess.GetLength(chunks) - (long)index * Stride)) : Stride];
            if (RandomAccess.Read(chunks, bytes, (long)index * Stride) != bytes.Length)
                throw new EndOfStreamException("the file of chunks is cut short");
            yield return new SealedChunk(ChunkLabel.Of(Label, index, isLast), bytes);
        }
    }
}
