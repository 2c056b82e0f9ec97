using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>The tasks of a plan and their <c>after</c> links, by number; links to nothing are left out.</summary>
public sealed class TaskGraph
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<int>[] successors;
    private readonly List<Tie>[] ties;
    private readonly IReadOnlyList<int>? order;

    public TaskGraph(Plan plan)
    {
        Tasks = [.. plan.Tasks];
        for (var i = 0; i < Tasks.Count; i++)
            numbers.TryAdd(Tasks[i].Id, i);
        successors = [.. Tasks.Select(_ => new List<int>())];
        ties = [.. Tasks.Select(_ => new List<Tie>())];
        for (var i = 0; i < Tasks.Count; i++)
        {
            foreach (var link in Tasks[i].After)
            {
                if (!numbers.TryGetValue(link.Predecessor, out var before))
                    continue;
                successors[before].Add(i);
                ties[before].Add(new Tie(i, link.Type, link.Lag.IsNegative));
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

    /// <summary>For each task, whether its start waits for the finish of such a one, directly or not. All false while there is a cycle.</summary>
    /// <param name="such">Which tasks are asked for.</param>
    /// <param name="withLead">Whether a link straight from such a task counts that begins before the task ends.</param>
    public bool[] HasBefore(Func<PlanTask, bool> such, bool withLead = true) => StartsHeld(such, tie => tie.FromFinish && (withLead || !tie.Lead));

    /// <summary>For each task, whether its start waits for the start of such a one, directly or not. All false while there is a cycle.</summary>
    public bool[] HasBegunBefore(Func<PlanTask, bool> such) => StartsHeld(such, _ => true);

    /// <summary>For each task, whether the start of such a one waits for its finish, directly or not. All false while there is a cycle.</summary>
    public bool[] HasAfter(Func<PlanTask, bool> such)
    {
        var (fromStart, fromFinish) = (new bool[Tasks.Count], new bool[Tasks.Count]);
        foreach (var task in (order ?? []).Reverse())
        {
            foreach (var tie in ties[task])
            {
                var asked = such(Tasks[tie.To]);
                if (tie.ToFinish ? fromFinish[tie.To] || (asked && HasNoLength(tie.To)) : fromStart[tie.To] || asked)
                    (tie.FromFinish ? fromFinish : fromStart)[task] = true;
            }
            fromStart[task] |= fromFinish[task];
            if (HasNoLength(task))
                fromFinish[task] = fromStart[task];
        }
        return fromFinish;
    }

    /// <summary>For each pair, whether the finish of its second task waits for the finish of its first, directly or not.</summary>
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
            var (starts, finishes) = (new ulong[Tasks.Count], new ulong[Tasks.Count]);
            for (var bit = 0; bit < batch.Length; bit++)
                finishes[batch[bit].Key] |= 1UL << bit;
            foreach (var task in order)
            {
                finishes[task] |= starts[task];
                if (HasNoLength(task))
                    starts[task] = finishes[task];
                foreach (var tie in ties[task])
                    (tie.ToFinish ? finishes : starts)[tie.To] |= (tie.FromFinish ? finishes : starts)[task];
            }
            for (var bit = 0; bit < batch.Length; bit++)
            {
                foreach (var (pair, index) in batch[bit])
                    answers[index] = pair.First != pair.Second && (finishes[pair.Second] & (1UL << bit)) != 0;
            }
        }
        return answers;
    }

    /// <summary>Which starts wait for what such tasks hold, by one walk over starts and finishes: a link that holds a finish back holds no start.</summary>
    private bool[] StartsHeld(Func<PlanTask, bool> such, Func<Tie, bool> holds)
    {
        var (starts, finishes) = (new bool[Tasks.Count], new bool[Tasks.Count]);
        foreach (var task in order ?? [])
        {
            finishes[task] |= starts[task];
            if (HasNoLength(task))
                starts[task] = finishes[task];
            var asked = such(Tasks[task]);
            foreach (var tie in ties[task])
            {
                if ((tie.FromFinish ? finishes : starts)[task] || (asked && holds(tie)))
                    (tie.ToFinish ? finishes : starts)[tie.To] = true;
            }
        }
        return starts;
    }

    /// <summary>What has no length starts when it finishes, so that what holds the one holds the other.</summary>
    private bool HasNoLength(int task) => Tasks[task].Kind == TaskKind.Milestone;

    /// <summary>A link to the task that waits.</summary>
    private readonly record struct Tie(int To, LinkType Type, bool Lead)
    {
        public bool FromFinish => Type is LinkType.FinishToStart or LinkType.FinishToFinish;
        public bool ToFinish => Type is LinkType.FinishToFinish or LinkType.StartToFinish;
    }
}
