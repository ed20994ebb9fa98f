using System.Text;
using System.Text.Json.Nodes;
using Gateway.Policy;
using Gateway.Tests.Policy.Naive;

namespace Gateway.Cli.Tests.Policy.Smt;

/// <summary>
/// Random pairs of catalogues that a solver decides in a second: a few of our provisions around one that lifts or obliges, two
/// purposes, some changes, and a few more in the second of the pair.
/// </summary>
internal sealed class SmallCatalogues(Dice dice)
{
    private static readonly Catalogue Law = ActiveCatalogue.Embedded.Catalogue;

    private static readonly IReadOnlyList<Provision> Aims =
        [.. Law.Provisions.Where(p => p.Kind is ProvisionKind.Lifting or ProvisionKind.Duty && p.IsInForceOn(new DateOnly(2026, 11, 22)))];

    /// <summary>Two catalogues, the second a change of the first, as JSON.</summary>
    public (byte[] Earlier, byte[] Later) Next()
    {
        while (true)
        {
            var aim = dice.Of(Aims);
            var small = Small(aim);
            var mutation = new CatalogueMutation(dice, aim.Id);
            for (var i = dice.Below(3); i > 0; i--) mutation.Apply(small);
            var earlier = Encoding.UTF8.GetBytes(small.ToJsonString());
            if (CatalogueReader.Read(earlier).Catalogue is null) continue;
            for (var i = 1 + dice.Below(5); i > 0; i--) mutation.Apply(small);
            var later = Encoding.UTF8.GetBytes(small.ToJsonString());
            if (CatalogueReader.Read(later).Catalogue is not null) return (earlier, later);
        }
    }

    private JsonObject Small(Provision aim)
    {
        var (holder, receiver) = (dice.Of(aim.Holders), dice.Of(aim.Receivers));
        var here = Law.Provisions.Where(p => p.IsForHolder(holder) && p.IsForReceiver(receiver)).ToList();
        var kept = Some(ProvisionKind.Secrecy, 3).Concat(Some(ProvisionKind.Lifting, 3)).Concat(Some(ProvisionKind.Duty, 2))
            .Concat(Some(ProvisionKind.Structural, 2)).Concat(Some(ProvisionKind.DataProtection, 3, Side.Disclosing)).Concat(Some(ProvisionKind.DataProtection, 3, Side.Receiving))
            .Concat(aim.Lifts.Where(id => id != "*")).Append(aim.Id).ToHashSet();
        var purposes = dice.Shuffled(Law.Vocabulary.Purposes.Values).Take(1).Select(p => p.Code)
            .Append(dice.Of(aim.Conditions.OfType<PurposeIs>().FirstOrDefault()?.Purposes ?? [.. Law.Vocabulary.Purposes.Keys])).ToHashSet();

        var small = JsonNode.Parse(ActiveCatalogue.Embedded.Json.Span)!.AsObject();
        var provisions = small["provisions"]!.AsArray();
        foreach (var other in provisions.Where(p => !kept.Contains((string)p!["id"]!)).ToList()) provisions.Remove(other);
        var secrecy = provisions.Where(p => (string)p!["kind"]! == "secrecy").Select(p => (string)p!["id"]!).Append("*").ToHashSet();
        foreach (var list in provisions.SelectMany(p => new[] { p!["lifts"], p["neverLifts"] }).OfType<JsonArray>())
            foreach (var gone in list.Where(id => !secrecy.Contains((string)id!)).ToList()) list.Remove(gone);
        foreach (var purpose in small["vocabulary"]!["purposes"]!.AsArray().Where(p => !purposes.Contains((string)p!["code"]!)))
            purpose!["categories"] = new JsonArray();
        return small;

        IEnumerable<string> Some(ProvisionKind kind, int most, Side side = Side.None) =>
            dice.Shuffled(here.Where(p => p.Kind == kind && p.Side == side)).Take(most).Select(p => p.Id);
    }
}
