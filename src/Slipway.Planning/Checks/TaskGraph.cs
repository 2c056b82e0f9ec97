using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>The tasks of a plan and their <c>after</c> links, by number; links to nothing are left out.</summary>
public sealed class TaskGraph
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<int>[] predecessors;
    private readonly List<int>[] successors;
    private readonly IReadOnlyList<int>? order;

    public TaskGraph(Plan plan)
    {
        Tasks = [.. plan.Tasks];
        for (var i = 0; i < Tasks.Count; i++)
            numbers.TryAdd(Tasks[i].Id, i);
        predecessors = [.. Tasks.Select(_ => new List<int>())];
        successors = [.. Tasks.Select(_ => new List<int>())];
        for (var i = 0; i < Tasks.Count; i++)
        {
            foreach (var link in Tasks[i].After)
            {
                if (!numbers.TryGetValue(link.Predecessor, out var before))
                    continue;
                predecessors[i].Add(before);
                successors[before].Add(i);
            }
        }
        (order, Cycles) = Digraph.Sort(Tasks.Count, i => successors[i]);
    }

    public IReadOnlyList<PlanTask> Tasks { get; }

    /// <summary>One cycle for each knot of tasks that wait for one another, in the order in which they would run.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Cycles { get; }

    public bool HasCycle => order is null;

    public int? Find(string id) => numbers.TryGetValue(id, out var number) ? number : null;

    public IReadOnlyList<int> SuccessorsOf(int task) => successors[task];

    /// <summary>For each task, whether one that it waits for, directly or not, is such a one. All false while there is a cycle.</summary>
    public bool[] HasBefore(Func<PlanTask, bool> such) => Spread(order ?? [], successors, such);

    /// <summary>For each task, whether one that waits for it, directly or not, is such a one. All false while there is a cycle.</summary>
    public bool[] HasAfter(Func<PlanTask, bool> such) => Spread((order ?? []).Reverse(), predecessors, such);

    /// <summary>For each pair, whether its second task waits for its first, directly or not.</summary>
    /// <remarks>Sixty-four first tasks share one walk over the links. All true while there is a cycle: nothing is proved then.</remarks>
    public bool[] Reaches(IReadOnlyList<(int First, int Second)> pairs)
    {
        var answers = new bool[pairs.Count];
        if (order is null)
        {
            Array.Fill(answers, true);
            return answers;
        }
        var byFirst = pairs.Select((pair, index) => (pair, index)).GroupBy(entry => entry.pair.First).ToList();
        foreach (var batch in byFirst.Chunk(64))
        {
            var marks = new ulong[Tasks.Count];
            for (var bit = 0; bit < batch.Length; bit++)
                marks[batch[bit].Key] |= 1UL << bit;
            foreach (var task in order)
            {
                foreach (var next in successors[task])
                    marks[next] |= marks[task];
            }
            for (var bit = 0; bit < batch.Length; bit++)
            {
                foreach (var (pair, index) in batch[bit])
                    answers[index] = pair.First != pair.Second && (marks[pair.Second] & (1UL << bit)) != 0;
            }
        }
        return answers;
    }

    private bool[] Spread(IEnumerable<int> walk, List<int>[] next, Func<PlanTask, bool> such)
    {
        var answers = new bool[Tasks.Count];
        foreach (var task in walk)
        {
            if (!answers[task] && !such(Tasks[task]))
                continue;
            foreach (var following in next[task])
                answers[following] = true;
        }
        return answers;
    }
}
