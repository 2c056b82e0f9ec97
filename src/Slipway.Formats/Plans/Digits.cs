using System.Globalization;

namespace Slipway.Formats.Plans;

/// <summary>Digits of any script as 0 to 9, with the Arabic decimal point and percent sign as theirs.</summary>
internal static class Digits
{
    public static string Fold(string text) => text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? string.Concat(text.Select(Fold)) : text;

    public static char Fold(char letter) => letter switch
    {
        '\u066B' => '.',
        '\u066A' => '%',
        _ => char.IsDigit(letter) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(letter)) : letter,
    };
}
