using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Risk;

/// <summary>When each rollback task begins to be needed in each trial: when the first forward task that names it starts.</summary>
/// <param name="NeededFrom">By rollback task id, a time for each trial. A task that is missing is always needed.</param>
internal sealed record StartedForward(IReadOnlyDictionary<string, double[]> NeededFrom)
{
    /// <summary>Simulates the forward tasks. What an attempt was made at is needed already, whatever became of it; what was skipped untouched never is.</summary>
    public static StartedForward Simulate(Plan plan, Network network, Progress? progress, SimulationOptions options)
    {
        var neededFrom = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var id in plan.Forward.Select(RollbackOrder.UndoneBy).OfType<string>())
        {
            if (neededFrom.TryAdd(id, new double[options.Trials]))
                Array.Fill(neededFrom[id], double.PositiveInfinity);
        }
        if (network.Count == 0)
            return new StartedForward(neededFrom);
        network = PeopleOrder.Apply(network, PlannedAnswer.Of(network, LinksAnswer.Of(network)));
        var undone = Enumerable.Range(0, network.Count).Where(task => RollbackOrder.UndoneBy(network.Tasks[task]) is not null).ToArray();
        var run = new TrialRun(network, options) { WatchedStarts = undone, CountCritical = false }.Run();
        for (var i = 0; i < undone.Length; i++)
        {
            var starts = run.Starts[i];
            if (progress?.Tasks.GetValueOrDefault(network.Ids[undone[i]]) is { } known)
            {
                if (known.FirstStarted is not null)
                    Array.Fill(starts, double.NegativeInfinity);
                else if (network.Stands[undone[i]] == Standing.Ended)
                    continue;
            }
            var needed = neededFrom[RollbackOrder.UndoneBy(network.Tasks[undone[i]])!];
            for (var trial = 0; trial < needed.Length; trial++)
                needed[trial] = Math.Min(needed[trial], starts[trial]);
        }
        return new StartedForward(neededFrom);
    }
}
