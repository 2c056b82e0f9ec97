using System.Globalization;
using NodaTime;

namespace Slipway.Formats.Sheets;

/// <summary>What a cell holds.</summary>
public enum CellKind
{
    Empty,
    Text,
    Number,

    /// <summary>A calendar date, with or without a time of day.</summary>
    Date,

    /// <summary>Hours and minutes without a date: a time of day or a length of time, as the column means it.</summary>
    Time,

    /// <summary>TRUE or FALSE.</summary>
    Truth,

    /// <summary><c>#REF!</c>, <c>#N/A</c> …, or a formula whose result the file does not hold.</summary>
    Error,
}

/// <summary>One cell of a sheet, as its program stored it; formulas by their stored results.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Text">The text or the error's name; null for what is a number.</param>
/// <param name="Number">
/// The number; 1 or 0 for truth. For a date the serial day of the 1900 system (of the 1904 system already moved); for a
/// time the share of a day.
/// </param>
public readonly record struct Cell(CellKind Kind, string? Text, double Number)
{
    /// <summary>The error of a formula that was saved without its result.</summary>
    public const string FormulaWithoutResult = "formula without a result";

    public static Cell Empty => default;

    public static Cell OfText(string text) => new(CellKind.Text, text, 0);

    public static Cell OfNumber(double number) => new(CellKind.Number, null, number);

    public static Cell OfError(string name) => new(CellKind.Error, name, 0);

    public bool IsEmpty => Kind == CellKind.Empty;

    /// <summary>The date and time, to the second; null where it is none.</summary>
    public LocalDateTime? Date => Kind == CellKind.Date ? SerialDay.ToLocal(Number) : null;

    /// <summary>What a person reads in it: the text itself, numbers with a point, dates as <c>2027-02-06 02:10</c>, times as <c>2:10</c>.</summary>
    public string Shown => Kind switch
    {
        CellKind.Text or CellKind.Error => Text ?? "",
        CellKind.Number => Number.ToString("0.###############", CultureInfo.InvariantCulture),
        CellKind.Date when Date is { } date => date.ToString(date.TimeOfDay == LocalTime.Midnight ? "uuuu-MM-dd" : date.Second == 0 ? "uuuu-MM-dd HH:mm" : "uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        CellKind.Date => Number.ToString("0.###############", CultureInfo.InvariantCulture),
        CellKind.Time => ShownTime(Number),
        CellKind.Truth => Number != 0 ? "TRUE" : "FALSE",
        _ => "",
    };

    private static string ShownTime(double days)
    {
        var seconds = (long)Math.Round(days * 86400);
        return seconds % 60 == 0 ? $"{seconds / 3600}:{seconds / 60 % 60:00}" : $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}";
    }
}
