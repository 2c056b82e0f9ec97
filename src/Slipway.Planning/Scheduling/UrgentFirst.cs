using System.Buffers;

namespace Slipway.Planning.Scheduling;

/// <summary>The order in which tasks get their place: latest finish first, never before a predecessor.</summary>
/// <remarks>
/// What comes after the launch phase yields to it, whatever its latest finish: two days of standing by would else hold
/// somebody whose five minutes open the hotline, because the plan's end two weeks later leaves those minutes slack.
/// </remarks>
internal static class UrgentFirst
{
    /// <summary>Longer than any plan, and short enough for microseconds to stay exact in a double.</summary>
    private const double AfterEverything = 50 * 366 * TimeAxis.Day;

    /// <param name="network">The network.</param>
    /// <param name="late">The latest time of each event.</param>
    /// <param name="order">As long as there are tasks.</param>
    public static void Order(Network network, double[] late, Span<int> order)
    {
        var (linksFrom, source, yields) = (network.LinksFrom, network.Source, network.Yields);
        var urgency = ArrayPool<double>.Shared.Rent(yields.Length);
        for (var task = 0; task < yields.Length; task++)
            urgency[task] = late[2 * task + 1] + (yields[task] ? AfterEverything : 0);
        for (var task = yields.Length - 1; task >= 0; task--)
        {
            var own = urgency[task];
            for (var link = linksFrom[task]; link < linksFrom[task + 1]; link++)
            {
                ref var predecessor = ref urgency[Network.TaskOf(source[link])];
                predecessor = double.MinNative(own, predecessor);
            }
        }
        BucketOrder.Sort(urgency.AsSpan(0, yields.Length), order);
        ArrayPool<double>.Shared.Return(urgency);
    }
}
