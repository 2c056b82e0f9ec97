using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Planning.Runs;
using Slipway.Planning.Scheduling;

namespace Slipway.Benchmarks;

/// <summary>The simulation of a plan beside drawing the same durations and adding them up; and the forecast that a room waits for.</summary>
internal static class SimulationFigures
{
    private const int Trials = 20_000;
    private const int AtOnce = 64;

    public static Task<IReadOnlyList<Figure>> RunAsync(Options options)
    {
        var rounds = Math.Max(5, options.Rounds / 5);
        var plan = MadeUpPlans.Bare(1000, linksEach: 2, people: 0);
        var simulation = new SimulationOptions(Trials) { TaskTimes = false, Rollback = false };
        var network = Networks.Of(plan, plan.Launch.Clock());
        var draws = new Draws(network, simulation);
        var against = Turns.Take(() => DrawAndAdd(network, draws), () => Simulation.Run(plan, plan.Launch.Clock(), null, simulation), rounds);

        var room = MadeUpPlans.Launching(300);
        var trials = new SimulationOptions(RunForecast.Trials) { Rollback = false };
        var run = MadeUpRuns.Begun(room);
        var now = run.T0 + Duration.FromMinutes(20);
        var forecast = Turns.Take(() => Simulation.Run(room, room.Launch.Clock(), null, trials), () => RunForecast.Of(run, now), rounds);
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new("simulation, 20,000 trials of 1,000 tasks, links alone", 100 / against.Ratio, 50, "% of the rate of the draws", $"{Rate(against.Subject)}", $"drawing and adding {Rate(against.Peer)}", AtLeast: true),
            new("the room's 2,000 trials of 300 tasks, people respected", forecast.Peer, 250, "ms", $"{forecast.Peer:0} ms"),
            new("all that the room forecasts: these, the rollback and its deadline", forecast.Subject, 250, "ms", $"{forecast.Subject:0} ms"),
        ]);

        string Rate(double milliseconds) => $"{Trials * 1000.0 / milliseconds / 1000:0.0} million tasks a second";
    }

    /// <summary>The same samples, on all cores, each trial's sum.</summary>
    private static void DrawAndAdd(Network network, Draws draws)
    {
        var sums = new double[Trials / AtOnce * AtOnce + AtOnce];
        Parallel.For(0, sums.Length / AtOnce, () => (Common: new double[AtOnce], Durations: new double[AtOnce]), (block, _, own) =>
        {
            var first = block * AtOnce;
            var sum = sums.AsSpan(first, AtOnce);
            draws.FillCommon(first, own.Common);
            for (var task = 0; task < network.Count; task++)
            {
                draws.Fill(task, first, own.Common, own.Durations);
                for (var trial = 0; trial < AtOnce; trial++)
                    sum[trial] += own.Durations[trial];
            }
            return own;
        }, _ => { });
    }
}
