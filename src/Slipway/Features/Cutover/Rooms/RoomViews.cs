using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Features.Shared.Charts;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Backup;
using Slipway.Platform.Following;
using Slipway.Platform.Journal;
using Slipway.Platform.Localisation;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>Makes what a room shows.</summary>
public sealed class RoomViews(RunForecasts forecasts, TextCatalog catalog, IClock clock, ClockWatch clocks, MirrorState mirror, FollowState following)
{
    /// <summary>So many rooms are kept, in each language one.</summary>
    private const int MostKept = 100;

    private readonly RecentlyUsed<(Guid Run, string Language), RoomView> last = new(MostKept);

    /// <summary>For who asks for a page: with the forecast of this very state.</summary>
    public async Task<RoomView> OfAsync(Run run, string language, CancellationToken cancellation) =>
        Of(run, await forecasts.NowAsync(run, cancellation), language);

    /// <summary>For watchers: with the forecast that there is; that of this state follows.</summary>
    public async Task<RoomView> AtOnceAsync(Run run, string language, CancellationToken cancellation) =>
        Of(run, await forecasts.LatestAsync(run, cancellation), language);

    /// <summary>All who ask about one state get one view, so that what is sent later fits what each of them shows.</summary>
    private RoomView Of(Run run, RunForecast forecast, string language)
    {
        var now = run.State.NowAt(clock.Now()).CutToMicroseconds();
        var before = last.TryGetValue((run.Id, language), out var made) ? made : null;
        var copy = mirror.Report is { } report ? Copy(report, new RunWords(catalog.In(language), run.State)) : null;
        if (before is not null && before.Run.State.Version == run.State.Version && ReferenceEquals(before.Forecast, forecast) && before.Copy == copy && before.Alerts.Copy?.Since == RunAlerts.Of(run, before.Words, now, null, following).Copy?.Since)
            return before with { Now = now };
        return last.Put((run.Id, language), Make(run, forecast, now, before?.Chart, copy, language));
    }

    private RoomView Make(Run run, RunForecast forecast, Instant now, RoomDrawing? before, RoomCopy? copy, string language)
    {
        var words = new RunWords(catalog.In(language), run.State);
        var tasks = ShownTasks.Of(run.State, forecast, now);
        var rows = new RoomRows(run, tasks, words, now);
        var needs = rows.NeedsSomeone();
        var underway = rows.Underway(needs);
        var verdict = new RoomVerdict(run, forecast, words, now);
        return new RoomView
        {
            Run = run,
            Forecast = forecast,
            Words = words,
            Now = now,
            Alerts = RunAlerts.Of(run, words, now, clocks.Behind, following),
            Verdict = verdict.Of(needs.Count(row => row.State != ShownState.Ready)),
            Facts = verdict.Facts(),
            NeedsSomeone = needs,
            Underway = underway,
            Next = run.IsOpen ? rows.Next([.. needs, .. underway]) : [],
            Gate = run.State.RollbackBegan is null && run.IsOpen ? GateView.NextOf(run, forecast, words, now) : null,
            Log = Log(run, words),
            LogLength = run.State.Version,
            Chart = RoomChart.Draw(RoomCharts.Of(run, forecast, tasks, words, now), words.Texts, words.Times, before),
            Shift = Shift(run, words, now),
            Copy = copy,
        };
    }

    /// <summary>By the real clock, whatever the run's is. A moment and no age: an age would be another one each time that it is drawn.</summary>
    private RoomCopy? Copy(MirrorReport report, RunWords words)
    {
        if (report.NeedsSomeone(clock.Now()))
            return new(report.Last is { } old ? words.Texts.Format("room.copy-late", ("time", words.Times.DateAndTime(old))) : words.Texts["room.copy-none"], Alarm: true);
        return report.Last is { } last ? new(words.Texts.Format("room.copy-at", ("time", words.Times.Local(last))), Alarm: false) : null;
    }

    private static IReadOnlyList<LogRow> Log(Run run, RunWords words)
    {
        var events = new EventWords(words);
        return [.. run.Latest.Reverse().Select(entry => new LogRow(entry.Version, entry.Event.At, events.Sentence(entry.Event), events.Who(entry.Event)))];
    }

    private static ShiftLine? Shift(Run run, RunWords words, Instant now)
    {
        if (!run.IsOpen || run.State.Plan.ShiftAt(now, run.State.Clock) is not { } shift)
            return null;
        var until = run.State.Clock.Resolve(shift.To);
        var next = run.State.Plan.ShiftAt(until, run.State.Clock);
        return new ShiftLine(
            shift.Manager is { } manager ? words.Name(run.State.StandInFor(manager)) : null,
            shift.Scribe is { } scribe ? words.Name(run.State.StandInFor(scribe)) : null,
            until,
            next?.Manager is { } following ? words.Name(following) : null);
    }
}
