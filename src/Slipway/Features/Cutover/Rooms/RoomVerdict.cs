using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Platform.Localisation;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>How a run stands, in one sentence, and the four figures beside it.</summary>
internal sealed class RoomVerdict(Run run, RunForecast forecast, RunWords words, Instant now)
{
    /// <summary>Minutes from which on a delay is told in hours.</summary>
    private const int Long = 120;

    private RunState State => run.State;

    private Instant Closes => State.Clock.Resolve(State.Plan.Launch.Window.Closes);

    private Instant PlannedFinish => State.ActiveTasks.Select(task => State.Planned.GetValueOrDefault(task.Id).Finish).DefaultIfEmpty(State.To).Max();

    public Verdict Of(int needSomeone)
    {
        var detail = string.Join(" ", Details(needSomeone));
        return State.Status switch
        {
            RunStatus.Planned => new(ShownState.Planned, words.Texts["room.verdict-planned"], detail),
            RunStatus.Paused => new(ShownState.Blocked, words.Texts["room.verdict-paused"], detail),
            RunStatus.RollingBack => new(ShownState.Rollback, words.Texts.Format("room.verdict-rolling-back", ("time", words.Times.Local(forecast.Finish?.P50 ?? now))), words.Texts.Foreign(State.RollbackReason ?? "")),
            RunStatus.RolledBack => new(ShownState.Rollback, words.Texts.Format("room.verdict-rolled-back", ("time", words.Times.Local(run.Finished ?? now))), words.Texts.Foreign(State.RollbackReason ?? "")),
            RunStatus.Cancelled => new(ShownState.Abandoned, words.Texts["room.verdict-cancelled"], detail),
            RunStatus.Complete => Complete(),
            _ => Running(detail),
        };
    }

    /// <summary>When that is safely over which has to end inside the window: the launch phase, or the way back; null when the run plays nothing of it.</summary>
    private Instant? DueInside =>
        forecast.Forward is not { } forward ? forecast.Finish?.P80 ?? forecast.LikelyFinish
        : State.ActiveTasks.Any(task => task.Phase == Phase.Launch) ? forward.LaunchPhase?.P80
        : null;

    public IReadOnlyList<RoomFact> Facts()
    {
        List<RoomFact> facts = [];
        if (GateView.NextOf(run, forecast, words, now) is { At: { } gate } && State.Status is RunStatus.Running or RunStatus.Paused or RunStatus.Planned)
            facts.Add(new(words.Texts["room.fact-gate"], Until(gate), words.Times.Local(gate)));
        if (Limit() is { } limit)
            facts.Add(limit);
        if (run.Finished is { } ended)
        {
            facts.Add(new(words.Texts["room.fact-finished"], words.Times.Local(ended), words.Texts.Format("room.plan-time", ("time", words.Times.Local(PlannedFinish)))));
        }
        else if (forecast.Finish is { } finish)
        {
            facts.Add(new(words.Texts["room.fact-p50"], words.Times.Local(finish.P50), words.Texts.Format("room.plan-time", ("time", words.Times.Local(PlannedFinish)))));
            facts.Add(new(
                words.Texts["room.fact-p80"],
                words.Times.Local(finish.P80),
                DueInside is { } due ? Spare(due, finish.P80) : "",
                DueInside > Closes));
        }
        return facts;
    }

    /// <summary>How much of the window is left; where more goes on after what has to end inside it, when that is over.</summary>
    private string Spare(Instant due, Instant finish)
    {
        var spare = Closes - due;
        return due < finish ? words.Texts.Format("room.launch-phase-by", ("time", words.Times.Local(due)))
            : words.Texts.Format(spare >= Duration.Zero ? "room.to-spare" : "room.too-late", ("time", words.Times.Length(spare)));
    }

    /// <summary>The earlier of point of no return and rollback deadline, by name, in minutes left.</summary>
    private RoomFact? Limit()
    {
        if (State.RollbackBegan is not null || State.Status.IsOver())
            return null;
        if (State.PointOfNoReturnPassed() is { } passed)
            return new(words.Texts["room.fact-no-return"], words.Texts["room.fix-forward"], words.Title(passed), true);
        if (RunLimit.Of(State, forecast) is { } limit)
        {
            var name = limit.Kind == LimitKind.PointOfNoReturn ? "room.fact-no-return" : "room.fact-rollback-deadline";
            return new(words.Texts[name], Until(limit.At), words.Times.Local(limit.At), IsNear(limit.At));
        }
        return State.Plan.Rollback.Count == 0
            ? null
            : new(words.Texts["room.fact-rollback-deadline"], words.Texts["room.passed"], words.Texts["room.rollback-too-late"], true);
    }

    private Verdict Running(string detail)
    {
        // Likely against likely: the P50 of a plan lies after its planned finish before anybody is late.
        var late = (int)Math.Round((forecast.LikelyFinish - PlannedFinish).TotalMinutes);
        var inside = DueInside is not { } due || due <= Closes;
        var key = (late, inside) switch
        {
            ( >= Long, true) => "room.verdict-long-behind-inside",
            ( >= Long, false) => "room.verdict-long-behind-outside",
            ( <= -Long, true) => "room.verdict-long-ahead-inside",
            ( >= 2, true) => "room.verdict-behind-inside",
            ( >= 2, false) => "room.verdict-behind-outside",
            ( <= -2, true) => "room.verdict-ahead-inside",
            (_, true) => "room.verdict-on-plan",
            _ => "room.verdict-outside",
        };
        return new(inside ? late >= 2 ? ShownState.Late : ShownState.Done : ShownState.Failed, words.Texts.Format(key, ("n", Math.Abs(late)), ("time", words.Times.Length(Duration.FromMinutes(Math.Abs(late))))), detail);
    }

    private Verdict Complete()
    {
        var ended = run.Finished ?? now;
        var inside = State.LaunchPhaseEnded is not { } due || due <= Closes;
        return new(
            inside ? ShownState.Done : ShownState.Late,
            words.Texts.Format(inside ? "room.verdict-complete-inside" : "room.verdict-complete-outside", ("time", words.Times.Local(ended))),
            words.Texts.Format("room.complete-detail", ("late", words.Times.Lateness(TimeText.Apart(PlannedFinish, ended)))));
    }

    private IEnumerable<string> Details(int needSomeone)
    {
        yield return State.Plan.Launch.Title.In(words.Texts.Language) + ".";
        if (needSomeone > 0 && !State.Status.IsOver())
            yield return words.Texts.Format("room.need-someone", ("n", needSomeone));
        if (State.Status is RunStatus.Running or RunStatus.Paused)
            yield return words.Texts[State.PointOfNoReturnPassed() is not null ? "room.only-forward" : forecast.RollbackDeadline is null && State.Plan.Rollback.Count > 0 ? "room.rollback-would-be-late" : "room.rollback-possible"];
    }

    private string Until(Instant at) => at > now ? words.Times.Length(at - now) : words.Texts["room.now"];

    private bool IsNear(Instant at) => at - now <= Duration.FromMinutes(30);
}
