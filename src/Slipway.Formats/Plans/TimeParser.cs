using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>
/// Reads the times, durations, working hours and links of a plan, as people type them.
/// </summary>
/// <remarks>
/// <para>The rule: what can mean only one thing is accepted, everything else is refused together with the correction.
/// A mistake of a factor sixty in a cutover is worse than a question, so a number without a unit is never guessed.</para>
/// <para>Before anything else digits of any script become 0 to 9, the Arabic decimal point a point, every dash (en, em, minus sign U+2212)
/// becomes a hyphen, full-width signs their plain twins, the Arabic comma a comma; marks of writing direction go.</para>
/// <para>Nothing here throws, whatever the text.</para>
/// </remarks>
public static partial class TimeParser
{
    /// <summary>A text longer than this is refused unread; no time needs so many characters.</summary>
    private const int LongestText = 200;

    /// <summary>The text in plain digits, hyphens and spaces; null when it is too long to be a time.</summary>
    private static string? Tidy(string text)
    {
        if (text.Length > LongestText)
            return null;
        var tidy = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (Plain(character) is { } plain)
                tidy.Append(plain);
        }
        return tidy.ToString().Trim();
    }

    private static char? Plain(char character) => character switch
    {
        >= '\u2010' and <= '\u2015' or '\u2212' or '\uFE58' or '\uFE63' or '\uFF0D' => '-',
        '\uFF0B' or '\uFE62' => '+',
        '\uFF1A' => ':',
        '\u060C' => ',',
        '\u2044' or '\u2215' => '/',
        '\u200E' or '\u200F' or '\u061C' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => null,
        _ when char.IsWhiteSpace(character) => ' ',
        _ => Digits.Fold(character),
    };

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
