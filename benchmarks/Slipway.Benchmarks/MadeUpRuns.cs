using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;

namespace Slipway.Benchmarks;

/// <summary>Runs of made-up plans, in memory.</summary>
internal static class MadeUpRuns
{
    /// <summary>A rehearsal that began at T-0, with some tasks done and some under way.</summary>
    public static RunState Begun(Plan plan)
    {
        var run = RunBuilder.Begun(plan, beginsAt: 0);
        foreach (var task in plan.Forward.Where(task => task.Kind == TaskKind.Task).Take(40))
        {
            run.Start(1, task.Owner!, task.Id);
            if (run.Refused is null && task.Id.Length % 2 == 0)
                run.Finish(9, task.Owner!, task.Id);
        }
        return run.State;
    }
}
