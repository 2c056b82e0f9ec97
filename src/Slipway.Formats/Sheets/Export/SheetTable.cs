using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Export;

/// <summary>A value as a sheet shows it: a text, or a date and time.</summary>
internal readonly record struct SheetValue(string? Text, LocalDateTime? Date = null, bool IsComputed = false)
{
    public static SheetValue None => default;

    public static SheetValue Of(string? text) => new(text);

    /// <summary>A wall clock as a real date where the sheet can hold it to the second, everything else in the plan's notation.</summary>
    public static SheetValue Of(PlanTime? time) => time switch
    {
        null => None,
        PlanTime.WallClock { Offset: null } wall when SerialDay.FromLocal(wall.Local) is { } serial && SerialDay.ToLocal(serial) == wall.Local => new(null, wall.Local),
        _ => new(time.ToString()),
    };
}

/// <summary>A column of a table to be written.</summary>
/// <param name="Header">Its name.</param>
/// <param name="Width">In characters.</param>
/// <param name="Value">Its value for a row.</param>
internal sealed record SheetTableColumn<T>(string Header, double Width, Func<T, SheetValue> Value);
