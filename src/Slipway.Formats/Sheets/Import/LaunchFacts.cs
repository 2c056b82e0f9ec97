using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>What is known of the launch: what a person says comes before what the workbook says, and that before a guess.</summary>
internal sealed class LaunchFacts(ImportContext context, StartTimes times)
{
    private static readonly CutoverWindow Guess =
        new(new PlanTime.FromT0(PlanDuration.FromMinutes(-30)), new PlanTime.FromT0(PlanDuration.FromMinutes(240)), PlanDuration.FromMinutes(20));

    /// <summary>A guessed window closes between these; what starts after it is not the launch any more.</summary>
    private const double ShortestHours = 4;
    private const double LongestHours = 48;

    private readonly ImportOptions options = context.Options;

    /// <summary>The launch with its zone and T-0, by which times are read; null when nobody says T-0.</summary>
    public Launch? Start(Launch? stated, IReadOnlyList<SheetTask> tasks)
    {
        var zone = options.Zone ?? stated?.Zone;
        if (zone is null)
            context.Findings.Add(SheetRules.NoZone, null, null);
        var t0 = options.T0 ?? stated?.T0;
        var first = times.First(tasks);
        if (t0 is null && first is { } start)
        {
            t0 = new PlanTime.WallClock(start.Local);
            context.Findings.Add(SheetRules.T0Taken, start.Task.Grid, start.Task.Place(SheetField.Start), t0.ToString());
        }
        if (t0 is null)
        {
            context.Findings.Add(SheetRules.NoT0, null, null);
            return null;
        }
        if (options.T0 is not null && first is { } dated && Math.Abs(Period.DaysBetween(dated.Local.Date, t0.Local.Date)) > 90)
            context.Findings.Add(SheetRules.FarFromT0, dated.Task.Grid, dated.Task.Place(SheetField.Start), dated.Local.Date.ToString("uuuu-MM-dd", null), t0.ToString());
        var name = Path.GetFileNameWithoutExtension(context.Workbook.FileName);
        var id = options.LaunchId ?? stated?.Id ?? (Ids.Slug(name) is { Length: > 0 } slug ? slug : "launch");
        return (stated ?? new Launch { Id = id, Title = LocalizedText.Of(name.Length > 0 ? name : id), Zone = DateTimeZone.Utc, T0 = t0, Window = Guess }) with
        {
            Id = id,
            Title = options.Title ?? stated?.Title ?? LocalizedText.Of(name.Length > 0 ? name : id),
            Zone = zone ?? DateTimeZone.Utc,
            T0 = t0,
            Window = options.Window ?? stated?.Window ?? Guess,
        };
    }

    /// <summary>The launch with a window and languages, once the tasks are known.</summary>
    public Launch Finish(Launch launch, Launch? stated, IReadOnlyList<SheetTask> rows, IReadOnlyList<PlanTask> tasks)
    {
        launch = launch with { Languages = options.Languages ?? stated?.Languages ?? Languages(tasks) };
        if (stated is not null)
            return launch;
        if (options.Window is not null)
            return launch;
        var clock = launch.Clock();
        var last = rows.Where(row => !row.IsRollback && (row.SaidPhase ?? row.HeadingPhase ?? Phase.Launch) == Phase.Launch && row.Finish > clock.T0)
            .Select(row => row.Finish!.Value).DefaultIfEmpty(clock.T0).Max();
        var hours = Math.Clamp(Math.Ceiling((last - clock.T0).TotalHours + 0.5), ShortestHours, LongestHours);
        var window = Guess with { Closes = new PlanTime.FromT0(PlanDuration.FromElapsed(Duration.FromHours(hours))) };
        context.Findings.Add(SheetRules.WindowTaken, null, null, $"{window.Opens}/{window.Closes}/{window.Contingency}");
        return launch with { Window = window };
    }

    /// <summary>The languages of the texts; where they do not say, that of the header.</summary>
    private List<string> Languages(IReadOnlyList<PlanTask> tasks)
    {
        var said = tasks.SelectMany(task => task.Title.ByLanguage.Keys).Where(tag => tag.Length > 0).Distinct().ToList();
        if (said.Count > 0)
            return said;
        foreach (var sheet in context.Mapping.Sheets.Where(sheet => sheet.Role == SheetRole.Plan))
        {
            if (context.Workbook.Sheet(sheet.Sheet) is { } grid && HeaderRow.Read(grid, sheet.HeaderRow).Language is { Length: > 0 } language)
                return [language];
        }
        return ["en"];
    }
}
