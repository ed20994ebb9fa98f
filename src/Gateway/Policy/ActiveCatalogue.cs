using System.Security.Cryptography;

namespace Gateway.Policy;

/// <summary>A catalogue with the canonical bytes it was read from and their digest.</summary>
/// <param name="Catalogue">What decides.</param>
/// <param name="Json">The canonical JSON (RFC 8785).</param>
/// <param name="Digest">SHA-256 over it.</param>
public sealed record ActiveCatalogue(Catalogue Catalogue, ReadOnlyMemory<byte> Json, ReadOnlyMemory<byte> Digest)
{
    private static readonly Lazy<ActiveCatalogue> Shipped = new(ReadEmbedded);

    /// <summary>The catalogue that comes with this assembly.</summary>
    public static ActiveCatalogue Embedded => Shipped.Value;

    /// <summary>Reads the bytes.</summary>
    /// <exception cref="FormatException">They are not a catalogue; the message lists every problem.</exception>
    public static ActiveCatalogue Read(ReadOnlyMemory<byte> json)
    {
        var (catalogue, issues) = CatalogueReader.Read(json);
        return catalogue is not null
            ? new ActiveCatalogue(catalogue, json, SHA256.HashData(json.Span))
            : throw new FormatException(string.Join("; ", issues));
    }

    private static ActiveCatalogue ReadEmbedded()
    {
        using var stream = typeof(ActiveCatalogue).Assembly.GetManifestResourceStream("catalogue.json")
            ?? throw new InvalidOperationException("the assembly holds no catalogue");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return Read(buffer.ToArray());
    }
}
