using System.Globalization;

namespace Slipway.Formats.Plans;

/// <summary>Reads numbers of people, in any of the digits that people type.</summary>
internal static class WholeNumber
{
    /// <summary>A number from 1 to 9999; null when it is none.</summary>
    public static int? Read(string text)
    {
        var digits = Digits.Fold(text.Trim());
        return digits.Length <= 4 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
    }
}
