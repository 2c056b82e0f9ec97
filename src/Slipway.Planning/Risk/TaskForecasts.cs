using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Risk;

/// <summary>What trials say of each task.</summary>
internal static class TaskForecasts
{
    /// <summary>The tasks in the order in which the network was given them.</summary>
    public static TaskForecast[] Of(Network network, TrialRun run, SimulationOptions options)
    {
        var tasks = new TaskForecast[network.Count];
        var cores = options.Cores == 0 ? Environment.ProcessorCount : options.Cores;
        Parallel.For(0, network.Count, new ParallelOptions { MaxDegreeOfParallelism = cores }, task =>
        {
            tasks[network.Position[task]] = new TaskForecast(
                network.Ids[task],
                run.Critical[task] / (double)options.Trials,
                options.TaskTimes ? Quantiles(run.KeptStarts) : null,
                options.TaskTimes ? Quantiles(run.KeptFinishes) : null);

            TaskQuantiles Quantiles(double[] kept)
            {
                var times = kept.AsSpan(task * run.KeptTrials, run.KeptTrials);
                return new TaskQuantiles(network.Axis.Instant(Quantile.Select(times, 0.5)), network.Axis.Instant(Quantile.Select(times, 0.8)));
            }
        });
        return tasks;
    }
}
