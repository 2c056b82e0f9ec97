using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Features.Cutover.Rooms;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Journal;
using Slipway.Platform.Localisation;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Packs;

/// <summary>Makes what a pack holds.</summary>
public sealed class PackViews(RunForecasts forecasts, JournalStore journal, TextCatalog catalog, IClock clock)
{
    /// <summary>The same moment in each of these languages.</summary>
    public async Task<IReadOnlyList<PackView>> OfAsync(Run run, IReadOnlyList<string> languages, CancellationToken cancellation)
    {
        var made = clock.Now();
        var forecast = await forecasts.NowAsync(run, cancellation);
        // Others may have acted meanwhile: what is printed is the run as it is shown.
        var entries = (await journal.ReadAsync(run.Record.Stream, cancellation: cancellation)).Where(entry => entry.Version <= run.State.Version).ToList();
        var head = await HeadAsync(cancellation);
        var proof = new PackJournal(run.State.Version, Convert.ToHexStringLower(entries[^1].Hash), head);
        var decisions = RunReview.Of(run.State, [.. entries.Select(RunStore.Event)]).Decisions;
        return [.. languages.Select(language => new Making(run, forecast, new RunWords(catalog.In(language), run.State), run.State.NowAt(made)).View(made, decisions, proof))];
    }

    private async Task<string?> HeadAsync(CancellationToken cancellation)
    {
        try
        {
            return (await journal.HeadAsync(cancellation)).ToString();
        }
        catch (Exception refused) when (refused is DbUpdateException or DbException)
        {
            // A full disk, or a copy that may only be read. A head that is not noted must not be printed.
            return null;
        }
    }

    private sealed class Making(Run run, RunForecast forecast, RunWords words, Instant now)
    {
        private RunState State => run.State;

        public PackView View(Instant made, IReadOnlyList<RunEvent> decisions, PackJournal proof)
        {
            var tasks = ShownTasks.Of(State, forecast, now);
            var events = new EventWords(words);
            return new()
            {
                Run = run,
                Words = words,
                Made = made,
                Now = now,
                Verdict = new RoomVerdict(run, forecast, words, now).Of(0),
                Limits = [.. Limits()],
                Tasks = [.. tasks.Where(IsOpen).OrderBy(task => task.Start).ThenBy(task => task.Finish).Select(task => Row(task.Task, task.State, task.Start))],
                Gates = run.IsOpen && State.RollbackBegan is null
                    ? [.. tasks.Where(task => task.Task.Kind == TaskKind.Gate && task.Record.Stored == TaskState.Planned).OrderBy(task => task.Finish).Select(task => GateView.Of(run, task.Task, forecast, words, now))]
                    : [],
                Rollback = [.. State.Plan.Rollback.Select(task => Row(task, State.Tasks.ContainsKey(task.Id) ? ShownTasks.Shown(State, task, now) : ShownState.Planned, null))],
                Decisions = [.. decisions.Select(decision => new PackDecision(decision.At, events.Sentence(decision), events.Who(decision)))],
                Issues = [.. State.Issues.Where(issue => issue.Settled is null).OrderByDescending(issue => issue.Severity)],
                Shifts = [.. new DutyRoster(State.Plan.Launch, State.Clock).Shifts.Where(shift => shift.To > now).OrderBy(shift => shift.From).Select(Shift)],
                Journal = proof,
            };
        }

        /// <summary>Also what failed: somebody has to do something about it.</summary>
        private bool IsOpen(ShownTask task) => State.IsInForce(task.Task) && !task.Record.Stored.Releases() && task.Record.Stored != TaskState.Abandoned;

        private IEnumerable<PackLimit> Limits()
        {
            if (State.RollbackBegan is not null || State.Status.IsOver())
                yield break;
            var passed = State.PointOfNoReturnPassed();
            if (State.Plan.Rollback.Count > 0 && passed is null)
                yield return forecast.RollbackDeadline is { } deadline
                    ? new(words.Texts["room.fact-rollback-deadline"], words.Times.DateAndTime(deadline), words.Times.T(deadline))
                    : new(words.Texts["room.fact-rollback-deadline"], words.Texts["room.passed"], words.Texts["room.rollback-too-late"]);
            if (passed is not null)
                yield return new(words.Texts["room.fact-no-return"], words.Texts["room.passed"], words.Title(passed));
            else if (forecast.PointOfNoReturn is { } point)
                yield return new(words.Texts["room.fact-no-return"], words.Times.DateAndTime(point.At), words.Title(point.Task));
            if (passed is null && forecast.IfRolledBackNow is { } back)
                yield return new(words.Texts["pack.rollback-takes"], words.Times.Takes(back.P80), words.Texts["pack.rollback-takes-below"]);
        }

        private PackTask Row(PlanTask task, ShownState state, Instant? at)
        {
            var responsible = State.ResponsibleFor(task, now);
            var deputy = State.Plan.Who(task.Deputy, now, State.Clock)?.Id;
            var waitsFor = State.Tasks.ContainsKey(task.Id) ? Readiness.Of(State, task, now).For : [.. State.LinksOf(task).Select(link => link.Predecessor)];
            return new(
                task, state, at,
                responsible is not null ? Person(responsible) : task.Owner is { } owner ? new(words.Name(owner), null) : null,
                deputy is not null && deputy != responsible ? Person(deputy) : null,
                words.Times.Takes(State.TakesOf(task).Likely.Nominal),
                [.. waitsFor.Select(words.Title)]);
        }

        private PackShift Shift(TimedShift shift) => new(
            shift.From, shift.To,
            shift.Shift.Manager is { } manager ? Person(State.StandInFor(manager)) : null,
            shift.Shift.Scribe is { } scribe ? Person(State.StandInFor(scribe)) : null,
            [.. shift.Shift.On.Select(Person)]);

        private PackPerson Person(string id) => new(words.Name(id), State.Plan.Launch.Person(id)?.Phone);
    }
}
