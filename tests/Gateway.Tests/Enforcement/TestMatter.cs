using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Enforcement;

/// <summary>One request of the police to the social services as it comes out permitted, refused or waiting.</summary>
internal static class TestMatter
{
    private static readonly DisclosureContext Witness = Policy.Scenarios.Read("14-contact-of-a-witness.json");

    /// <summary>The contact details of a witness, under a standing decision: permitted.</summary>
    public static Matter Contact(TestGate house) => new()
    {
        Kind = EntryKind.Request,
        Holder = Social,
        Counterpart = Police,
        Persons = [house.Person("a")],
        Ciphertexts = new Dictionary<string, ReadOnlyMemory<byte>> { ["contact"] = new byte[32] },
        Recipient = RecipientKeyState.Of(Party(Police, PartyKind.Police), new byte[32], Day),
        Reference = new JsonObject { ["request"] = "r-1" },
        IsAsked = true,
        Context = Witness with
        {
            Sections = [Witness.Sections.First(s => s.Category == "contact") with { Id = "contact" }], Officer = Witness.Officer with { Id = "polisen/berg" },
        },
    };

    /// <summary>The same with nothing asserted: refused on what was supplied.</summary>
    public static Matter Refused(TestGate house) => With(house, c => c with { Facts = [] });

    /// <summary>The same without the standing decision: the holder's officer has to assess it.</summary>
    public static Matter Waiting(TestGate house) => With(house, c => c with { Facts = [.. c.Facts.Where(f => f.Source == FactSource.Asserted)] });

    private static Matter With(TestGate house, Func<DisclosureContext, DisclosureContext> change)
    {
        var contact = Contact(house);
        return contact with { Context = change(contact.Context) };
    }
}
