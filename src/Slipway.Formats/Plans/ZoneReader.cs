using NodaTime;
using NodaTime.TimeZones;
using Slipway.Planning.Checks;

namespace Slipway.Formats.Plans;

/// <summary>Reads a time zone by its name in the IANA database, in any capitals.</summary>
internal static class ZoneReader
{
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

    /// <summary>For a city alone the zone of the city, for a name of Windows its zone, else the nearest name.</summary>
    private static string NearestZone(string typed, IReadOnlyList<string> known) =>
        (TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(typed, out var windows) ? windows : null)
        ?? known.FirstOrDefault(id => id[(id.LastIndexOf('/') + 1)..].Equals(typed.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase))
        ?? Nearest.Of(typed, known)!;
}
