using System.Globalization;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets;

/// <summary>A kind of problem with a spreadsheet: its stable name and its English sentences, with {0} … for values.</summary>
public sealed record SheetRule(string Name, Severity Severity, string Message, string Remedy);

/// <summary>Where: the file, the sheet (null for a text file, or the whole file) and the cell (null for the whole sheet).</summary>
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
public sealed record SheetProblem(SheetRule Rule, SheetPlace Where, IReadOnlyList<string> Values)
{
    public Severity Severity => Rule.Severity;

    /// <summary>What is wrong, in English.</summary>
    public string Message => Filled(Rule.Message);

    /// <summary>What to do, in English.</summary>
    public string Remedy => Filled(Rule.Remedy);

    public override string ToString() => $"{Where}: {Message}; {Remedy}";

    private string Filled(string sentence) => string.Format(CultureInfo.InvariantCulture, sentence, [.. Values]);
}
