using System.Globalization;
using System.Text;
using Slipway.Formats.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Makes texts comparable that people take for the same: case, accents, vowel signs, kinds of letters and digits.</summary>
internal static class Folding
{
    /// <summary>Small letters without accents and digits 0 to 9, words parted by one space. <c>#</c> and <c>%</c> are kept.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in Decomposed(text))
        {
            if (letter == '\u0640' || CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)
                continue;
            if (Latin(letter) is { } latin)
                folded.Append(latin);
            else if (char.IsDigit(letter))
                folded.Append(Digits.Fold(letter));
            else if (char.IsLetterOrDigit(letter) || char.IsSurrogate(letter) || letter is '#' or '%')
                folded.Append(char.ToLowerInvariant(letter));
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }
        return folded.ToString().TrimEnd();
    }

    /// <summary>As <see cref="Fold"/>, and words without the Arabic article.</summary>
    public static string Key(string text)
    {
        var folded = Fold(text);
        return folded.Contains("ال", StringComparison.Ordinal)
            ? string.Join(' ', folded.Split(' ').Select(word => word.Length >= 5 && word.StartsWith("ال", StringComparison.Ordinal) ? word[2..] : word))
            : folded;
    }

    /// <summary>Letters apart from their accents; a text that holds what no text may hold stays as it is.</summary>
    public static string Decomposed(string text, NormalizationForm form = NormalizationForm.FormKD)
    {
        try
        {
            return text.Normalize(form);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair: there is nothing to decompose.
            return text;
        }
    }

    private static string? Latin(char letter) => letter switch
    {
        'ى' or 'ی' => "ي",
        'ة' => "ه",
        'ٱ' => "ا",
        'ک' => "ك",
        'œ' or 'Œ' => "oe",
        'æ' or 'Æ' => "ae",
        'ß' or 'ẞ' => "ss",
        'ø' or 'Ø' => "o",
        'ł' or 'Ł' => "l",
        'đ' or 'Đ' => "d",
        'ı' => "i",
        _ => null,
    };
}
