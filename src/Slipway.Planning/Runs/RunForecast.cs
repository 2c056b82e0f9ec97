using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Runs;

/// <summary>How a run will probably go on, as it looks at one version and moment.</summary>
public sealed record RunForecast
{
    /// <summary>As many trials as fit into the quarter of a second in which the room may change once.</summary>
    public const int Trials = 2000;

    /// <summary>The run's version that it holds for.</summary>
    public required long Version { get; init; }

    /// <summary>The moment that it holds for, on the run's clock.</summary>
    public required Instant Now { get; init; }

    /// <summary>The rest of the forward tasks; null once the run rolls back.</summary>
    public Forecast? Forward { get; init; }

    /// <summary>The rest of the rollback; null unless the run rolls back.</summary>
    public RollbackForecast? Back { get; init; }

    /// <summary>How long a rollback would take that started now; null when there is none to speak of.</summary>
    public RollbackForecast? IfRolledBackNow { get; init; }

    /// <summary>The latest start of a rollback that ends inside the window; null when it has passed or the run rolls back.</summary>
    public Instant? RollbackDeadline { get; init; }

    public PointOfNoReturn? PointOfNoReturn { get; init; }

    /// <summary>For each gate that is open: P(inside the window) if it waits another 15 and 30 minutes.</summary>
    public IReadOnlyDictionary<string, (double After15, double After30)> CostOfWaiting { get; init; } = new Dictionary<string, (double, double)>();

    /// <summary>The finish if everything that is left takes its likely time: what the plan's own finish is compared with.</summary>
    public required Instant LikelyFinish { get; init; }

    /// <summary>The finish with a probability of one half, and of 80 per cent.</summary>
    public (Instant P50, Instant P80)? Finish =>
        Forward is { } forward ? (forward.Finish.P50, forward.Finish.P80)
        : Back is { } back && BackStarted is { } started ? (started + back.P50, started + back.P80)
        : null;

    /// <summary>When the rollback began.</summary>
    public Instant? BackStarted { get; init; }

    /// <summary>The forecast of a run that goes on.</summary>
    public static RunForecast Of(RunState run, Instant now, int trials = Trials)
    {
        var options = new SimulationOptions(trials, run.Seed) { Rollback = false };
        var plan = RunProgress.PlanOf(run);
        var progress = RunProgress.Of(run, now);
        if (run.RollbackBegan is { } began)
        {
            var back = RollbackForecast.Run(plan, run.Clock, RollbackDecisions.ToTakeBack(run), began, progress, options);
            return new RunForecast
            {
                Version = run.Version,
                Now = now,
                BackStarted = began,
                Back = back,
                LikelyFinish = back?.Schedule.Finish ?? now,
            };
        }
        var forward = Simulation.Run(plan, run.Clock, progress, options);
        return new RunForecast
        {
            Version = run.Version,
            Now = now,
            Forward = forward,
            LikelyFinish = Scheduler.Compute(plan, run.Clock, progress).Finish,
            IfRolledBackNow = RollbackForecast.Run(plan, run.Clock, RollbackDecisions.ToTakeBack(run), now, null, options),
            RollbackDeadline = Risk.RollbackDeadline.Find(plan, run.Clock, progress, options).Latest,
            PointOfNoReturn = Risk.PointOfNoReturn.Find(plan, forward, progress),
            CostOfWaiting = plan.Forward
                .Where(task => task.Kind == TaskKind.Gate && run.Tasks.ContainsKey(task.Id) && Readiness.Of(run, task, now).State == TaskState.Ready)
                .ToDictionary(gate => gate.Id, gate => (Waiting(15, gate), Waiting(30, gate))),
        };

        double Waiting(int minutes, PlanTask gate)
        {
            var held = gate with { NotBefore = new PlanTime.FromT0(PlanDuration.FromElapsed(now + Duration.FromMinutes(minutes) - run.T0)) };
            var waiting = plan with { Forward = [.. plan.Forward.Select(task => task.Id == gate.Id ? held : task)] };
            return Simulation.Run(waiting, run.Clock, progress, options with { TaskTimes = false }).InsideWindow;
        }
    }

    /// <summary>What a gate's decision freezes.</summary>
    public KnownForecast ToKnown(string gate) => new()
    {
        Version = Version,
        InsideWindow = Forward?.InsideWindow,
        FinishP50 = Finish?.P50,
        FinishP80 = Finish?.P80,
        RollbackDeadline = RollbackDeadline,
        InsideAfter15 = CostOfWaiting.TryGetValue(gate, out var cost) ? cost.After15 : null,
        InsideAfter30 = CostOfWaiting.TryGetValue(gate, out cost) ? cost.After30 : null,
    };
}
