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
public sealed class RoomViews(RunForecasts forecasts, JournalStore journal, TextCatalog catalog, IClock clock)
{
    /// <summary>As many lines of the log as stand beside a chart.</summary>
    private const int LogLines = 12;

    public async Task<RoomView> OfAsync(Run run, string language, CancellationToken cancellation)
    {
        var forecast = await forecasts.NowAsync(run, cancellation);
        var now = run.State.NowAt(clock.Now()).CutToMicroseconds();
        var words = new RunWords(catalog.In(language), run.State);
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
            Verdict = verdict.Of(needs.Count),
            Facts = verdict.Facts(),
            NeedsSomeone = needs,
            Underway = underway,
            Next = run.IsOpen ? rows.Next([.. needs, .. underway]) : [],
            Gate = run.State.RollbackBegan is null && run.IsOpen ? GateView.NextOf(run, forecast, words, now) : null,
            Log = await LogAsync(run, words, cancellation),
            LogLength = run.State.Version,
            Chart = RoomChart.Draw(RoomCharts.Of(run, forecast, words, now), words.Texts, words.Times),
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
