namespace Slipway.Platform.Localisation;

/// <summary>Which form of a sentence a whole number takes (Unicode CLDR 48, cardinal rules).</summary>
public static class PluralRules
{
    /// <summary>The forms that a language's texts must have.</summary>
    public static IReadOnlyList<string> Categories(string language) => language switch
    {
        Languages.French => ["one", "many", "other"],
        Languages.Arabic => ["zero", "one", "two", "few", "many", "other"],
        _ => ["one", "other"],
    };

    public static string Category(string language, long number)
    {
        var n = Math.Abs(number);
        return language switch
        {
            Languages.French => n <= 1 ? "one" : n % 1_000_000 == 0 ? "many" : "other",
            Languages.Arabic => (n, n % 100) switch
            {
                (0, _) => "zero",
                (1, _) => "one",
                (2, _) => "two",
                (_, >= 3 and <= 10) => "few",
                (_, >= 11) => "many",
                _ => "other",
            },
            _ => n == 1 ? "one" : "other",
        };
    }
}
