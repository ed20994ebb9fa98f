using System.Text;
using System.Text.Json.Nodes;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

/// <summary>A holder, a sender and a section, as the tests of envelopes need them.</summary>
internal sealed class TestSections : IDisposable
{
    public static readonly SectionLabel Label = new("rec-1", "contact", "contact", 1, "soc-a");

    public AgreementKey Intake { get; } = AgreementKey.Generate();
    public AgreementKey Receiver { get; } = AgreementKey.Generate();
    public SigningKey Sender { get; } = SigningKey.Generate();

    public SealedSection Seal(string text = "klartext", SectionLabel? label = null) =>
        Envelope.Seal(Encoding.UTF8.GetBytes(text), label ?? Label, Sender, Intake.Public);

    public string Open(SealedSection section) =>
        Encoding.UTF8.GetString(Envelope.Open(section, Intake, Envelope.DepositPartyInfo(section.Label)));

    public static JsonObject Json(SealedSection section) => JsonNode.Parse(section.ToEnvelopeJson())!.AsObject();

    public static SealedSection Parse(JsonNode json, string signature) =>
        SealedSection.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()), signature);

    public void Dispose()
    {
        Intake.Dispose();
        Receiver.Dispose();
        Sender.Dispose();
    }
}
