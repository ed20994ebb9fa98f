namespace Gateway.Policy;

/// <summary>Reads one provision, and holds it to what the engine asks of its kind.</summary>
internal static class ProvisionReader
{
    public static Provision Read(JsonCursor at, CatalogueVocabulary words)
    {
        at.Allow("id", "citation", "title", "summary", "kind", "holders", "receivers", "categories", "exceptCategories", "lifts",
            "neverLifts", "threshold", "conditions", "harmQuestion", "protectsIndividual", "declaredOnly", "neverDeposited", "hidesPerson",
            "decisionMakerRole",
            "obligations", "side", "carries", "validFrom", "validTo", "source", "certainty", "uncertainty");
        var provision = new Provision
        {
            Id = at.Text("id"),
            Citation = at.Text("citation"),
            Title = at.Bilingual("title"),
            Summary = at.Bilingual("summary"),
            Kind = at.Word("kind", CatalogueWords.Kinds),
            Holders = [.. at.Items("holders").Select(i => i.AsWord(CatalogueWords.Parties))],
            Receivers = [.. at.Items("receivers").Select(i => i.AsWord(CatalogueWords.Parties))],
            Categories = Known(at, "categories", words.Categories.ContainsKey),
            ExceptCategories = Known(at, "exceptCategories", words.Categories.ContainsKey),
            Lifts = at.Texts("lifts"),
            NeverLifts = at.Texts("neverLifts"),
            Threshold = at.Optional("threshold")?.AsNumber(1, 99) ?? 0,
            Conditions = [.. at.Items("conditions").Select(i => ConditionReader.Read(i, words)).OfType<Condition>()],
            HarmQuestion = at.OptionalText("harmQuestion"),
            ProtectsIndividual = at.Flag("protectsIndividual"),
            DeclaredOnly = at.Flag("declaredOnly"),
            NeverDeposited = at.Flag("neverDeposited"),
            HidesPerson = at.Flag("hidesPerson"),
            DecisionMakerRole = at.OptionalText("decisionMakerRole"),
            Obligations = Known(at, "obligations", words.Obligations.ContainsKey),
            Side = at.Optional("side")?.AsWord(CatalogueWords.Sides) ?? Side.None,
            CarriesDuty = at.Texts("carries").Contains("duty"),
            CarriesPermission = at.Texts("carries").Contains("permission"),
            ValidFrom = at.Date("validFrom"),
            ValidTo = at.Date("validTo"),
            Source = at.Text("source"),
            Certainty = at.Word("certainty", CatalogueWords.Certainties),
            Uncertainty = at.Optional("uncertainty") is null ? null : at.Bilingual("uncertainty"),
        };
        Check(at, provision, words);
        return provision;
    }

    private static void Check(JsonCursor at, Provision p, CatalogueVocabulary words)
    {
        if (p.Holders.Count == 0) at.Note("`holders` is missing: who may be the holder");
        if (p.Receivers.Count == 0) at.Note("`receivers` is missing: who may be the receiver");
        if (p.ValidTo < p.ValidFrom) at.Note("`validTo` lies before `validFrom`");
        if (p.HarmQuestion is { } question && !words.Questions.ContainsKey(question)) at.Note($"unknown question `{question}`");
        if (p.DecisionMakerRole is { } role && !words.Roles.ContainsKey(role)) at.Note($"unknown role `{role}`");
        var lifts = p.Kind is ProvisionKind.Lifting or ProvisionKind.Duty;
        if (lifts && p.Certainty != Certainty.Verified)
            at.Note("what lifts secrecy must be verified text; `certainty` would have to be verified");
        if (lifts && p.Threshold == 0) at.Note("`threshold` is missing: 1 to 99, how much it asks");
        if (p.HidesPerson && p.Kind != ProvisionKind.Secrecy) at.Note("only secrecy may have `hidesPerson`");
        if (!lifts && p.Lifts.Count > 0) at.Note("only a lifting provision or a duty may have `lifts`");
        // A permission ("får") never runs without the holder's officer, or a standing decision of the holder.
        if (p.Kind == ProvisionKind.Lifting && p.Conditions.All(c => c.Mark != Mark.Assessed))
            at.Note("a permission needs at least one assessed condition: the holder's officer decides");
        if (p.Kind == ProvisionKind.DataProtection && (p.Side == Side.None || !(p.CarriesDuty || p.CarriesPermission)))
            at.Note("a data-protection ground needs `side` (disclosing or receiving) and `carries` (duty, permission)");
        if (p.Kind == ProvisionKind.Structural && p.Conditions.Count == 0 && p.Obligations.Count == 0)
            at.Note("a structural provision needs conditions or obligations; without them it asks nothing");
        if (p.Kind == ProvisionKind.Principle && p.Conditions.Count > 0)
            at.Note("a principle has no conditions: it decides nothing by itself");
    }

    private static IReadOnlyList<string> Known(JsonCursor at, string name, Func<string, bool> isKnown)
    {
        foreach (var item in at.Items(name).Where(i => !isKnown(i.AsText())))
            item.Note($"unknown word `{item.AsText()}` in `{name}`");
        return at.Texts(name);
    }
}
