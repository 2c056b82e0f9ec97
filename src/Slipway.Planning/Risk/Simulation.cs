using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Risk;

/// <summary>Simulates a plan, or the rest of a run, many times.</summary>
/// <remarks>
/// Monte Carlo (van Slyke 1963) over exact PERT betas, α = 1 + 4(m − a)/(b − a) and β = 1 + 4(b − m)/(b − a) (Malcolm,
/// Roseboom, Clark and Fazar 1959), with correlated normal scores, people respected in their planned order, and every
/// trial's times by the same rules as the schedule's: links, clocks, hours, progress.
/// </remarks>
public static class Simulation
{
    /// <summary>The forecast of a plan's forward tasks.</summary>
    public static Forecast Run(Plan plan, LaunchClock clock, Progress? progress = null, SimulationOptions? options = null)
    {
        options ??= new SimulationOptions();
        options.Check();
        var network = Networks.Of(plan, clock, progress);
        var axis = network.Axis;
        if (network.Count == 0)
        {
            return new Forecast
            {
                Trials = options.Trials,
                Seed = options.Seed,
                Finish = new InstantQuantiles(clock.T0, clock.T0, clock.T0, clock.T0),
                InsideWindow = network.Cycle.Count > 0 || network.TooLong ? 0 : 1,
                Cycle = network.Cycle,
            };
        }
        var planned = PlannedAnswer.Of(network, LinksAnswer.Of(network));
        var launchEnds = axis.Instant(InPhase(network, Phase.Launch).Select(task => planned.Time[2 * task + 1]).DefaultIfEmpty(0).Max());
        network = PeopleOrder.Apply(network, planned);
        var gates = Where(network, task => task.Kind == TaskKind.Gate);
        var goLive = Where(network, task => task.GoLive);
        var run = new TrialRun(network, options)
        {
            WatchedFinishes = [.. gates, .. goLive],
            Group = InPhase(network, Phase.Launch),
            KeepTimes = options.TaskTimes,
        }.Run();
        var closes = axis.Of(clock.Resolve(plan.Launch.Window.Closes));
        return new Forecast
        {
            Trials = options.Trials,
            Seed = options.Seed,
            InsideWindow = run.GroupFinish.Count(end => end <= closes) / (double)options.Trials,
            LaunchPhase = run.Group.Length == 0 ? null : Quantiles(run.GroupFinish, axis),
            Finish = Quantiles(run.Finish, axis),
            Gates = gates.Select((task, i) => (network.Ids[task], Quantiles(run.Finishes[i], axis))).ToDictionary(StringComparer.Ordinal),
            GoLive = goLive.Length == 0 ? null : Quantiles(Earliest(run.Finishes[gates.Length..]), axis),
            Tasks = TaskForecasts.Of(network, run, options),
            Rollback = options.Rollback ? RollbackForecast.Run(plan, clock, plan.Forward.Select(task => task.Id), launchEnds, null, options) : null,
        };
    }

    internal static InstantQuantiles Quantiles(double[] times, TimeAxis axis)
    {
        Array.Sort(times);
        return new InstantQuantiles(At(0.1), At(0.5), At(0.8), At(0.9));

        Instant At(double share) => axis.Instant(Quantile.OfSorted(times, share));
    }

    private static int[] InPhase(Network network, Phase phase) => Where(network, task => task.Phase == phase);

    private static int[] Where(Network network, Func<PlanTask, bool> wanted) =>
        [.. Enumerable.Range(0, network.Count).Where(task => wanted(network.Tasks[task]))];

    /// <summary>Of several go-live milestones the first to come in each trial.</summary>
    private static double[] Earliest(double[][] finishes) => finishes.Length == 1
        ? finishes[0]
        : [.. Enumerable.Range(0, finishes[0].Length).Select(trial => finishes.Min(times => times[trial]))];
}
