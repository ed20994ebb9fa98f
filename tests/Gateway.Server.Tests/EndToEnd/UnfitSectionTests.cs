using System.Text.Json.Nodes;
using Gateway.Crypto;
using SealedSection = Gateway.Protocol.V1.SealedSection;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>
/// What is off the profile, not the holder's, or labelled as something else is stored nowhere: not as a record, not as an alert.
/// In parallel, because each refusal waits for the time grid.
/// </summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class UnfitSectionTests
{
    private long _before;

    [OneTimeSetUp]
    public async Task LookAtTheLogAsync() => _before = await Town.Gateway.LogSizeAsync();

    [OneTimeTearDown]
    public async Task NothingWasLoggedAsync() => Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(_before));

    private static IEnumerable<TestCaseData> Sections()
    {
        yield return Case("Zip", r => Envelopes.Seal("soc", r).Changed(e => e["protected"] = Envelopes.Base64("""{"enc":"A256GCM","zip":"DEF"}""")));
        yield return Case("OtherEncryption", r => Envelopes.Seal("soc", r).Changed(e => e["protected"] = Envelopes.Base64("""{"enc":"A128CBC-HS256"}""")));
        yield return Case("SecondProtectedMember", r => Envelopes.Seal("soc", r).Changed(e => e["protected"] = Envelopes.Base64("""{"enc":"A256GCM","typ":"x"}""")));
        yield return Case("UnprotectedHeader", r => Envelopes.Seal("soc", r).Changed(e => e["unprotected"] = new JsonObject { ["jku"] = "https://x.example" }));
        yield return Case("DuplicateMember", r => Envelopes.Seal("soc", r).Rewritten("\"iv\":", "\"iv\":\"AAAAAAAAAAAAAAAA\",\"iv\":"));
        yield return Case("SecondObject", r => Envelopes.Seal("soc", r).Rewritten("\"ciphertext\":", "\"x\":0},{\"ciphertext\":"));
        yield return Case("NoRecipient", r => Envelopes.Seal("soc", r).Changed(e => e["recipients"] = new JsonArray()));
        yield return Case("NotJson", r => Envelopes.Seal("soc", r).Rewritten("{", "["));
        yield return Case("ChangedCiphertext", r => Envelopes.Seal("soc", r).Changed(e => e["ciphertext"] = Envelopes.Base64("Annan 1!")));
        yield return Case("Unsigned", r => new SealedSection(Envelopes.Seal("soc", r)) { Signature = "" });
        yield return Case("SignedByAnotherParty", r => Envelopes.Seal("soc", r, signedBy: Town.Gateway.IdentityOf("polisen").Signing));
        yield return Case("LabelledAnotherRecord", r => Envelopes.Seal("soc", r, label: new SectionLabel("annan", "avsnitt", "event", 1, "soc")));
        yield return Case("LabelledAnotherSection", r => Envelopes.Seal("soc", r, label: new SectionLabel(r, "annat", "event", 1, "soc")));
        yield return Case("LabelledAnotherCategory", r => Envelopes.Seal("soc", r, label: new SectionLabel(r, "avsnitt", "risk", 1, "soc")));
        yield return Case("LabelledAnotherVersion", r => Envelopes.Seal("soc", r, label: new SectionLabel(r, "avsnitt", "event", 2, "soc")));
        yield return Case("LabelledAnotherHolder", r => Envelopes.Seal("soc", r, label: new SectionLabel(r, "avsnitt", "event", 1, "polisen")));
        yield return Case("SealedToNobodysKey", r => Envelopes.Seal("soc", r, sealedTo: Town.Gateway.IdentityOf("skola").Recipient.Public));
        yield return Case("BoundToSomethingElse", r => Envelopes.Seal("soc", r, boundTo: new byte[32]));
        yield return Case("Intelligence", r => Envelopes.Seal("soc", r, "intelligence"));
        yield return Case("PersonalProtection", r => Envelopes.Seal("soc", r, "personal-protection"));
        yield return Case("CriminalRecord", r => Envelopes.Seal("soc", r, "criminal-record"));
        yield return Case("UnknownCategory", r => Envelopes.Seal("soc", r, "horoskop"));
        yield return Case("UnknownMark", r => new SealedSection(Envelopes.Seal("soc", r)) { Marks = { "horoskop" } });
        yield return Case("UnknownProtection", r => new SealedSection(Envelopes.Seal("soc", r)) { DeclaredProtections = { "osl-10-2" } });
        yield return Case("DeclaredIntelligence", r => new SealedSection(Envelopes.Seal("soc", r)) { DeclaredProtections = { "osl-18-2" } });
        yield return Case("DeclaredProtectionWork", r => new SealedSection(Envelopes.Seal("soc", r)) { DeclaredProtections = { "osl-18-7" } });
        yield return Case("DeclaredProtectionOfAnIndividual", r => new SealedSection(Envelopes.Seal("soc", r)) { DeclaredProtections = { "osl-21-1", "osl-35-11" } });
        yield return Case("NobodyUnsaid", r => AboutNobody(r));
        yield return Case("NobodySaidOfSomebody", r => new SealedSection(Envelopes.Seal("soc", r)) { ConcernsNoPerson = true });
        yield return Case("PersonIndexOfNobody", r => new SealedSection(Envelopes.Seal("soc", r)) { PersonIndexes = { 1 } });
    }

    [TestCaseSource(nameof(Sections))]
    public async Task Deposit_Unfit_IsRefused(Func<string, SealedSection> seal) =>
        await Intake.RefusedAsync(() => Intake.DepositAsync(seal));

    [TestCaseSource(nameof(Sections))]
    public async Task Push_Unfit_IsRefused(Func<string, SealedSection> seal) =>
        await Intake.RefusedAsync(() => Intake.PushAsync(seal));

    private static SealedSection AboutNobody(string record)
    {
        var section = Envelopes.Seal("soc", record);
        section.PersonIndexes.Clear();
        return section;
    }

    private static TestCaseData Case(string name, Func<string, SealedSection> seal) => new TestCaseData(seal).SetArgDisplayNames(name);
}
