using System.Text;

namespace Gateway.Crypto;

/// <summary>
/// One person's signature under a statement: a detached JWS (ES256, RFC 7515 appendix F) over its UTF-8 text. Who the person is, says whoever
/// keeps the public keys.
/// </summary>
/// <param name="Signer">The person's name in that list.</param>
/// <param name="Signature">The JWS.</param>
public sealed record Endorsement(string Signer, string Signature)
{
    /// <summary>Signs a statement.</summary>
    public static Endorsement Sign(string signer, string statement, SigningKey key) =>
        new(signer, DetachedSignature.Sign(Encoding.UTF8.GetBytes(statement), key));

    /// <summary>Whether this key signed the statement.</summary>
    /// <exception cref="EnvelopeException">The signature is not of the right form.</exception>
    public bool IsOf(string statement, EcPublicKey key) => DetachedSignature.IsBy(Signature, Encoding.UTF8.GetBytes(statement), key);
}
