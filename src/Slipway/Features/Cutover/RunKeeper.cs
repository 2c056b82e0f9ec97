using NodaTime;
using Slipway.Features.Cutover.Rooms;
using Slipway.Platform.Journal;
using Slipway.Platform.Live;
using Slipway.Platform.Storage;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>Keeps the clock of every open run: milestones that only wait for it, idle stretches of rehearsals, the autopilot, alarms.</summary>
/// <remarks>Every node may do it: of two that act at once the journal takes one, and the other decides again on what is there.</remarks>
public sealed partial class RunKeeper(RunStore runs, ActOnRun acts, RunForecasts forecasts, JournalStore journal, LiveHub watchers, IClock clock, ILogger<RunKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan BeforeAnotherTry = TimeSpan.FromSeconds(1);

    /// <summary>How often it is looked for runs that another node began, while none is open: a laptop should sleep.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>How long what the autopilot was refused is left alone while nothing happens in the run: time alone may have changed the answer.</summary>
    private static readonly Duration Patience = Duration.FromSeconds(30);

    /// <summary>A faster run is looked at for alarms whenever its clock is kept.</summary>
    private const double Fast = 60;

    /// <summary>Something was written by this node, which may be the beginning of a run.</summary>
    private readonly SemaphoreSlim news = new(0);

    /// <summary>The pulse at which each open run was last looked at.</summary>
    private readonly Dictionary<Guid, long> pulses = [];

    /// <summary>The last look at each run for whether an alarm is due; the next begins when it has ended.</summary>
    private readonly Dictionary<Guid, Task> alarms = [];

    /// <summary>The tasks that the autopilot was refused at a version of each run, and since when they are left alone.</summary>
    private readonly Dictionary<Guid, (long Version, Instant Since, HashSet<string> Tasks)> refusals = [];

    private static readonly ActingActor Clock = new(RunCommand.Clock, [], Via.Clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (journal.IsCopy)
            return;
        journal.Committed += Hear;
        try
        {
            using var timer = new PeriodicTimer(Interval);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (!await KeepAllAsync(stoppingToken))
                    await news.WaitAsync(Rest, stoppingToken);
            }
        }
        finally
        {
            journal.Committed -= Hear;
        }

        void Hear(IReadOnlyList<JournalEntry> entries)
        {
            if (news.CurrentCount == 0)
                news.Release();
        }
    }

    /// <summary>Whether there was any run to keep, as far as we could see.</summary>
    private async Task<bool> KeepAllAsync(CancellationToken cancellation)
    {
        try
        {
            var open = await runs.OpenAsync(cancellation);
            foreach (var run in open)
                await KeepSafelyAsync(run, cancellation);
            Forget(open);
            return open.Count > 0;
        }
        catch (Exception away) when (DatabaseAway.Is(away))
        {
            // The runs go on without us, and we catch up.
            LogAway(away.GetBaseException().Message);
            await Task.Delay(BeforeAnotherTry, cancellation);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFault(fault);
            return true;
        }
    }

    private void Forget(IReadOnlyList<Run> open)
    {
        foreach (var over in pulses.Keys.Except(open.Select(run => run.Id)).ToList())
        {
            pulses.Remove(over);
            alarms.Remove(over);
        }
    }

    /// <summary>What fails in one run must not stop the clocks of the others.</summary>
    private async Task KeepSafelyAsync(Run run, CancellationToken cancellation)
    {
        try
        {
            await KeepAsync(run, cancellation);
            Pulse(await runs.KnownAsync(run.Id, cancellation) ?? run, cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !DatabaseAway.Is(fault))
        {
            LogFault(fault);
        }
    }

    /// <summary>Does everything that is due in one run.</summary>
    public async Task KeepAsync(Run run, CancellationToken cancellation)
    {
        for (var goesOn = true; goesOn && run.IsOpen && run.State.Status != RunStatus.Planned;)
        {
            goesOn = false;
            var now = run.State.NowAt(clock.Now());
            var refused = RefusedAt(run);
            if ((run.State.Autopilot || PlaysWork(run.State)) && NextOfAutopilot(run, now, refused) is { } next && !(Milestones.NextDue(run.State) <= next.At))
            {
                (run, var acted) = await ActAsync(run, next.Act with { HappenedAt = next.At }, new ActingActor(next.Act.Actor, [], Via.Autopilot), cancellation, run.State.Version);
                // What one task is refused must not keep everybody else from working.
                goesOn = acted || refused.Add(next.Act.Task);
            }
            else if (RunDecider.Decide(run.State, new Tick { Actor = RunCommand.Clock, Now = now, Received = clock.Now() }).Events is [var happens, ..])
            {
                // Asked for only when the clock is about to move on: a forecast takes a moment.
                var limit = happens is ClockSkipped && MayBeAlarmed(run.State) ? RunLimit.Of(run.State, await forecasts.NowAsync(run, cancellation)) : null;
                (run, goesOn) = await ActAsync(run, new Tick { Limit = limit }, Clock, cancellation);
            }
        }
    }

    private HashSet<string> RefusedAt(Run run)
    {
        if (!refusals.TryGetValue(run.Id, out var known) || known.Version != run.State.Version || clock.Now() - known.Since >= Patience)
            refusals[run.Id] = known = (run.State.Version, clock.Now(), []);
        return known.Tasks;
    }

    /// <summary>Once in a pulse: alarms, and news for watchers of what time alone changes.</summary>
    private void Pulse(Run run, CancellationToken cancellation)
    {
        var pulse = RoomPulse.Of(run, clock.Now());
        var beats = !pulses.TryGetValue(run.Id, out var before) || before != pulse;
        pulses[run.Id] = pulse;
        // Beside the clock: a forecast takes a moment, and nobody's clock waits for it. In a fast run minutes pass between two beats.
        if ((beats || run.State.Speed > Fast) && MayBeAlarmed(run.State) && alarms.GetValueOrDefault(run.Id, Task.CompletedTask).IsCompleted)
            alarms[run.Id] = AlarmAsync(run, cancellation);
        if (beats)
            watchers.Refresh(run.Record.Stream);
    }

    /// <summary>Asked before a forecast is made for it: a run past the point of no return would be simulated until it ends.</summary>
    private static bool MayBeAlarmed(RunState run) =>
        run.Status is RunStatus.Running or RunStatus.Paused && run.RollbackBegan is null && run.PointOfNoReturnPassed() is null
        && (run.Plan.Rollback.Count > 0 || run.Plan.Forward.Any(task => task.NoReturn && run.Tasks.ContainsKey(task.Id)));

    private async Task AlarmAsync(Run run, CancellationToken cancellation)
    {
        try
        {
            var limit = RunLimit.Of(run.State, await forecasts.NowAsync(run, cancellation));
            if (limit is not null && AlarmDecisions.Due(run.State, limit, run.State.NowAt(clock.Now())) is not null)
                await ActAsync(run, new RaiseAlarm { Limit = limit }, Clock, cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFault(fault);
        }
    }

    private static (Instant At, TaskCommand Act)? NextOfAutopilot(Run run, Instant now, IReadOnlySet<string> without)
    {
        var autopilot = new Autopilot(SampledDurations.Of(run.State), (state, at) => RunForecast.Of(state, at).ToKnown(""));
        return autopilot.Next(run.State, by: now, without, people: run.State.Autopilot);
    }

    /// <summary>Whether nobody is played but automated tasks are, since they do not act.</summary>
    private static bool PlaysWork(RunState run) => !run.Acts && run.Plan.Tasks.Any(task => task.Work is not null);

    /// <param name="ifVersion">The version that the act was chosen on; null when it makes sense on any.</param>
    private async Task<(Run Run, bool Acted)> ActAsync(Run run, RunCommand act, ActingActor actor, CancellationToken cancellation, long? ifVersion = null) =>
        await acts.HandleAsync(run.Id, act, actor, ifVersion, cancellation) switch
        {
            // Somebody else was first; what to do now is thought of anew.
            ActResult.OtherVersion other => (other.Run, true),
            ActResult.Done done => (done.Run, done.Events.Count > 0),
            ActResult.Refused refused => Refused(refused, act),
            _ => (run, false),
        };

    private (Run Run, bool Acted) Refused(ActResult.Refused refused, RunCommand act)
    {
        LogRefused(act.GetType().Name, refused.Why.Rule);
        return (refused.Run, false);
    }

    public override void Dispose()
    {
        base.Dispose();
        news.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Keeping the runs' clocks failed; it goes on in a moment.")]
    private partial void LogFault(Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The runs' clocks wait for the database: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The autopilot's {Act} was refused: {Rule}.")]
    private partial void LogRefused(string act, string rule);
}
