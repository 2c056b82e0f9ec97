using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Planning.Scheduling;
using Slipway.Testing;
using static Slipway.Testing.PlanBuilder;

namespace Slipway.Planning.Tests.Risk;

/// <summary>The simulation against closed forms, within three standard errors.</summary>
public sealed class SimulationTests
{
    private const int Trials = 20_000;

    [Fact]
    public void Eight_in_parallel_end_as_the_largest_of_eight_betas()
    {
        var finish = Finishes(Tasks(8, chained: false), 0);
        // By quadrature (mpmath): the mean is 38.5076, the P80 43.7656, and the density there 0.04365 a minute, so that
        // the P80 of 20,000 trials has a standard error of √(0.8 · 0.2 / 20,000) / 0.04365 = 0.0648.
        Assert.InRange(Mean(finish), 38.5076 - 3 * StandardError(finish), 38.5076 + 3 * StandardError(finish));
        Array.Sort(finish);
        Assert.InRange(finish[Trials * 8 / 10 - 1], 43.7656 - 3 * 0.0648, 43.7656 + 3 * 0.0648);
    }

    [Theory]
    [InlineData(0.0, 27.4)]
    [InlineData(0.3, 52.0)]
    public void Ten_in_series_add_up_and_correlation_widens_the_sum(double correlation, double deviation)
    {
        var finish = Finishes(Tasks(10, chained: true), correlation);
        Assert.InRange(Mean(finish), 250 - 3 * StandardError(finish), 250 + 3 * StandardError(finish));
        // The standard error of a deviation is about σ / √(2n).
        var error = deviation / Math.Sqrt(2 * Trials);
        Assert.InRange(Deviation(finish), deviation - 0.5 - 3 * error, deviation + 0.5 + 3 * error);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(20)]
    public void The_largest_of_k_uniform_ones_is_k_over_k_plus_1(int k)
    {
        var plan = new PlanBuilder();
        for (var i = 0; i < k; i++)
            plan.Task($"t{i}", with: task => task with { Attended = false, Takes = Spread(0, 0.5, 1) });
        var finish = Finishes(plan, 0, QuantileTable.Uniform);
        var exact = (double)k / (k + 1);
        var error = Math.Sqrt(exact / (k + 2) / (k + 1)) / Math.Sqrt(Trials);
        Assert.InRange(Mean(finish), exact - 3 * error, exact + 3 * error);
    }

    [Fact]
    public void One_task_has_the_mean_and_deviation_of_its_beta()
    {
        // α = 1.8 and β = 4.2: mean (a + 4m + b)/6 = 25, variance 50² αβ / (6² · 7) = 75.
        var finish = Finishes(Tasks(1, chained: false), 0.3);
        Assert.InRange(Mean(finish), 25 - 3 * StandardError(finish), 25 + 3 * StandardError(finish));
        Assert.InRange(Deviation(finish), Math.Sqrt(75) * 0.985, Math.Sqrt(75) * 1.015);
    }

    [Fact]
    public void Scores_have_the_correlation_that_was_asked_for()
    {
        var plan = new PlanBuilder().Task("a", with: Uniform).Task("b", with: Uniform).Build();
        var network = Networks.Of(plan, plan.Launch.Clock());
        var draws = new Draws(network, new SimulationOptions(Trials, Correlation: 0.3), QuantileTable.Uniform);
        var (common, a, b) = (new double[Trials], new double[Trials], new double[Trials]);
        draws.FillCommon(0, common);
        draws.Fill(0, 0, common, a);
        draws.Fill(1, 0, common, b);
        // Of uniform values with normal scores of correlation ρ: 6/π · arcsin(ρ/2).
        var expected = 6 / Math.PI * Math.Asin(0.15);
        var (meanA, meanB) = (Mean(a), Mean(b));
        var covariance = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Average();
        Assert.InRange(covariance / Deviation(a) / Deviation(b), expected - 3 / Math.Sqrt(Trials), expected + 3 / Math.Sqrt(Trials));

        static PlanTask Uniform(PlanTask task) => task with { Attended = false, Takes = Spread(0, 30, 60) };
    }

    [Fact]
    public void One_person_does_one_after_the_other_in_every_trial()
    {
        // The same ten tasks without links, but one owner: the sum again, and not the largest.
        var plan = new PlanBuilder();
        for (var i = 0; i < 10; i++)
            plan.Task($"t{i}", owner: "farah", with: task => task with { Takes = Spread(10, 20, 60) });
        var finish = Finishes(plan, 0);
        Assert.InRange(Mean(finish), 250 - 3 * StandardError(finish), 250 + 3 * StandardError(finish));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void The_answer_does_not_depend_on_the_number_of_cores(int cores)
    {
        var plan = Mixed().Build();
        var one = Simulation.Run(plan, plan.Launch.Clock(), null, new SimulationOptions(5001, 7, Cores: 1));
        var many = Simulation.Run(plan, plan.Launch.Clock(), null, new SimulationOptions(5001, 7, Cores: cores));
        Assert.Equal(Text(one), Text(many));
        Assert.NotEqual(Text(one), Text(Simulation.Run(plan, plan.Launch.Clock(), null, new SimulationOptions(5001, 8, Cores: 1))));
    }

    [Fact]
    public void A_task_keeps_its_draws_when_another_is_added()
    {
        var finish = Finishes(Tasks(1, chained: false), 0.3);
        Assert.Equal(finish, Finishes(Tasks(1, chained: false).Task("other", 1), 0.3));
    }

    [Fact]
    public void The_window_probability_is_that_of_the_launch_phase_alone()
    {
        // Triangular by symmetry: PERT(200, 240, 280) ends before 240 half of the time; what follows later does not count.
        var plan = new PlanBuilder()
            .Task("work", with: task => task with { Takes = Spread(200, 240, 280) })
            .Task("watch", 6000, after: ["work"], with: task => task with { Phase = Phase.Stabilise }).Build();
        var forecast = Simulation.Run(plan, plan.Launch.Clock(), null, new SimulationOptions(Trials));
        Assert.InRange(forecast.InsideWindow, 0.5 - 3 * 0.5 / Math.Sqrt(Trials), 0.5 + 3 * 0.5 / Math.Sqrt(Trials));
    }

    [Fact]
    public void Criticality_is_the_share_of_trials_on_the_longest_chain()
    {
        var plan = new PlanBuilder()
            .Task("start", 5).Task("left", after: ["start"], with: Takes(10, 20, 60)).Task("right", after: ["start"], with: Takes(10, 20, 60))
            .Task("short", 1, after: ["start"]).Milestone("end", ["left", "right", "short"], goLive: true).Build();
        var forecast = Simulation.Run(plan, plan.Launch.Clock(), null, new SimulationOptions(Trials, Correlation: 0));
        Assert.Equal(1, forecast.Task("start")!.Criticality);
        Assert.Equal(1, forecast.Task("end")!.Criticality);
        Assert.Equal(0, forecast.Task("short")!.Criticality);
        var (left, right) = (forecast.Task("left")!.Criticality, forecast.Task("right")!.Criticality);
        Assert.InRange(left, 0.5 - 3 * 0.5 / Math.Sqrt(Trials), 0.5 + 3 * 0.5 / Math.Sqrt(Trials));
        Assert.Equal(1, left + right, 3);
        Assert.Equal(forecast.Finish, forecast.GoLive);
        Assert.Equal(forecast.Finish.P80, forecast.Task("end")!.Finish!.P80);

        static Func<PlanTask, PlanTask> Takes(double low, double likely, double high) => task => task with { Takes = Spread(low, likely, high) };
    }

    [Fact]
    public void A_plan_without_spread_ends_as_scheduled()
    {
        var plan = Mixed(spread: false).Build();
        var schedule = Scheduler.Compute(plan, plan.Launch.Clock());
        var forecast = Simulation.Run(plan, plan.Launch.Clock(), null, new SimulationOptions(65));
        Assert.Equal(schedule.Finish, forecast.Finish.P10);
        Assert.Equal(schedule.Finish, forecast.Finish.P90);
        Assert.Equal(schedule.Tasks.Select(task => (task.Id, task.PlannedStart, task.PlannedFinish)), forecast.Tasks.Select(task => (task.Id, task.Start!.P50, task.Finish!.P80)));
    }

    [Fact]
    public void A_cycle_is_a_value()
    {
        var plan = new PlanBuilder().Task("a", 1, after: ["b"]).Task("b", 1, after: ["a"]).Build();
        var forecast = Simulation.Run(plan, plan.Launch.Clock(), null, new SimulationOptions(10));
        Assert.Equal(["a", "b"], forecast.Cycle.Order());
        Assert.Empty(forecast.Tasks);
    }

    [Theory]
    [InlineData(0, 0.3)]
    [InlineData(10, -0.1)]
    [InlineData(10, 1.1)]
    [InlineData(10, double.NaN)]
    public void Impossible_options_are_refused(int trials, double correlation)
    {
        var plan = Mixed().Build();
        Assert.Throws<ArgumentOutOfRangeException>(() => Simulation.Run(plan, plan.Launch.Clock(), null, new SimulationOptions(trials, 1, correlation)));
    }

    internal static Estimate Spread(double low, double likely, double high) =>
        new(PlanDuration.FromMinutes(low), PlanDuration.FromMinutes(likely), PlanDuration.FromMinutes(high));

    internal static PlanBuilder Mixed(bool spread = true)
    {
        Func<PlanTask, PlanTask> takes = task => task with { Takes = spread ? Spread(5, 10, 30) : task.Takes };
        return new PlanBuilder()
            .Team("dba", ["farah"], [Hours(8, 16, IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday)])
            .Task("prepare", 900, "farah", with: task => takes(task) with { Phase = Phase.Prepare, Team = "dba", NotBefore = Days(-4), Takes = spread ? Spread(600, 900, 1500) : task.Takes })
            .Task("freeze", 10, "farah", ["prepare"], takes)
            .Task("copy", 30, "farah", ["freeze"], task => takes(task) with { Attended = false, Undo = new Undo.By("restore") })
            .Task("look", 12, "farah", ["freeze SS+3"], takes)
            .Task("talk", 12, "osei", ["freeze FF+2", "look"], takes)
            .Gate("go", ["osei"], "osei", ["copy", "talk"])
            .Milestone("open", ["go"], goLive: true)
            .Task("watch", 5, "osei", ["open"], task => takes(task) with { Phase = Phase.Stabilise })
            .Rollback("restore", 20, "farah", null, takes).Rollback("tell", 5, "osei", null, takes);
    }

    private static PlanBuilder Tasks(int count, bool chained)
    {
        var plan = new PlanBuilder();
        for (var i = 0; i < count; i++)
            plan.Task($"t{i}", after: chained && i > 0 ? [$"t{i - 1}"] : [], with: task => task with { Attended = false, Takes = Spread(10, 20, 60) });
        return plan;
    }

    /// <summary>The ends of all trials in minutes from T-0.</summary>
    private static double[] Finishes(PlanBuilder builder, double correlation, QuantileTable? distribution = null)
    {
        var plan = builder.Build();
        var network = Networks.Of(plan, plan.Launch.Clock());
        var ordered = PeopleOrder.Apply(network, PlannedAnswer.Of(network, LinksAnswer.Of(network)));
        var run = new TrialRun(ordered, new SimulationOptions(Trials, Correlation: correlation)) { Distribution = distribution }.Run();
        return Array.ConvertAll(run.Finish, time => time / 60 / TimeAxis.Second);
    }

    private static string Text(Forecast forecast) => string.Join('\n',
        forecast.Tasks.Select(task => $"{task.Id} {task.Criticality:R} {task.Start} {task.Finish}")
            .Append($"{forecast.Finish} {forecast.GoLive} {string.Join(',', forecast.Gates)} {forecast.InsideWindow:R} {forecast.Rollback?.P50} {forecast.Rollback?.P80}"));

    private static double Mean(double[] values) => values.Average();

    private static double Deviation(double[] values)
    {
        var mean = Mean(values);
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private static double StandardError(double[] values) => Deviation(values) / Math.Sqrt(values.Length);
}
