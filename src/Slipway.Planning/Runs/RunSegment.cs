using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>The part of a plan that a run plays.</summary>
/// <param name="From">Its start, on the run's clock.</param>
/// <param name="To">Its end.</param>
/// <param name="Assumed">Tasks before it: they count as done.</param>
/// <param name="Outside">Tasks after it.</param>
public sealed record RunSegment(Instant From, Instant To, IReadOnlyList<string> Assumed, IReadOnlyList<string> Outside)
{
    /// <summary>Cuts a plan by planned times; without bounds the launch phase is meant.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="planned">The planned start and finish of each forward task under the run's T-0.</param>
    /// <param name="from">The segment's start; null for the start of the launch phase.</param>
    /// <param name="to">The segment's end; null for the end of the launch phase.</param>
    /// <remarks>
    /// A task belongs to the segment when it starts in it. A task that a segment's task has to wait for and that starts
    /// after the segment's end would make the run wait for ever: it is taken in. With the launch phase meant, phases
    /// decide and not times, so that a poster that hangs since Tuesday stays out of it.
    /// </remarks>
    public static RunSegment Cut(Plan plan, IReadOnlyDictionary<string, PlannedTimes> planned, Instant? from, Instant? to)
    {
        var launch = plan.Forward.Where(task => task.Phase == Phase.Launch).ToList();
        var start = from ?? launch.Select(task => planned[task.Id].Start).DefaultIfEmpty(planned.Values.Select(times => times.Start).Min()).Min();
        var end = to ?? launch.Select(task => planned[task.Id].Finish).DefaultIfEmpty(planned.Values.Select(times => times.Finish).Max()).Max();
        List<string> assumed = [];
        List<string> outside = [];
        foreach (var task in plan.Forward)
        {
            if (IsBefore(task))
                assumed.Add(task.Id);
            else if (IsAfter(task))
                outside.Add(task.Id);
        }
        TakeInWhatIsWaitedFor(plan, assumed, outside);
        return new(start, end, assumed, outside);

        bool IsBefore(PlanTask task) => from is null ? task.Phase < Phase.Launch : planned[task.Id].Start < start;
        bool IsAfter(PlanTask task) => to is null ? task.Phase > Phase.Launch : planned[task.Id].Start >= end;
    }

    private static void TakeInWhatIsWaitedFor(Plan plan, List<string> assumed, List<string> outside)
    {
        var left = outside.ToHashSet();
        var open = new Stack<PlanTask>(plan.Forward.Where(task => !left.Contains(task.Id) && !assumed.Contains(task.Id)));
        while (open.TryPop(out var task))
        {
            foreach (var link in task.After)
            {
                if (left.Remove(link.Predecessor) && plan.Task(link.Predecessor) is { } before)
                    open.Push(before);
            }
        }
        outside.RemoveAll(id => !left.Contains(id));
    }
}
