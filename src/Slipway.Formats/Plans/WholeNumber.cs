using System.Globalization;

namespace Slipway.Formats.Plans;

/// <summary>Reads whole numbers, in any of the digits that people type.</summary>
internal static class WholeNumber
{
    /// <summary>A number from 1 to 9999; null when it is none.</summary>
    public static int? Read(string text) => ReadFrom(text, 1);

    /// <summary>A number from the least to 9999; null when it is none.</summary>
    public static int? ReadFrom(string text, int least)
    {
        var digits = Digits.Fold(text.Trim());
        return digits.Length <= 4 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number : null;
    }
}
