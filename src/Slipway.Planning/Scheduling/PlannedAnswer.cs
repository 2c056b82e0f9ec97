using System.Buffers;

namespace Slipway.Planning.Scheduling;

/// <summary>The planned answer: what the links allow, and nobody does two attended tasks at once.</summary>
/// <remarks>
/// Serial schedule generation (Kelley 1963; Kolisch 1996) with the priority rule <i>latest finish first</i>, everything up
/// to the launch phase before what follows it: one task after another gets the earliest place at which its links, its
/// clock, its hours and all its people allow it, gaps included. A task inherits the urgency of what waits for it, so that the order never puts a task before its
/// predecessor; ties keep the topological order, which keeps the plan's. A role is whoever holds it when the task starts,
/// and who starts a task stays with it to its end, nights included. Times are in a borrowed array, as in <see cref="LinksAnswer"/>.
/// </remarks>
internal sealed class PlannedAnswer : IDisposable
{
    private readonly Network network;
    private readonly BusyTimes busy;

    private PlannedAnswer(Network network)
    {
        this.network = network;
        Time = ArrayPool<double>.Shared.Rent(2 * network.Count);
        Person = ArrayPool<int>.Shared.Rent(network.Parties.Length);
        network.Parties.CopyTo(Person.AsSpan());
        busy = new BusyTimes(network);
    }

    /// <summary>Planned time of each event.</summary>
    public double[] Time { get; }

    /// <summary>The person behind each party of the network; -1 for nobody, or for somebody whom another party of the task names already.</summary>
    public int[] Person { get; }

    public double Finish { get; private set; } = double.NegativeInfinity;

    public static PlannedAnswer Of(Network network, LinksAnswer links)
    {
        var answer = new PlannedAnswer(network);
        answer.PlaceWhatHasStarted(links);
        var order = ArrayPool<int>.Shared.Rent(network.Count);
        UrgentFirst.Order(network, links.Late, order.AsSpan(0, network.Count));
        answer.Place(order.AsSpan(0, network.Count));
        ArrayPool<int>.Shared.Return(order);
        return answer;
    }

    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(Time);
        ArrayPool<int>.Shared.Return(Person);
        busy.Dispose();
    }

    /// <summary>What is in progress keeps its people until it can end, as far as the links say.</summary>
    private void PlaceWhatHasStarted(LinksAnswer links)
    {
        if (double.IsNegativeInfinity(network.Now))
            return;
        for (var task = 0; task < network.Count; task++)
        {
            if (network.Stands[task] != Standing.NotStarted)
                Keep(task, links.Early[2 * task], links.Early[2 * task + 1]);
        }
    }

    private void Place(ReadOnlySpan<int> order)
    {
        var time = Time;
        var (linksFrom, finishLinksFrom, source, lag) = (network.LinksFrom, network.FinishLinksFrom, network.Source, network.Lag);
        var (release, durations, doers) = (network.Release, network.Likely, network.Doer);
        var latest = Finish;
        foreach (var task in order)
        {
            var doer = doers[task];
            if (doer == Network.BySteps)
            {
                if (network.Stands[task] == Standing.NotStarted)
                    PlaceBySteps(task);
                else
                    EndWhatHasStarted(task);
                continue;
            }
            var start = release[task];
            var duration = durations[task];
            var link = linksFrom[task];
            for (; link < finishLinksFrom[task]; link++)
                start = double.MaxNative(time[source[link]] + lag[link], start);
            for (; link < linksFrom[task + 1]; link++)
                start = double.MaxNative(time[source[link]] + lag[link] - duration, start);
            if (doer >= 0)
                start = busy.TakeFree(doer, start, duration);
            time[2 * task] = start;
            time[2 * task + 1] = start + duration;
            latest = double.MaxNative(start + duration, latest);
        }
        Finish = Math.Max(Finish, latest);
    }

    /// <summary>What its finish waits for has its place now, and may end later than the links alone allow.</summary>
    private void EndWhatHasStarted(int task)
    {
        Time[2 * task + 1] = Math.Max(Time[2 * task + 1], LinksAnswer.EarliestOf(network, task, Time).Finish);
        Finish = Math.Max(Finish, Time[2 * task + 1]);
    }

    /// <summary>For hours, days, roles and several people: try, step to where the first obstacle ends, try again.</summary>
    private void PlaceBySteps(int task)
    {
        var (start, earliestFinish) = LinksAnswer.EarliestOf(network, task, Time);
        var duration = network.Likely[task];
        while (true)
        {
            start = network.Open(task, start, duration);
            var finish = Math.Max(earliestFinish, network.FinishOf(task, start, duration));
            var obstacle = EndOfObstacle(task, start, finish);
            if (obstacle <= start)
            {
                Keep(task, start, finish);
                return;
            }
            start = Math.Min(obstacle, NextChangeOfRoles(task, start));
        }
    }

    private double EndOfObstacle(int task, double start, double finish)
    {
        var obstacle = double.NegativeInfinity;
        for (var i = network.PartiesFrom[task]; i < network.PartiesFrom[task + 1]; i++)
        {
            if (network.PersonAt(network.Parties[i], start) is >= 0 and var person)
                obstacle = Math.Max(obstacle, busy.EndOfOverlap(person, start, finish));
        }
        return obstacle;
    }

    private double NextChangeOfRoles(int task, double start)
    {
        var change = double.PositiveInfinity;
        for (var i = network.PartiesFrom[task]; i < network.PartiesFrom[task + 1]; i++)
        {
            if (network.Parties[i] < 0)
                change = Math.Min(change, network.Roles[~network.Parties[i]].NextChange(start));
        }
        return change;
    }

    private void Keep(int task, double start, double finish)
    {
        var first = network.PartiesFrom[task];
        for (var i = first; i < network.PartiesFrom[task + 1]; i++)
        {
            var person = network.PersonAt(network.Parties[i], start);
            Person[i] = person >= 0 && !Person.AsSpan(first..i).Contains(person) ? person : -1;
            if (Person[i] >= 0)
                busy.Take(person, start, finish);
        }
        Time[2 * task] = start;
        Time[2 * task + 1] = finish;
        Finish = Math.Max(Finish, finish);
    }
}
