using Gateway.Cli.Policy.Smt;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Policy.Analysis;

namespace Gateway.Cli.Tests.Policy.Smt;

/// <summary>What <c>policy diff</c> says of two catalogues, put to a solver that is given the catalogues in an encoding of its own.</summary>
internal sealed class SmtOracle(Catalogue earlier, Catalogue later, DateOnly day)
{
    /// <summary>Slices of each change of which a case is put to the solver.</summary>
    private const int SlicesPerChange = 12, BoxesPerSlice = 3;

    private static readonly Outcome[] Outcomes = Enum.GetValues<Outcome>();

    private readonly Catalogue[] _both = [earlier, later];

    /// <summary>How many changes and cases were compared, and in what solver and analysis differ.</summary>
    public async Task<(int Changes, int Cases, IReadOnlyList<string> Wrong)> CompareAsync()
    {
        var difference = CatalogueDifference.Between(earlier, later, day);
        List<(string Question, string Expected, string Told)> asked = [];
        foreach (var (from, to) in from e in Outcomes from l in Outcomes where e != l select (e, l))
        {
            var known = difference.Changes.Where(c => (c.Earlier, c.Later) == (from, to)).SelectMany(c => c.Slices).Concat(difference.Unfinished);
            asked.Add((Elsewhere(from, to, known), "unsat", $"{from} to {to} in a slice that the analysis does not name"));
        }
        foreach (var change in difference.Changes)
            foreach (var slice in change.Slices.Take(SlicesPerChange))
                foreach (var box in change.Boxes.Take(BoxesPerSlice))
                    asked.Add((Case(difference.WitnessOf(slice, box), change.Earlier, change.Later), "sat", $"{change.Earlier} to {change.Later} in {slice}"));
        var answers = await AskAsync(asked.Select(a => a.Question));
        var wrong = asked.Zip(answers).Where(a => a.First.Expected != a.Second).Select(a => a.First.Told);
        return (difference.Changes.Count, asked.Count - 6, [.. wrong]);
    }

    /// <summary>Asks, each question for itself.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(IEnumerable<string> questions) => await Solver.AskAsync([
        .. SmtCase.Declare(_both), .. new SmtCatalogue("1", earlier, SmtCase.Declarable(_both), day).Define(), .. new SmtCatalogue("2", later, SmtCase.Declarable(_both), day).Define(),
        .. questions.SelectMany(q => new[] { "(push)", $"(assert {q})", "(check-sat)", "(pop)" })]);

    /// <summary>That the outcome changes so in a slice other than these.</summary>
    public static string Elsewhere(Outcome from, Outcome to, IEnumerable<Slice> slices) => Logic.And(
        Is("1", from), Is("2", to), Logic.Not(Logic.Or(slices.Select(s => Logic.And(Logic.In("holder", [s.Holder.Word()]),
            Logic.In("receiver", [s.Receiver.Word()]), Logic.In("category", [s.Category]), Logic.In("purpose", [s.Purpose]))))));

    /// <summary>That this case comes out so.</summary>
    public string Case(DisclosureContext context, Outcome from, Outcome to) => Logic.And(SmtWitness.Of(context, _both), Is("1", from), Is("2", to));

    private static string Is(string catalogue, Outcome outcome)
    {
        var (notRefused, permitted) = (Logic.Name(catalogue, "not-refused"), Logic.Name(catalogue, "permitted"));
        return outcome switch
        {
            Outcome.Permit => permitted,
            Outcome.AwaitingAssessment => Logic.And(notRefused, Logic.Not(permitted)),
            _ => Logic.Not(notRefused),
        };
    }
}
