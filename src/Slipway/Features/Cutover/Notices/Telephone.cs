namespace Slipway.Features.Cutover.Notices;

/// <summary>Telephone numbers as people and gateways write them.</summary>
internal static class Telephone
{
    /// <summary>The digits alone, without the plus or the two zeros before a country.</summary>
    public static string Digits(string number)
    {
        var digits = new string([.. number.Where(char.IsAsciiDigit)]);
        return digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..] : digits;
    }
}
