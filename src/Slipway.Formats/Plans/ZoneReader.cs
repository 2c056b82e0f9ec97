using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.TimeZones;
using Slipway.Planning.Checks;

namespace Slipway.Formats.Plans;

/// <summary>Reads a time zone by its name in the IANA database, in any capitals.</summary>
internal static partial class ZoneReader
{
    private static readonly Instant[] Seasons = [Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2026, 7, 1, 0, 0)];

    public static DateTimeZone? Read(Fields fields)
    {
        if (fields.Scalar("zone") is not { } scalar)
            return null;
        var typed = scalar.Text.Trim();
        var known = DateTimeZoneProviders.Tzdb.Ids;
        if (known.FirstOrDefault(id => id.Equals(typed.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase)) is { } id)
            return DateTimeZoneProviders.Tzdb[id];
        fields.Problems.Error("unknown-zone", scalar.Where, null, scalar.Text, NearestZone(typed, known));
        return null;
    }

    /// <summary>For a city alone the zone of the city, for a name of Windows its zone, for an abbreviation a zone that uses it, for an offset the zone that keeps it, else the nearest name.</summary>
    private static string NearestZone(string typed, IReadOnlyList<string> known) =>
        (TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(typed, out var windows) ? windows : null)
        ?? known.FirstOrDefault(id => id[(id.LastIndexOf('/') + 1)..].Equals(typed.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase))
        ?? ByAbbreviation(typed, known)
        ?? ByOffset(typed, known)
        ?? Nearest.Of(typed, known) ?? Nearest.None;

    private static string? ByAbbreviation(string typed, IReadOnlyList<string> known) =>
        typed.Length is < 2 or > 5 ? null : Seasons.Select(season => known.FirstOrDefault(id =>
            DateTimeZoneProviders.Tzdb[id].GetZoneInterval(season).Name.Equals(typed, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(id => id is not null);

    /// <summary>The database counts the zones of offsets westwards: <c>+03:00</c> is Etc/GMT-3.</summary>
    private static string? ByOffset(string typed, IReadOnlyList<string> known) =>
        WholeHours().Match(typed) is { Success: true } offset
            ? known.FirstOrDefault(id => id == $"Etc/GMT{(offset.Groups["sign"].Value == "+" ? "-" : "+")}{offset.Groups["hours"].Value}") : null;

    [GeneratedRegex("^(?:UTC|GMT)? ?(?<sign>[+-])0?(?<hours>1?[0-9])(?::?00)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WholeHours();
}
