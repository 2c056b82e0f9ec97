namespace Slipway.Platform.Localisation;

/// <summary>Keeps foreign words in a sentence from turning their neighbours round.</summary>
/// <remarks>
/// Unicode's isolates, not elements: they work in SVG, in labels for screen readers and in copied text alike.
/// They are put only where the direction really differs.
/// </remarks>
public static class Bidi
{
    private const char LeftToRight = '\u2066';
    private const char FirstStrong = '\u2068';
    private const char End = '\u2069';

    /// <summary>A clock, a signed number, a code: always read left to right.</summary>
    public static string Ltr(string text, bool insideRightToLeft) => insideRightToLeft ? LeftToRight + text + End : text;

    /// <summary>A name or a title that somebody typed, inside a sentence.</summary>
    public static string Foreign(string text, bool insideRightToLeft) =>
        HasStrong(text, rightToLeft: !insideRightToLeft) ? FirstStrong + text + End : text;

    private static bool HasStrong(string text, bool rightToLeft)
    {
        foreach (var letter in text)
        {
            if (char.IsLetter(letter) && IsRightToLeft(letter) == rightToLeft)
                return true;
        }
        return false;
    }

    private static bool IsRightToLeft(char letter) =>
        letter is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFF');
}
