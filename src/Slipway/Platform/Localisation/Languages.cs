using Microsoft.Net.Http.Headers;

namespace Slipway.Platform.Localisation;

/// <summary>The languages that the pages speak.</summary>
public static class Languages
{
    public const string English = "en";
    public const string French = "fr";
    public const string Arabic = "ar";

    public static IReadOnlyList<string> All { get; } = [English, French, Arabic];

    public static bool IsRightToLeft(string language) => language == Arabic;

    /// <summary>What a language calls itself.</summary>
    public static string OwnName(string language) => language switch
    {
        French => "Français",
        Arabic => "العربية",
        _ => "English",
    };

    /// <summary>The language that a tag like <c>fr-DJ</c> means; null when the pages do not speak it.</summary>
    public static string? Match(string? tag)
    {
        if (string.IsNullOrWhiteSpace(tag))
            return null;
        var primary = tag.Split('-', '_')[0].Trim().ToLowerInvariant();
        return All.FirstOrDefault(language => language == primary);
    }

    /// <summary>The language that an Accept-Language header likes best; null when it names none of ours.</summary>
    public static string? FromHeader(IList<StringWithQualityHeaderValue> accepted) => accepted
        .OrderByDescending(value => value.Quality ?? 1)
        .Select(value => Match(value.Value.Value))
        .FirstOrDefault(language => language is not null);
}
