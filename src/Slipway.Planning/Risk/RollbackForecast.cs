using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Risk;

/// <summary>How long a rollback takes.</summary>
public sealed record RollbackForecast
{
    private Dictionary<string, TaskForecast>? byId;

    /// <summary>From its start, so long with a probability of one half; zero when nothing has to be taken back.</summary>
    public required Duration P50 { get; init; }

    /// <summary>From its start, so long at most with a probability of 80 per cent.</summary>
    public required Duration P80 { get; init; }

    /// <summary>The rollback tasks that are needed, in the plan's order.</summary>
    public IReadOnlyList<TaskForecast> Tasks { get; init; } = [];

    /// <summary>Planned times of the same tasks, with their likely durations.</summary>
    public required Schedule Schedule { get; init; }

    /// <summary>The rollback task with this id; null if it is not needed.</summary>
    public TaskForecast? Task(string id)
    {
        byId ??= Tasks.ToDictionary(task => task.Id, StringComparer.Ordinal);
        return byId.GetValueOrDefault(id);
    }

    /// <summary>Forecasts the rollback of forward tasks.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="clock">Its clock.</param>
    /// <param name="startedForwardIds">The forward tasks that started.</param>
    /// <param name="start">When the rollback starts. Everybody is free then, for what is in progress is abandoned.</param>
    /// <param name="progress">What is known of the rollback tasks, once it runs; null before.</param>
    /// <param name="options">How to simulate; the trials, the seed and so what is slow in a trial are those of the forward tasks.</param>
    /// <returns>The forecast; null when the order has a cycle (<see cref="RollbackOrder.Cycle"/>), or the rollback is too long for any calendar.</returns>
    public static RollbackForecast? Run(
        Plan plan, LaunchClock clock, IEnumerable<string> startedForwardIds, Instant start, Progress? progress = null, SimulationOptions? options = null)
    {
        options ??= new SimulationOptions();
        options.Check();
        var order = RollbackOrder.Derive(plan, startedForwardIds);
        if (order.Cycle.Count > 0)
            return null;
        var network = Networks.From(start, order.Tasks, plan, clock, progress);
        if (network.TooLong)
            return null;
        var schedule = Scheduler.Compute(network);
        if (network.Count == 0)
            return new RollbackForecast { P50 = Duration.Zero, P80 = Duration.Zero, Schedule = schedule };
        network = PeopleOrder.Apply(network, PlannedAnswer.Of(network, LinksAnswer.Of(network)));
        var run = new TrialRun(network, options) { KeepTimes = options.TaskTimes }.Run();
        var release = network.Axis.Of(start);
        Array.Sort(run.Finish);
        return new RollbackForecast
        {
            P50 = TimeAxis.Length(Quantile.OfSorted(run.Finish, 0.5) - release),
            P80 = TimeAxis.Length(Quantile.OfSorted(run.Finish, 0.8) - release),
            Tasks = TaskForecasts.Of(network, run, options),
            Schedule = schedule,
        };
    }
}
