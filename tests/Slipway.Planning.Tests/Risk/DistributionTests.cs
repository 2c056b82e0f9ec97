using CsCheck;
using Slipway.Planning.Risk;
using Slipway.Planning.Scheduling;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Risk;

public sealed class DistributionTests
{
    // Abramowitz and Stegun, tables 26.1 and 26.5, and the usual percentage points.
    [Theory]
    [InlineData(0.5, 0.0)]
    [InlineData(0.1, -1.2815515655446004)]
    [InlineData(0.05, -1.6448536269514722)]
    [InlineData(0.025, -1.959963984540054)]
    [InlineData(0.001, -3.090232306167813)]
    [InlineData(1e-6, -4.753424308822899)]
    [InlineData(1e-9, -5.997807015007687)]
    public void Normal_scores_are_the_published_ones(double p, double score)
    {
        Assert.Equal(score, Normal.LowerScore(p), 1e-12);
        Assert.Equal(p, Normal.Below(score), p * 1e-9);
    }

    [Fact]
    public void Normal_scores_and_probabilities_are_inverse() =>
        Gen.Double[-25, -0.7].Sample(power => Assert.Equal(1, Normal.Below(Normal.LowerScore(Math.Exp(power))) / Math.Exp(power), 1e-8));

    [Fact]
    public void The_table_of_scores_is_exact_to_2e8_for_any_bits() =>
        Gen.UInt.Sample(bits =>
        {
            var exact = Normal.LowerScore(((bits & 0x7FFFFFFF) + 0.5) / 4294967296);
            Assert.Equal(bits >> 31 == 0 ? exact : -exact, NormalTable.Score(bits), 2e-8);
        }, iter: 200_000);

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(2u)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(0x80000000u)]
    [InlineData(0xFFFFFFFFu)]
    public void The_table_of_scores_is_exact_at_its_ends(uint bits)
    {
        var exact = Normal.LowerScore(((bits & 0x7FFFFFFF) + 0.5) / 4294967296);
        Assert.Equal(bits >> 31 == 0 ? exact : -exact, NormalTable.Score(bits), 2e-8);
    }

    [Fact]
    public void The_incomplete_beta_is_a_binomial_sum_for_whole_numbers() =>
        Gen.Select(Gen.Int[1, 5], Gen.Double[0.001, 0.999]).Sample((alpha, x) =>
        {
            var sum = 0.0;
            double[] choose = [1, 5, 10, 10, 5, 1];
            for (var k = alpha; k <= 5; k++)
                sum += choose[k] * Math.Pow(x, k) * Math.Pow(1 - x, 5 - k);
            Assert.Equal(sum, Beta.Below(x, alpha, 6 - alpha), 1e-13);
        });

    [Theory]
    [InlineData(400)]
    [InlineData(4000, Traits = ["Speed", "slow"])]
    public void Pert_quantiles_are_exact_to_a_millionth_of_the_range(int values)
    {
        Gen.Select(Gen.OneOf(Gen.Double[0, 1], Gen.Int[0, 4].Select(quarter => quarter / 4.0)), Gen.Double[-6.33, 6.33]).Sample((mode, score) =>
            Assert.Equal(IntegratedQuantile(mode, score), QuantileTable.PertWithMode(mode).At(score), 1e-6), iter: values);
    }

    [Fact]
    public void Quantiles_never_fall_and_stay_in_the_range() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[-9, 9], Gen.Double[0, 1]).Sample((mode, score, more) =>
        {
            var table = QuantileTable.PertWithMode(mode);
            Assert.InRange(table.At(score), -1e-12, 1 + 1e-12);
            Assert.True(table.At(score + more) >= table.At(score));
        });

    [Fact]
    public void Uniform_values_are_the_probabilities_of_their_scores() =>
        Gen.Double[-6, 6].Sample(score => Assert.Equal(Normal.Below(score), QuantileTable.Uniform.At(score), 1e-6));

    [Fact]
    public void Quantiles_by_selection_are_those_of_the_sorted_values() =>
        Gen.Select(Gen.Double[0, 9].Array[1, 60], Gen.Double[0, 1]).Sample((values, share) =>
        {
            var sorted = values.Order().ToArray();
            Assert.Equal(Quantile.OfSorted(sorted, share), Quantile.Select(values, share));
            // And by the definition: the smallest value that at least that share does not exceed.
            var quantile = Quantile.OfSorted(sorted, share);
            Assert.True(sorted.Count(value => value <= quantile) >= share * sorted.Length - 1e-6);
            Assert.True(sorted.Count(value => value < quantile) < Math.Max(share * sorted.Length, 1e-6));
        });

    /// <summary>
    /// The quantile of PERT's beta by another way than the product's: the density, integrated by Simpson's rule over an
    /// angle (x = (1 − cos θ)/2, which takes the corners off), normalised by its own integral, and inverted by bisection.
    /// </summary>
    private static double IntegratedQuantile(double mode, double score)
    {
        // The upper half as the mirror image of the lower, so that small probabilities stay exact.
        if (score > 0)
            return 1 - IntegratedQuantile(1 - mode, -score);
        var (alpha, beta) = (1 + 4 * mode, 5 - 4 * mode);
        var probability = Normal.Below(score);
        var whole = Integral(Math.PI / 2, alpha, beta) + Integral(Math.PI / 2, beta, alpha);
        var (low, high) = (0.0, Math.PI);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            // Each half from its own end.
            var below = middle < Math.PI / 2 ? Integral(middle, alpha, beta) : whole - Integral(Math.PI - middle, beta, alpha);
            if (below < probability * whole)
                low = middle;
            else
                high = middle;
        }
        return (1 - Math.Cos(low)) / 2;
    }

    private static double Integral(double to, double alpha, double beta)
    {
        const int Steps = 400;
        // θ = to · s³: the density is a power of θ near zero, and this makes it smooth there for Simpson's rule.
        var sum = 0.0;
        for (var i = 0; i <= Steps; i++)
        {
            var s = (double)i / Steps;
            var weight = i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2;
            var angle = to * s * s * s;
            var (x, rest) = (Math.Pow(Math.Sin(angle / 2), 2), Math.Pow(Math.Cos(angle / 2), 2));
            sum += weight * Math.Pow(x, alpha - 1) * Math.Pow(rest, beta - 1) * Math.Sin(angle) * 3 * s * s;
        }
        return sum * to / (3 * Steps);
    }

    [Fact]
    public void As_many_different_estimates_as_tasks_take_bounded_memory_and_stay_near_their_own_distribution()
    {
        const int tasks = 20_000;
        var builder = new PlanBuilder();
        for (var i = 0; i < tasks; i++)
            builder.Task($"t{i}", with: task => task with { Takes = SimulationTests.Spread(0, 100.0 * (tasks - i) / (tasks + 1), 100) });
        var plan = builder.Build();
        var network = Networks.Of(plan, plan.Launch.Clock());
        // What this thread allocates, for other tests make and drop memory meanwhile; more than is kept of it.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var draws = new Draws(network, new SimulationOptions(Trials: 2, Correlation: 0));
        // Each by itself they would be 100 MB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1e6, 40e6);
        var (common, durations, alone) = (new double[2], new double[2], new double[2]);
        for (var task = 0; task < tasks; task += 999)
        {
            draws.Fill(task, 0, common, durations);
            new Draws(Networks.Of(plan with { Forward = [network.Tasks[task]] }, plan.Launch.Clock()), new SimulationOptions(Trials: 2, Correlation: 0)).Fill(0, 0, common, alone);
            Assert.Equal(alone[0], durations[0], network.Pessimistic[task] / 4000);
        }
    }
}
