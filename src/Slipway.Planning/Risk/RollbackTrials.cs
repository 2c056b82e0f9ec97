using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Risk;

/// <summary>Rolls each forward trial back from any moment, with the tasks that it has started by then.</summary>
/// <remarks>
/// People work in the order in which they are planned for the rollback of everything; a task that a trial does not need
/// takes neither time nor anybody. So the more a trial has started, the later its rollback ends, whatever else changes.
/// </remarks>
internal sealed class RollbackTrials
{
    private readonly Network network;
    private readonly int[] order;
    private readonly int[] person;
    private readonly double[]?[] neededFrom;
    private readonly double[][] durations;
    private readonly double[] finishes;
    private readonly double[] time;
    private readonly bool[] needed;
    private readonly double[] free;

    public RollbackTrials(IReadOnlyList<PlanTask> tasks, StartedForward started, Plan plan, LaunchClock clock, Instant from, SimulationOptions options)
    {
        network = Networks.From(from, tasks, plan, clock);
        finishes = new double[options.Trials];
        time = new double[2 * network.Count];
        needed = new bool[network.Count];
        free = new double[network.People.Length];
        neededFrom = Array.ConvertAll(network.Ids, id => started.NeededFrom.GetValueOrDefault(id));
        person = [];
        order = [];
        durations = [];
        if (network.Count == 0)
            return;
        var planned = PlannedAnswer.Of(network, LinksAnswer.Of(network));
        person = planned.Person;
        var index = new int[network.Count];
        for (var i = 0; i < index.Length; i++)
            index[network.Position[i]] = i;
        order = Array.ConvertAll(PeopleOrder.Apply(network, planned).Position, position => index[position]);
        durations = Draw(options);
    }

    /// <summary>When somebody else holds one of the rollback's roles, after a time.</summary>
    public double NextChange(double time) => network.Roles.Select(role => role.NextChange(time)).DefaultIfEmpty(double.PositiveInfinity).Min();

    /// <summary>When a rollback that starts at a time has ended with a probability of 80 per cent.</summary>
    public double FinishP80(double start)
    {
        for (var trial = 0; trial < finishes.Length; trial++)
            finishes[trial] = Finish(trial, start);
        return Quantile.Select(finishes, 0.8);
    }

    private double Finish(int trial, double rollbackStart)
    {
        Array.Fill(free, rollbackStart);
        var end = rollbackStart;
        foreach (var task in order)
        {
            needed[task] = neededFrom[task] is not { } from || from[trial] <= rollbackStart;
            if (!needed[task])
            {
                PassThrough(task, rollbackStart);
                continue;
            }
            var (start, finish) = Earliest(task, rollbackStart, durations[task][trial]);
            for (var i = network.PartiesFrom[task]; i < network.PartiesFrom[task + 1]; i++)
            {
                if (person[i] >= 0)
                    free[person[i]] = finish;
            }
            (time[2 * task], time[2 * task + 1]) = (start, finish);
            end = Math.Max(end, finish);
        }
        return end;
    }

    private (double Start, double Finish) Earliest(int task, double rollbackStart, double duration)
    {
        // The network's own release is the start of its stretch or, if that is later, the task's clock.
        var start = Math.Max(rollbackStart, network.Release[task]);
        for (var i = network.PartiesFrom[task]; i < network.PartiesFrom[task + 1]; i++)
        {
            if (person[i] >= 0)
                start = Math.Max(start, free[person[i]]);
        }
        var link = network.LinksFrom[task];
        for (; link < network.FinishLinksFrom[task]; link++)
            start = Math.Max(start, Bound(link));
        var finish = double.NegativeInfinity;
        for (; link < network.LinksFrom[task + 1]; link++)
        {
            if (needed[Network.TaskOf(network.Source[link])])
                finish = Math.Max(finish, Bound(link));
            else
                start = Math.Max(start, Bound(link));
        }
        if (finish > double.NegativeInfinity)
            start = Math.Max(start, network.StartFor(task, finish, duration));
        return (start, Math.Max(finish, network.FinishOf(task, start, duration)));
    }

    /// <summary>A needed predecessor binds by its link; another only passes on what it waits for.</summary>
    private double Bound(int link)
    {
        var source = network.Source[link];
        var predecessor = Network.TaskOf(source);
        return needed[predecessor] ? network.After(link, time[source]) : time[2 * predecessor + 1];
    }

    private void PassThrough(int task, double rollbackStart)
    {
        var passes = rollbackStart;
        for (var link = network.LinksFrom[task]; link < network.LinksFrom[task + 1]; link++)
            passes = Math.Max(passes, time[2 * Network.TaskOf(network.Source[link]) + 1]);
        (time[2 * task], time[2 * task + 1]) = (passes, passes);
    }

    private double[][] Draw(SimulationOptions options)
    {
        var draws = new Draws(network, options);
        var even = options.Trials + options.Trials % 2;
        var common = new double[even];
        draws.FillCommon(0, common);
        var drawn = new double[network.Count][];
        for (var task = 0; task < drawn.Length; task++)
            draws.Fill(task, 0, common, drawn[task] = new double[even]);
        return drawn;
    }
}
