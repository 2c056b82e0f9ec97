using System.Globalization;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>The plan's own words that a cell can hold, as an export writes them.</summary>
internal static class PlanWords
{
    /// <summary>Purposes parted by <c>;</c> or <c>,</c>; null when one of them is none.</summary>
    public static List<Purpose>? Purposes(string text)
    {
        var purposes = new List<Purpose>();
        foreach (var part in text.Split([';', ',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var known = Words.Purposes.Where(purpose => purpose.Word.Equals(part, StringComparison.OrdinalIgnoreCase)).ToList();
            if (known.Count == 0)
                return null;
            purposes.Add(known[0].Value);
        }
        return purposes;
    }

    /// <summary><c>any</c>, <c>all</c>, <c>starter</c> or a number.</summary>
    public static string Of(Attendance attendance) => attendance.Rule switch
    {
        AttendanceRule.Any => "any",
        AttendanceRule.All => "all",
        AttendanceRule.Starter => "starter",
        _ => attendance.Number.ToString(CultureInfo.InvariantCulture),
    };

    public static Attendance? AttendanceIn(string text) => text.Trim().ToLowerInvariant() switch
    {
        "any" => Attendance.Any,
        "all" => Attendance.All,
        "starter" => Attendance.Starter,
        var other => WholeNumber.Read(other) is { } number ? new Attendance(AttendanceRule.Number, number) : null,
    };
}
