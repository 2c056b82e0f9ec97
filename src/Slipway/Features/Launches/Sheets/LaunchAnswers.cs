using NodaTime;
using Slipway.Formats.Editing;
using Slipway.Formats.Plans;
using Slipway.Formats.Sheets;
using Slipway.Planning.Plans;

namespace Slipway.Features.Launches.Sheets;

/// <summary>What a person says about the launch, as it was typed.</summary>
/// <param name="Titles">By language; at least one.</param>
/// <param name="T0">On the wall clock of the zone.</param>
public sealed record LaunchAnswers(
    string Id, IReadOnlyDictionary<string, string> Titles, string Zone, string T0, string Opens, string Closes, string Contingency, IReadOnlyList<string> Languages)
{
    /// <summary>As a launch has it.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="language">The language of a title that does not say its own, where the launch speaks none of the pages'.</param>
    public static LaunchAnswers Of(Launch launch, string language) => new(
        launch.Id,
        launch.Title.ByLanguage.ToDictionary(title => title.Key.Length > 0 ? title.Key : Platform.Localisation.Languages.Match(launch.Languages[0]) ?? language, title => title.Value),
        launch.Zone.Id, launch.T0.Local.ToString("uuuu-MM-dd'T'HH:mm", null),
        launch.Window.Opens.ToString()!, launch.Window.Closes.ToString()!, launch.Window.Contingency.ToString(), launch.Languages);

    /// <summary>What it means; or the fields that mean nothing, each with the key of what to write.</summary>
    public (ImportOptions? Options, IReadOnlyList<(string Field, string Text)> Wrong) Read()
    {
        var wrong = new List<(string Field, string Text)>();
        if (!TaskEditor.IsId(Id))
            wrong.Add((nameof(Id), "sheetimport.bad-id"));
        if (Titles.Count == 0)
            wrong.Add(("TitleEn", "sheetimport.no-title"));
        if (Languages.Count == 0)
            wrong.Add((nameof(Languages), "sheetimport.no-language"));
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone);
        if (zone is null)
            wrong.Add((nameof(Zone), "sheetimport.bad-zone"));
        var t0 = TimeParser.WallClock(T0);
        if (!t0.Ok)
            wrong.Add((nameof(T0), "sheetimport.bad-t0"));
        else if (zone is not null && zone.MapLocal(t0.Value.Local).Count == 0)
            wrong.Add((nameof(T0), "sheetimport.skipped-t0"));
        var (opens, closes, contingency) = (TimeParser.Time(Opens), TimeParser.Time(Closes), TimeParser.Duration(Contingency));
        if (!opens.Ok)
            wrong.Add((nameof(Opens), "sheetimport.bad-time"));
        if (!closes.Ok)
            wrong.Add((nameof(Closes), "sheetimport.bad-time"));
        if (!contingency.Ok || contingency.Value.IsNegative)
            wrong.Add((nameof(Contingency), "sheetimport.bad-duration"));
        if (wrong.Count == 0 && Backwards(zone!, t0.Value, opens.Value, closes.Value))
            wrong.Add((nameof(Closes), "sheetimport.closes-first"));
        return wrong.Count > 0 ? (null, wrong) : (new ImportOptions
        {
            LaunchId = Id,
            Title = Titles.Count == 1 ? LocalizedText.Of(Titles.Values.First()) : LocalizedText.Of(Titles),
            Zone = zone,
            T0 = t0.Value,
            Window = new CutoverWindow(opens.Value, closes.Value, contingency.Value),
            Languages = Languages,
        }, wrong);
    }

    private static bool Backwards(DateTimeZone zone, PlanTime.WallClock t0, PlanTime opens, PlanTime closes)
    {
        var clock = new LaunchClock(zone, t0);
        return clock.Resolve(closes) <= clock.Resolve(opens);
    }
}
