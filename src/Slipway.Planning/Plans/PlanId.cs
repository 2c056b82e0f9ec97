using System.Globalization;
using System.Text;

namespace Slipway.Planning.Plans;

/// <summary>Ids of a plan's things, made of what people call them.</summary>
public static class PlanId
{
    /// <summary>The longest id, in characters.</summary>
    public const int Longest = 64;

    /// <summary>No task's id: <c>undo: none</c> says that there is nothing to take back.</summary>
    public const string None = "none";

    /// <summary>The id that a text would make: small letters without accents, digits, hyphens. Null where it has no letter or digit for it.</summary>
    public static string? Of(string text, int longest = Longest)
    {
        var id = new StringBuilder();
        foreach (var character in Decomposed(text).ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
                id.Append(character);
            else if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark && id.Length > 0 && id[^1] != '-')
                id.Append('-');
        }
        var made = id.ToString(0, Math.Min(id.Length, longest)).Trim('-');
        return made.Length == 0 ? null : made;
    }

    private static string Decomposed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException)
        {
            // What is no character of Unicode (U+FFFE, half a pair) has no accents to take off.
            return text;
        }
    }
}
