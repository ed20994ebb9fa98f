namespace Gateway.Alerts;

/// <summary>A permitted section of an alert as it lies in the database.</summary>
/// <param name="Section">Section id.</param>
/// <param name="Category">Category code.</param>
/// <param name="CiphertextDigest">SHA-256 over the ciphertext.</param>
/// <param name="Envelope">The envelope as JSON.</param>
/// <param name="Signature">The sender's signature.</param>
/// <param name="ContentKey">Its content key, as <see cref="Crypto.RestingSection"/> keeps it under the sender's storage key.</param>
public sealed record StoredAlertSection(
    string Section, string Category, ReadOnlyMemory<byte> CiphertextDigest, ReadOnlyMemory<byte> Envelope, string Signature,
    ReadOnlyMemory<byte> ContentKey);
