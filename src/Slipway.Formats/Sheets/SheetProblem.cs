using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets;

/// <summary>Where: the file, the sheet (null or empty for a text file, or the whole file) and the cell (null for the whole sheet).</summary>
public readonly record struct SheetPlace(string File, string? Sheet, CellPlace? Cell)
{
    /// <summary><c>plan.xlsx:Plan!C12</c>, <c>plan.csv:C12</c>, <c>plan.xlsx</c>.</summary>
    public override string ToString() =>
        File + (Sheet, Cell) switch
        {
            ({ Length: > 0 } sheet, { } cell) => $":{sheet}!{cell}",
            ({ Length: > 0 } sheet, null) => $":{sheet}",
            (_, { } cell) => $":{cell}",
            _ => "",
        };
}

/// <summary>Something in a spreadsheet that was not understood, and what to write instead.</summary>
/// <param name="Rule">What kind of problem it is; one of <see cref="SheetRules"/>.</param>
/// <param name="Where">The place.</param>
/// <param name="Values">What the rule's sentences are filled with.</param>
public sealed record SheetProblem(InputRule Rule, SheetPlace Where, IReadOnlyList<string> Values)
{
    public Severity Severity => Rule.Severity;

    /// <summary>What is wrong, in English.</summary>
    public string Message => Rule.Said(Values);

    /// <summary>What to do, in English.</summary>
    public string Remedy => InputRule.Filled(Rule.Remedy, Values);

    public override string ToString() => $"{Where}: {Rule.Line(Values)}";
}
