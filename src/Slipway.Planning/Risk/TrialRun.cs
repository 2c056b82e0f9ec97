using System.Numerics;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Risk;

/// <summary>Runs all trials of a network on all cores and keeps what is asked for.</summary>
/// <remarks>Each trial writes to its own place and counts are whole numbers, so that no answer depends on which core did what.</remarks>
internal sealed class TrialRun(Network network, SimulationOptions options)
{
    // Two arrays of this many times are 32 MB.
    private const int MostKeptTimes = 2_000_000;

    private readonly Lock merging = new();

    /// <summary>Instead of PERT's betas; null for these.</summary>
    public QuantileTable? Distribution { get; init; }

    /// <summary>Tasks whose finish is wanted in every trial.</summary>
    public int[] WatchedFinishes { get; init; } = [];

    /// <summary>Tasks whose start is wanted in every trial.</summary>
    public int[] WatchedStarts { get; init; } = [];

    /// <summary>Tasks of which the last finish is wanted in every trial.</summary>
    public int[] Group { get; init; } = [];

    public bool CountCritical { get; init; } = true;

    /// <summary>Whether starts and finishes of all tasks are wanted: of the first trials only, where there are very many tasks.</summary>
    public bool KeepTimes { get; init; }

    /// <summary>The end of each trial.</summary>
    public double[] Finish { get; } = new double[options.Trials];

    public double[] GroupFinish { get; } = new double[options.Trials];
    public double[][] Finishes { get; private set; } = [];
    public double[][] Starts { get; private set; } = [];

    /// <summary>In how many trials each task was critical.</summary>
    public long[] Critical { get; } = new long[network.Count];

    public int KeptTrials { get; private set; }

    /// <summary>For each task its starts in the kept trials.</summary>
    public double[] KeptStarts { get; private set; } = [];

    public double[] KeptFinishes { get; private set; } = [];

    public TrialRun Run()
    {
        Finishes = Array.ConvertAll(WatchedFinishes, _ => new double[options.Trials]);
        Starts = Array.ConvertAll(WatchedStarts, _ => new double[options.Trials]);
        if (KeepTimes)
        {
            KeptTrials = Math.Min(options.Trials, Math.Max(MostKeptTimes / Math.Max(network.Count, 1), TrialBlock.SizeFor(network)));
            KeptStarts = GC.AllocateUninitializedArray<double>(KeptTrials * network.Count);
            KeptFinishes = GC.AllocateUninitializedArray<double>(KeptTrials * network.Count);
        }
        var draws = new Draws(network, options, Distribution);
        var blocks = (options.Trials - 1) / TrialBlock.SizeFor(network) + 1;
        var workers = Math.Min(options.Cores == 0 ? Environment.ProcessorCount : options.Cores, blocks);
        var taken = -1;
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ =>
        {
            TrialBlock? block = null;
            long[]? critical = null;
            while (Interlocked.Increment(ref taken) is var next && next < blocks)
            {
                block ??= new TrialBlock(network, draws);
                critical ??= new long[network.Count];
                RunBlock(block, next * block.Trials, critical);
            }
            if (critical is null)
                return;
            lock (merging)
            {
                for (var task = 0; task < critical.Length; task++)
                    Critical[task] += critical[task];
            }
        });
        return this;
    }

    private void RunBlock(TrialBlock block, int firstTrial, long[] critical)
    {
        block.Forward(firstTrial);
        var trials = Math.Min(block.Trials, options.Trials - firstTrial);
        block.Finish.AsSpan(0, trials).CopyTo(Finish.AsSpan(firstTrial));
        for (var i = 0; i < WatchedFinishes.Length; i++)
            block.FinishOf(WatchedFinishes[i])[..trials].CopyTo(Finishes[i].AsSpan(firstTrial));
        for (var i = 0; i < WatchedStarts.Length; i++)
            block.StartOf(WatchedStarts[i])[..trials].CopyTo(Starts[i].AsSpan(firstTrial));
        KeepGroup(block, firstTrial, trials);
        if (firstTrial < KeptTrials)
            Keep(block, firstTrial, Math.Min(trials, KeptTrials - firstTrial));
        if (!CountCritical)
            return;
        block.Backward();
        var wanted = trials == 64 ? ulong.MaxValue : (1UL << trials) - 1;
        for (var task = 0; task < critical.Length; task++)
            critical[task] += BitOperations.PopCount(block.CriticalIn(task) & wanted);
    }

    private void KeepGroup(TrialBlock block, int firstTrial, int trials)
    {
        var last = GroupFinish.AsSpan(firstTrial, trials);
        last.Fill(double.NegativeInfinity);
        foreach (var task in Group)
        {
            var finishes = block.FinishOf(task);
            for (var i = 0; i < last.Length; i++)
                last[i] = Math.Max(last[i], finishes[i]);
        }
    }

    private void Keep(TrialBlock block, int firstTrial, int trials)
    {
        for (var task = 0; task < network.Count; task++)
        {
            block.StartOf(task)[..trials].CopyTo(KeptStarts.AsSpan(task * KeptTrials + firstTrial));
            block.FinishOf(task)[..trials].CopyTo(KeptFinishes.AsSpan(task * KeptTrials + firstTrial));
        }
    }
}
