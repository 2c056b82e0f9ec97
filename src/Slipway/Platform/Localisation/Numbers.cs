using System.Globalization;

namespace Slipway.Platform.Localisation;

/// <summary>Numbers as the pages write them: Western digits in every language, thousands apart by a thin space.</summary>
public static class Numbers
{
    /// <summary>The minus sign, as wide as the plus.</summary>
    public const char Minus = '\u2212';

    private const string ThinSpace = "\u202F";

    private static readonly NumberFormatInfo Grouped = new()
    {
        NumberGroupSeparator = ThinSpace,
        NegativeSign = Minus.ToString(),
    };

    public static string Format(long number) => number.ToString("#,0", Grouped);

    /// <summary>With its sign: <c>+25</c>, <c>−4</c>, <c>0</c>.</summary>
    public static string Signed(long number) => number > 0 ? "+" + Format(number) : Format(number);

    /// <summary>A share between 0 and 1 in whole percent, never rounded up to certainty nor down to none.</summary>
    public static int Percent(double share) => share switch
    {
        >= 1 => 100,
        <= 0 => 0,
        _ => Math.Clamp((int)Math.Round(share * 100), 1, 99),
    };
}
