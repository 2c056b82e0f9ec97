using Slipway.Planning.Scheduling;

namespace Slipway.Benchmarks;

/// <summary>10,000 tasks and 20,000 links: by links alone, and with people, beside a bare walk over the same arrays.</summary>
internal static class ScheduleFigures
{
    private const int Tasks = 10_000;

    public static Task<IReadOnlyList<Figure>> RunAsync(Options options)
    {
        var plan = MadeUpPlans.Bare(Tasks, linksEach: 2, people: 500);
        var clock = plan.Launch.Clock();
        var network = Networks.Of(plan, clock);
        var times = new double[2 * Tasks];
        var alone = Turns.Take(() => Walk(network, times), () => ByLinks(network), options.Rounds);
        var withPeople = Turns.Take(() => Walk(network, times), () => WithPeople(network), options.Rounds);
        var whole = Turns.Take(() => Walk(network, times), () => Scheduler.Compute(plan, clock), Math.Max(5, options.Rounds / 10));
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            Of("schedule of 10,000 tasks, links alone", alone, 4),
            Of("schedule of 10,000 tasks, with people", withPeople, 15),
            Of("the same from a plan to an answer in its words", whole, null),
        ]);
    }

    private static Figure Of(string name, Turns.Outcome measured, double? limit) =>
        new(name, measured.Ratio, limit, "× the walk", $"{measured.Subject:0.000} ms", $"bare topological walk {measured.Peer:0.000} ms");

    private static void ByLinks(Network network) => LinksAnswer.Of(network).Dispose();

    private static void WithPeople(Network network)
    {
        using var links = LinksAnswer.Of(network);
        PlannedAnswer.Of(network, links).Dispose();
    }

    /// <summary>The least that any schedule has to do: every task once, every link once, the later of two times kept.</summary>
    private static void Walk(Network network, double[] times)
    {
        var (from, source, lag, duration) = (network.LinksFrom, network.Source, network.Lag, network.Likely);
        for (var task = 0; task < duration.Length; task++)
        {
            var start = 0.0;
            for (var link = from[task]; link < from[task + 1]; link++)
                start = double.MaxNative(times[source[link]] + lag[link], start);
            times[2 * task] = start;
            times[2 * task + 1] = start + duration[task];
        }
    }
}
