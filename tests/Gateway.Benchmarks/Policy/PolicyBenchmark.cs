using System.Diagnostics;
using System.Text.Json.Nodes;
using Gateway.Policy;
using Gateway.Policy.Analysis;

namespace Gateway.Benchmarks.Policy;

/// <summary>One section decided under the full catalogue, in one thread; what a catalogue costs to read and to compare; Cedar beside it.</summary>
internal static class PolicyBenchmark
{
    private const double MostPerSection = 4, MostExplained = 30, MostToRead = 150, MostToCompare = 30;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>Measures each for so long, three seconds at most.</summary>
    public static async Task<Report> RunAsync(TimeSpan length, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var active = ActiveCatalogue.Embedded;
        var first = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var law = active.Catalogue;
        var each = length < Longest ? length : Longest;
        var scenarios = Scenario.All(law);

        List<Figure> figures = [];
        var duty = 0.0;
        foreach (var s in scenarios)
        {
            var timing = Timing.Of(each, () => PolicyDecisionPoint.Decide(s.Context, law));
            if (s.Name == "duty") duty = timing.Microseconds;
            figures.Add(new Figure($"{s.Name}Us", timing.Microseconds, "µs", s.Meaning) { AtMost = MostPerSection });
            figures.Add(new Figure($"{s.Name}Bytes", timing.Bytes, "B", "  allocated"));
        }
        var waiting = scenarios.Single(s => s.Name == "awaiting").Context;
        figures.Add(new Figure("explainedUs", Timing.Of(each, () => Explained(waiting, law)).Microseconds, "µs",
            "awaits assessment, explained in both languages") { AtMost = MostExplained });
        figures.Add(new Figure("firstReadMs", first, "ms", "catalogue read and checked, first in the process") { AtMost = MostToRead });
        figures.Add(new Figure("readMs", Timing.Of(each, () => ActiveCatalogue.Read(active.Json)).Microseconds / 1000, "ms", "  again"));
        var (wall, processor) = Compare(active, RaiseAnAge, waiting.Day);
        figures.Add(new Figure("compareSeconds", wall, "s", "two full catalogues compared, an age raised by four years") { AtMost = MostToCompare });
        figures.Add(new Figure("compareProcessorSeconds", processor, "s", "  of the processor"));
        (wall, processor) = Compare(active, c => { RaiseAnAge(c); AddAMark(c); }, waiting.Day);
        figures.Add(new Figure("compareAllSeconds", wall, "s", "  and a mark added, so that every slice is compared") { AtMost = MostToCompare });
        figures.Add(new Figure("compareAllProcessorSeconds", processor, "s", "  of the processor"));
        var cedar = await CedarRun.MeasureAsync(scenarios[0].Context, law, ct);
        figures.Add(new Figure("cedarUs", cedar, "µs", "Cedar authorizes the first, on as many policies"));
        figures.Add(new Figure("cedarRatio", cedar / duty, "", "  as many times ours"));
        return new Report("One section decided under the full catalogue, one thread, medians", figures);
    }

    /// <summary>A decision with every need and obligation told.</summary>
    private static object Explained(DisclosureContext context, Catalogue law)
    {
        var decided = PolicyDecisionPoint.Decide(context, law).Sections[0];
        return (decided, decided.Needs.Select(n => Explanation.Of(n, law)).ToList(), decided.Obligations.Select(o => law.Vocabulary.Obligations[o].Text).ToList());
    }

    private static void RaiseAnAge(JsonNode catalogue)
    {
        var provision = catalogue["provisions"]!.AsArray().Single(p => (string)p!["id"]! == "osl-10-18a")!;
        provision["conditions"]!.AsArray().Single(c => c!["fact"]?["person-age-below"] is not null)!["fact"]!["person-age-below"] = 25;
    }

    private static void AddAMark(JsonNode catalogue)
    {
        var marks = catalogue["vocabulary"]!["marks"]!.AsArray();
        var mark = marks[0]!.DeepClone();
        mark["code"] = "another-mark";
        marks.Add(mark);
    }

    private static (double Wall, double Processor) Compare(ActiveCatalogue active, Action<JsonNode> change, DateOnly day)
    {
        var changed = JsonNode.Parse(active.Json.Span)!;
        change(changed);
        var later = ActiveCatalogue.Read(System.Text.Encoding.UTF8.GetBytes(changed.ToJsonString())).Catalogue;
        var (began, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var difference = CatalogueDifference.Between(active.Catalogue, later, day);
        if (difference.Changes.Count == 0) throw new BenchmarkFailedException("the comparison finds nothing");
        return (Stopwatch.GetElapsedTime(began).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
    }
}
