namespace Gateway.Benchmarks;

/// <summary>One measured value.</summary>
/// <param name="Name">What it is, as the JSON's member.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Meaning">What it is, told to a person.</param>
public sealed record Figure(string Name, double Value, string Unit, string Meaning)
{
    /// <summary>The least it should be; null where nothing is asked.</summary>
    public double? AtLeast { get; init; }

    /// <summary>The most it should be; null where nothing is asked.</summary>
    public double? AtMost { get; init; }

    /// <summary>Whether the target is met; null where there is none.</summary>
    public bool? IsMet => AtLeast is null && AtMost is null ? null : !(Value < AtLeast) && !(Value > AtMost);

    /// <summary>The value with three digits or all before the point, as a line of a table.</summary>
    public override string ToString()
    {
        var digits = Value switch { < 10 => "0.00", < 100 => "0.0", _ => "0" };
        var target = (AtLeast, AtMost) switch
        {
            ({ } least, _) => $"  target >= {least}: {(Value >= least ? "met" : "NOT MET")}",
            (_, { } most) => $"  target <= {most}: {(Value <= most ? "met" : "NOT MET")}",
            _ => "",
        };
        return $"{Meaning,-58} {Value.ToString(digits),8} {Unit,-4}{target}";
    }
}
