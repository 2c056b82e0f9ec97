using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Risk;

/// <summary>Walks a network in a block of trials at once: each event has one time for each trial, side by side.</summary>
internal sealed class TrialBlock
{
    private readonly Network network;
    private readonly Draws draws;
    private readonly double[] time;
    private readonly double[] durations;
    private readonly double[] common;
    private readonly ulong[] critical;

    public TrialBlock(Network network, Draws draws)
    {
        this.network = network;
        this.draws = draws;
        Trials = SizeFor(network);
        time = new double[2 * network.Count * Trials];
        durations = new double[Trials];
        common = new double[Trials];
        Finish = new double[Trials];
        critical = new ulong[network.Count];
    }

    /// <summary>How many trials a block has: 64, or fewer for a network whose times would then leave the processor's cache.</summary>
    public int Trials { get; }

    /// <summary>The end of each trial.</summary>
    public double[] Finish { get; }

    public static int SizeFor(Network network) => network.Count <= 4000 ? 64 : 8;

    /// <summary>A task's finish in each trial.</summary>
    public ReadOnlySpan<double> FinishOf(int task) => time.AsSpan((2 * task + 1) * Trials, Trials);

    /// <summary>A task's start in each trial.</summary>
    public ReadOnlySpan<double> StartOf(int task) => time.AsSpan(2 * task * Trials, Trials);

    /// <summary>A bit for each trial in which a task is critical; known after <see cref="Backward"/>.</summary>
    public ulong CriticalIn(int task) => critical[task];

    public void Forward(long firstTrial)
    {
        draws.FillCommon(firstTrial, common);
        Array.Fill(Finish, double.NegativeInfinity);
        for (var task = 0; task < network.Count; task++)
        {
            draws.Fill(task, firstTrial, common, durations);
            if (network.Special[task])
                ForwardOneByOne(task);
            else if (network.FinishLinksFrom[task] == network.LinksFrom[task + 1])
                ForwardFromStarts(task);
            else
                ForwardFromBoth(task);
        }
    }

    /// <summary>Follows the tight links back from each trial's end.</summary>
    public void Backward()
    {
        Array.Clear(critical);
        for (var task = network.Count - 1; task >= 0; task--)
        {
            var bits = critical[task] | Equal((2 * task + 1) * Trials, 0, Finish, 0);
            if (network.Stands[task] == Standing.Ended)
                bits = 0;
            critical[task] = bits;
            if (bits == 0)
                continue;
            for (var link = network.FirstLinkThatMoves(task); link < network.LinksFrom[task + 1]; link++)
            {
                var source = network.Source[link];
                var own = link < network.FinishLinksFrom[task] ? 2 * task : 2 * task + 1;
                critical[Network.TaskOf(source)] |= bits & Tight(link, source, own);
            }
        }
    }

    private void ForwardFromStarts(int task)
    {
        var (first, last) = (network.LinksFrom[task], network.LinksFrom[task + 1]);
        ref var times = ref MemoryMarshal.GetArrayDataReference(time);
        ref var taken = ref MemoryMarshal.GetArrayDataReference(durations);
        ref var ends = ref MemoryMarshal.GetArrayDataReference(Finish);
        var release = Vector512.Create(network.Release[task]);
        var at = (nuint)(2 * task * Trials);
        for (nuint trial = 0; trial < (nuint)Trials; trial += 8)
        {
            var start = release;
            for (var link = first; link < last; link++)
            {
                var bound = Vector512.LoadUnsafe(ref times, (nuint)(network.Source[link] * Trials) + trial) + Vector512.Create(network.Lag[link]);
                start = Vector512.MaxNative(start, bound);
            }
            var finish = start + Vector512.LoadUnsafe(ref taken, trial);
            start.StoreUnsafe(ref times, at + trial);
            finish.StoreUnsafe(ref times, at + (nuint)Trials + trial);
            Vector512.MaxNative(finish, Vector512.LoadUnsafe(ref ends, trial)).StoreUnsafe(ref ends, trial);
        }
    }

    private void ForwardFromBoth(int task)
    {
        for (var trial = 0; trial < Trials; trial++)
        {
            var start = network.Release[task];
            var link = network.LinksFrom[task];
            for (; link < network.FinishLinksFrom[task]; link++)
                start = Math.Max(start, time[network.Source[link] * Trials + trial] + network.Lag[link]);
            for (; link < network.LinksFrom[task + 1]; link++)
                start = Math.Max(start, time[network.Source[link] * Trials + trial] + network.Lag[link] - durations[trial]);
            Keep(task, trial, start, start + durations[trial]);
        }
    }

    private void ForwardOneByOne(int task)
    {
        for (var trial = 0; trial < Trials; trial++)
        {
            var duration = durations[trial];
            switch (network.Stands[task])
            {
                case Standing.Ended:
                    Keep(task, trial, network.Started[task], network.Ended[task]);
                    continue;
                case Standing.InProgress:
                    var end = Math.Max(network.Now, network.FinishOf(task, network.Started[task], duration));
                    Keep(task, trial, network.Started[task], Math.Max(end, EarliestFinish(task, trial)));
                    continue;
            }
            var start = network.Release[task];
            for (var link = network.LinksFrom[task]; link < network.FinishLinksFrom[task]; link++)
                start = Math.Max(start, network.After(link, time[network.Source[link] * Trials + trial]));
            var finish = EarliestFinish(task, trial);
            if (finish > double.NegativeInfinity)
                start = Math.Max(start, network.StartFor(task, finish, duration));
            start = network.Open(task, start, duration);
            Keep(task, trial, start, Math.Max(finish, network.FinishOf(task, start, duration)));
        }
    }

    private double EarliestFinish(int task, int trial)
    {
        var finish = double.NegativeInfinity;
        for (var link = network.FinishLinksFrom[task]; link < network.LinksFrom[task + 1]; link++)
            finish = Math.Max(finish, network.After(link, time[network.Source[link] * Trials + trial]));
        return finish;
    }

    private void Keep(int task, int trial, double start, double finish)
    {
        time[2 * task * Trials + trial] = start;
        time[(2 * task + 1) * Trials + trial] = finish;
        Finish[trial] = Math.Max(Finish[trial], finish);
    }

    private ulong Tight(int link, int source, int own)
    {
        if (network.LagDays is not { } days || days[link] == 0)
            return Equal(source * Trials, network.Lag[link], time, own * Trials);
        var bits = 0UL;
        for (var trial = 0; trial < Trials; trial++)
        {
            if (network.After(link, time[source * Trials + trial]) == time[own * Trials + trial])
                bits |= 1UL << trial;
        }
        return bits;
    }

    /// <summary>A bit for each trial in which a time and a lag make another time.</summary>
    private ulong Equal(int from, double lag, double[] others, int to)
    {
        ref var left = ref MemoryMarshal.GetArrayDataReference(time);
        ref var right = ref MemoryMarshal.GetArrayDataReference(others);
        var pause = Vector512.Create(lag);
        var bits = 0UL;
        for (var trial = 0; trial < Trials; trial += 8)
        {
            var equal = Vector512.Equals(Vector512.LoadUnsafe(ref left, (nuint)(from + trial)) + pause, Vector512.LoadUnsafe(ref right, (nuint)(to + trial)));
            bits |= equal.ExtractMostSignificantBits() << trial;
        }
        return bits;
    }
}
