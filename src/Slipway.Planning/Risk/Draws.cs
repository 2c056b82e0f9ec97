using System.Runtime.CompilerServices;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Risk;

/// <summary>Draws the durations of a network's tasks, one task and a block of trials at a time.</summary>
/// <remarks>
/// A task's score in a trial is √ρ × the trial's common score + √(1 − ρ) × the task's own, so that any two scores have
/// the correlation ρ; the duration is the quantile at that score, to the microsecond.
/// A task in progress: its duration is drawn from those that are longer than what has elapsed, by moving its probability
/// into what is left above that (the inverse transform of the conditional distribution). One that has outlived its
/// pessimistic estimate has proven it wrong: what is left is drawn evenly between nothing and a fifth of what has elapsed.
/// </remarks>
internal sealed class Draws
{
    // A table takes 5 kB. When there are so many, a likely value is moved to the nearest of as many places between the
    // other two: by a four-thousandth of their distance at most, which moves a duration by hardly more.
    private const int MostTables = 2048;

    // Adding and taking away this number rounds to whole microseconds.
    private const double Rounder = 6755399441055744;

    private readonly Network network;
    private readonly ulong[] keys;
    private readonly QuantileTable?[] tables;
    private readonly double[] elapsed;
    private readonly ulong commonKey;
    private readonly double common;
    private readonly double own;

    public Draws(Network network, SimulationOptions options, QuantileTable? instead = null)
    {
        this.network = network;
        keys = Array.ConvertAll(network.Ids, id => CounterRandom.Key(options.Seed, id));
        commonKey = CounterRandom.Key(options.Seed, "\u0000common");
        common = Math.Sqrt(options.Correlation);
        own = Math.Sqrt(1 - options.Correlation);
        tables = new QuantileTable?[network.Count];
        elapsed = new double[network.Count];
        var byMode = new Dictionary<double, QuantileTable>();
        for (var task = 0; task < network.Count; task++)
        {
            var (low, likely, high) = (network.Optimistic[task], network.Likely[task], network.Pessimistic[task]);
            if (network.Stands[task] == Standing.InProgress)
                elapsed[task] = Elapsed(task);
            if (low == high || network.Stands[task] == Standing.Ended)
                continue;
            var mode = (likely - low) / (high - low);
            if (byMode.Count >= MostTables && !byMode.ContainsKey(mode))
                mode = Math.Round(mode * MostTables) / MostTables;
            if (instead is null && !byMode.TryGetValue(mode, out tables[task]))
                byMode.Add(mode, tables[task] = QuantileTable.PertWithMode(mode));
            tables[task] ??= instead;
        }
    }

    /// <summary>The share of each trial's score that all its tasks have in common.</summary>
    public void FillCommon(long firstTrial, Span<double> scores)
    {
        FillScores(commonKey, firstTrial, scores);
        for (var i = 0; i < scores.Length; i++)
            scores[i] *= common;
    }

    /// <summary>A task's durations in as many trials as <paramref name="durations"/> has places, an even number, from an even one on.</summary>
    public void Fill(int task, long firstTrial, ReadOnlySpan<double> commonScores, Span<double> durations)
    {
        if (network.Stands[task] == Standing.InProgress)
            FillLongerThanElapsed(task, firstTrial, commonScores, durations);
        else if (tables[task] is { } table)
            FillFrom(table, task, firstTrial, commonScores, durations);
        else
            durations.Fill(network.Likely[task]);
    }

    private void FillFrom(QuantileTable table, int task, long firstTrial, ReadOnlySpan<double> commonScores, Span<double> durations)
    {
        var normals = NormalTable.Table;
        var cubics = table.Cubics;
        var low = network.Optimistic[task];
        var range = network.Pessimistic[task] - low;
        var key = keys[task];
        var place = (ulong)(firstTrial / 2);
        var weight = own;
        commonScores = commonScores[..durations.Length];
        for (var i = 0; i + 1 < durations.Length; i += 2)
        {
            var bits = CounterRandom.At(key, place++);
            durations[i] = Duration(commonScores[i] + weight * NormalTable.Score((uint)bits, normals));
            durations[i + 1] = Duration(commonScores[i + 1] + weight * NormalTable.Score((uint)(bits >> 32), normals));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        double Duration(double score) => low + range * QuantileTable.At(score, cubics) + Rounder - Rounder;
    }

    private void FillLongerThanElapsed(int task, long firstTrial, ReadOnlySpan<double> commonScores, Span<double> durations)
    {
        var (low, high) = (network.Optimistic[task], network.Pessimistic[task]);
        var passed = elapsed[task];
        FillScores(keys[task], firstTrial, durations);
        var mode = high > low ? (network.Likely[task] - low) / (high - low) : 0;
        // Where the estimate is one figure, nothing is known beyond it either.
        var gone = high > low ? Beta.Below((passed - low) / (high - low), 1 + 4 * mode, 5 - 4 * mode) : passed > high ? 1 : 0;
        for (var i = 0; i < durations.Length; i++)
        {
            var score = commonScores[i] + own * durations[i];
            var above = Normal.Below(-score);
            if (gone >= 1)
                durations[i] = Math.Round(passed + passed / 5 * (1 - above));
            else if (tables[task] is not { } table)
                durations[i] = low;
            else
                durations[i] = Math.Max(passed, Math.Round(low + (high - low) * table.At(Normal.Score(gone + (1 - gone) * (1 - above), (1 - gone) * above))));
        }
    }

    private static void FillScores(ulong key, long firstTrial, Span<double> scores)
    {
        var normals = NormalTable.Table;
        var place = (ulong)(firstTrial / 2);
        for (var i = 0; i + 1 < scores.Length; i += 2)
        {
            var bits = CounterRandom.At(key, place++);
            scores[i] = NormalTable.Score((uint)bits, normals);
            scores[i + 1] = NormalTable.Score((uint)(bits >> 32), normals);
        }
    }

    private double Elapsed(int task) => network.Passes[task] == Passing.Hours
        ? network.Hours[task]!.Between(network.Started[task], network.Now)
        : network.Now - network.Started[task];
}
