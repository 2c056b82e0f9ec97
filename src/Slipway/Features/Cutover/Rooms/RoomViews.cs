using System.Collections.Concurrent;
using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared.Charts;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Journal;
using Slipway.Platform.Localisation;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>Makes what a room shows.</summary>
public sealed class RoomViews(RunForecasts forecasts, JournalStore journal, TextCatalog catalog, IClock clock, ClockWatch clocks)
{
    /// <summary>As many lines of the log as stand beside a chart.</summary>
    private const int LogLines = 12;

    private readonly ConcurrentDictionary<(Guid Run, string Language), RoomView> last = new();

    /// <summary>For who asks for a page: with the forecast of this very state.</summary>
    public async Task<RoomView> OfAsync(Run run, string language, CancellationToken cancellation) =>
        await OfAsync(run, await forecasts.NowAsync(run, cancellation), language, cancellation);

    /// <summary>For watchers: with the forecast that there is; that of this state follows.</summary>
    public async Task<RoomView> AtOnceAsync(Run run, string language, CancellationToken cancellation) =>
        await OfAsync(run, await forecasts.LatestAsync(run, cancellation), language, cancellation);

    /// <summary>All who ask about one state get one view, so that what is sent later fits what each of them shows.</summary>
    private async Task<RoomView> OfAsync(Run run, RunForecast forecast, string language, CancellationToken cancellation)
    {
        var now = run.State.NowAt(clock.Now()).CutToMicroseconds();
        var before = last.GetValueOrDefault((run.Id, language));
        if (before is not null && before.Run.State.Version == run.State.Version && ReferenceEquals(before.Forecast, forecast))
            return before with { Now = now };
        return last[(run.Id, language)] = await MakeAsync(run, forecast, now, before?.Chart, language, cancellation);
    }

    private async Task<RoomView> MakeAsync(Run run, RunForecast forecast, Instant now, RoomDrawing? before, string language, CancellationToken cancellation)
    {
        var words = new RunWords(catalog.In(language), run.State);
        // The three that take longest, side by side: hundreds may be waiting to see an act.
        var chart = Task.Run(() => RoomChart.Draw(RoomCharts.Of(run, forecast, words, now), words.Texts, words.Times, before), cancellation);
        var log = Task.Run(() => LogAsync(run, words, cancellation), cancellation);
        var rows = new RoomRows(run, forecast, words, now);
        var needs = rows.NeedsSomeone();
        var underway = rows.Underway(needs);
        var verdict = new RoomVerdict(run, forecast, words, now);
        return new RoomView
        {
            Run = run,
            Forecast = forecast,
            Words = words,
            Now = now,
            Alerts = RunAlerts.Of(run, words, now, clocks.Behind),
            Verdict = verdict.Of(needs.Count),
            Facts = verdict.Facts(),
            NeedsSomeone = needs,
            Underway = underway,
            Next = run.IsOpen ? rows.Next([.. needs, .. underway]) : [],
            Gate = run.State.RollbackBegan is null && run.IsOpen ? GateView.NextOf(run, forecast, words, now) : null,
            Log = await log,
            LogLength = run.State.Version,
            Chart = await chart,
            Shift = Shift(run, words, now),
        };
    }

    private async Task<IReadOnlyList<LogRow>> LogAsync(Run run, RunWords words, CancellationToken cancellation)
    {
        var events = new EventWords(words);
        var entries = await journal.ReadAsync(run.Record.Stream, Math.Max(0, run.State.Version - LogLines), cancellation: cancellation);
        return [.. entries.Reverse().Select(entry => (entry, RunStore.Event(entry))).Select(pair => new LogRow(pair.entry.Version, pair.Item2.At, events.Sentence(pair.Item2), events.Who(pair.Item2)))];
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
