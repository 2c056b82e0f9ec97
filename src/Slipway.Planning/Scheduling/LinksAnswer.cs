using System.Buffers;

namespace Slipway.Planning.Scheduling;

/// <summary>The answer by links, clocks and hours alone: how early and how late each event can be.</summary>
/// <remarks>
/// The critical path method (Kelley and Walker 1959): a forward pass over the tasks in topological order, and a backward
/// pass from the network's finish or a task's own deadline. No link moves
/// what has ended, nor the start of what is in progress, whose end still waits for what its finish depends on.
/// The times are in borrowed arrays, which may be longer than there are events: new ones cost three times as much as a
/// walk over the network. Disposing gives them back; an answer that nobody disposes is only collected later.
/// </remarks>
internal sealed class LinksAnswer : IDisposable
{
    private readonly Network network;

    private LinksAnswer(Network network)
    {
        this.network = network;
        Early = ArrayPool<double>.Shared.Rent(2 * network.Count);
        Late = ArrayPool<double>.Shared.Rent(2 * network.Count);
    }

    /// <summary>Earliest time of each event.</summary>
    public double[] Early { get; }

    /// <summary>Latest time of each event.</summary>
    public double[] Late { get; }

    public double Finish { get; private set; } = double.NegativeInfinity;

    /// <summary>The tasks of one longest chain, from the one that a clock (or nothing) starts to the one that ends last.</summary>
    public List<int> CriticalPath { get; } = [];

    public double Slack(int task) => Late[2 * task] - Early[2 * task];

    public bool IsCritical(int task) => Slack(task) <= 0 && network.Stands[task] != Standing.Ended;

    public static LinksAnswer Of(Network network)
    {
        var answer = new LinksAnswer(network);
        answer.Forward();
        answer.Backward();
        answer.TracePath();
        return answer;
    }

    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(Early);
        ArrayPool<double>.Shared.Return(Late);
    }

    private void Forward()
    {
        var time = Early;
        var (linksFrom, finishLinksFrom, source, lag) = (network.LinksFrom, network.FinishLinksFrom, network.Source, network.Lag);
        var (release, duration, special) = (network.Release, network.Likely, network.Special);
        var latest = double.NegativeInfinity;
        for (var task = 0; task < special.Length; task++)
        {
            var start = release[task];
            if (special[task])
            {
                (start, var end) = EarliestOf(network, task, time);
                time[2 * task] = start;
                time[2 * task + 1] = end;
                latest = Math.Max(latest, end);
                continue;
            }
            var link = linksFrom[task];
            for (; link < finishLinksFrom[task]; link++)
                start = double.MaxNative(time[source[link]] + lag[link], start);
            for (; link < linksFrom[task + 1]; link++)
                start = double.MaxNative(time[source[link]] + lag[link] - duration[task], start);
            var finish = start + duration[task];
            time[2 * task] = start;
            time[2 * task + 1] = finish;
            latest = double.MaxNative(finish, latest);
        }
        Finish = latest;
    }

    /// <summary>The earliest start and finish of a task with its likely duration, whatever it is, once its predecessors have their times.</summary>
    public static (double Start, double Finish) EarliestOf(Network network, int task, double[] time)
    {
        var duration = network.Likely[task];
        switch (network.Stands[task])
        {
            case Standing.Ended:
                return (network.Started[task], network.Ended[task]);
            case Standing.InProgress:
                var end = Math.Max(network.Now, network.FinishOf(task, network.Started[task], duration));
                return (network.Started[task], Math.Max(end, EarliestFinish(network, task, time)));
        }
        var start = network.Release[task];
        for (var link = network.LinksFrom[task]; link < network.FinishLinksFrom[task]; link++)
            start = Math.Max(start, network.After(link, time[network.Source[link]]));
        var finish = EarliestFinish(network, task, time);
        if (finish > double.NegativeInfinity)
            start = Math.Max(start, network.StartFor(task, finish, duration));
        start = network.Open(task, start, duration);
        return (start, Math.Max(finish, network.FinishOf(task, start, duration)));
    }

    /// <summary>What the links to a task's finish allow; anything when there are none.</summary>
    private static double EarliestFinish(Network network, int task, double[] time)
    {
        var finish = double.NegativeInfinity;
        for (var link = network.FinishLinksFrom[task]; link < network.LinksFrom[task + 1]; link++)
            finish = Math.Max(finish, network.After(link, time[network.Source[link]]));
        return finish;
    }

    private void Backward()
    {
        var late = Late;
        var (linksFrom, finishLinksFrom, source, lag) = (network.LinksFrom, network.FinishLinksFrom, network.Source, network.Lag);
        var (duration, special, deadline) = (network.Likely, network.Special, network.Deadline);
        var finishOfAll = Finish;
        late.AsSpan(0, 2 * special.Length).Fill(finishOfAll);
        for (var task = special.Length - 1; task >= 0; task--)
        {
            var bound = double.MinNative(deadline[task], late[2 * task + 1]);
            if (special[task])
            {
                late[2 * task + 1] = bound;
                BackwardFromSpecial(task);
                continue;
            }
            var start = double.MinNative(bound - duration[task], late[2 * task]);
            var finish = start + duration[task];
            late[2 * task] = start;
            late[2 * task + 1] = finish;
            var link = linksFrom[task];
            for (; link < finishLinksFrom[task]; link++)
            {
                ref var latest = ref late[source[link]];
                latest = double.MinNative(start - lag[link], latest);
            }
            for (; link < linksFrom[task + 1]; link++)
            {
                ref var latest = ref late[source[link]];
                latest = double.MinNative(finish - lag[link], latest);
            }
        }
    }

    private void BackwardFromSpecial(int task)
    {
        var (start, finish) = (Late[2 * task], Late[2 * task + 1]);
        if (network.Stands[task] != Standing.NotStarted)
        {
            // It is where it is. Its latest times say how much later it could have been.
            var slack = Math.Min(finish - Early[2 * task + 1], start - Early[2 * task]);
            (Late[2 * task], Late[2 * task + 1]) = (Early[2 * task] + slack, Early[2 * task + 1] + slack);
            if (network.Stands[task] == Standing.InProgress)
                BoundByFinish(task, Late[2 * task + 1]);
            return;
        }
        var duration = network.Likely[task];
        start = Math.Min(start, network.StartFor(task, finish, duration));
        // In the night of a change the way back can be an hour off the way there, and a finish can wait for a link's bound.
        if (start < Early[2 * task] && Early[2 * task + 1] <= finish && Early[2 * task] <= Late[2 * task])
            start = Early[2 * task];
        finish = Math.Min(finish, Math.Max(network.FinishOf(task, start, duration), start == Early[2 * task] ? Early[2 * task + 1] : start));
        (Late[2 * task], Late[2 * task + 1]) = (start, finish);
        for (var link = network.LinksFrom[task]; link < network.FinishLinksFrom[task]; link++)
            Bound(link, start);
        BoundByFinish(task, finish);
    }

    private void BoundByFinish(int task, double finish)
    {
        for (var link = network.FinishLinksFrom[task]; link < network.LinksFrom[task + 1]; link++)
            Bound(link, finish);
    }

    private void Bound(int link, double time)
    {
        var source = network.Source[link];
        var bound = network.Before(link, time);
        if (bound < Early[source] && network.After(link, Early[source]) <= time)
            bound = Early[source];
        Late[source] = Math.Min(Late[source], bound);
    }

    private void TracePath()
    {
        var task = Early.AsSpan(0, 2 * network.Count).LastIndexOf(Finish) is >= 0 and var last ? Network.TaskOf(last) : -1;
        while (task >= 0)
        {
            CriticalPath.Add(task);
            task = Driver(task);
        }
        CriticalPath.Reverse();
    }

    /// <summary>The predecessor whose link is tight and that has no more slack than the task; -1 when a clock or nothing holds the task.</summary>
    private int Driver(int task)
    {
        if (network.Stands[task] == Standing.Ended)
            return -1;
        for (var link = network.FirstLinkThatMoves(task); link < network.LinksFrom[task + 1]; link++)
        {
            var bound = network.After(link, Early[network.Source[link]]);
            var predecessor = Network.TaskOf(network.Source[link]);
            var own = link < network.FinishLinksFrom[task] ? Early[2 * task] : Early[2 * task + 1];
            if (bound == own && Slack(predecessor) <= Slack(task))
                return predecessor;
        }
        return -1;
    }
}
