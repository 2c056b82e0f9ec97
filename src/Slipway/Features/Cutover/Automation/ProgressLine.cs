using System.Globalization;
using System.Text.RegularExpressions;

namespace Slipway.Features.Cutover.Automation;

/// <summary>How far a program says that it is: <c>progress: 40%</c>, <c>progress: 3/7</c>.</summary>
internal static partial class ProgressLine
{
    /// <summary>0 to 1; null where a line says nothing of that.</summary>
    public static double? Read(string line)
    {
        if (Percent().Match(line) is { Success: true } percent && double.TryParse(percent.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hundredth) && hundredth <= 100)
            return hundredth / 100;
        if (Parts().Match(line) is { Success: true } parts
            && long.TryParse(parts.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var done)
            && long.TryParse(parts.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var all) && all > 0 && done <= all)
            return (double)done / all;
        return null;
    }

    [GeneratedRegex(@"^\s*progress:\s*(\d{1,3}(?:\.\d+)?)\s*%", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Percent();

    [GeneratedRegex(@"^\s*progress:\s*(\d{1,15})\s*/\s*(\d{1,15})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
