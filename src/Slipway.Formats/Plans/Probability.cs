using System.Globalization;

namespace Slipway.Formats.Plans;

/// <summary>Reads a probability: <c>0.8</c>; also <c>0,8</c> and <c>80%</c>, in any digits. A bare <c>80</c> is refused with <c>0.8</c>.</summary>
internal static class Probability
{
    public static Parsed<double> Read(string text)
    {
        var plain = Digits.Fold(text).Trim();
        var percent = plain.EndsWith('%');
        var number = (percent ? plain[..^1].TrimEnd() : plain).Replace(',', '.');
        var isNumber = double.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value);
        if (percent)
            value /= 100;
        return isNumber && value is >= 0 and <= 1 ? Parsed.Of(value)
            : Parsed.Refused<double>((isNumber && !percent && value is > 1 and <= 100 ? value / 100 : 0.8).ToString("0.####", CultureInfo.InvariantCulture));
    }
}
