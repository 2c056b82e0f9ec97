using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;

namespace Slipway.Planning.Runs;

/// <summary>How long tasks take in a rehearsal that is played: drawn from their estimates, the same for the same seed.</summary>
public static class SampledDurations
{
    /// <summary>The duration of one attempt of a task, to the second.</summary>
    public static Func<PlanTask, int, Duration> Of(RunState run) => (task, attempt) =>
    {
        var takes = run.Tasks.GetValueOrDefault(task.Id)?.Takes ?? task.Takes;
        return takes is null ? Duration.Zero : Draw(takes, run.Seed, $"{task.Id}#{attempt}");
    };

    private static Duration Draw(Estimate takes, long seed, string name)
    {
        var (low, likely, high) = (takes.Optimistic.Nominal.TotalSeconds, takes.Likely.Nominal.TotalSeconds, takes.Pessimistic.Nominal.TotalSeconds);
        if (high <= low)
            return Duration.FromSeconds(likely);
        var bits = CounterRandom.At(CounterRandom.Key(seed, name), 0);
        var score = NormalTable.Score((uint)bits, NormalTable.Table);
        return Duration.FromSeconds(Math.Round(low + ((high - low) * QuantileTable.PertWithMode((likely - low) / (high - low)).At(score))));
    }
}
