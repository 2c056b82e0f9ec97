using Slipway.Planning.Plans;

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

    public static int[] Order(Network network, double[] late)
    {
        var urgency = new double[network.Count];
        for (var task = 0; task < urgency.Length; task++)
            urgency[task] = late[2 * task + 1] + (network.Tasks[task] is { Phase: > Phase.Launch } ? AfterEverything : 0);
        for (var task = urgency.Length - 1; task >= 0; task--)
        {
            for (var link = network.LinksFrom[task]; link < network.LinksFrom[task + 1]; link++)
            {
                ref var predecessor = ref urgency[Network.TaskOf(network.Source[link])];
                predecessor = double.MinNative(urgency[task], predecessor);
            }
        }
        return RadixOrder.Of(urgency);
    }
}
