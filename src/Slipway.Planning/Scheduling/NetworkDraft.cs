using Slipway.Planning.Plans;

namespace Slipway.Planning.Scheduling;

/// <summary>A network that is being put together, in the order of its source; <see cref="Finish"/> sorts and packs it.</summary>
internal sealed class NetworkDraft
{
    public List<Item> Items { get; } = [];
    public List<Tie> Ties { get; } = [];
    public DayCalendar? Days { get; init; }
    public double Now { get; init; } = double.NegativeInfinity;
    public TimeAxis Axis { get; init; }
    public IReadOnlyList<RoleInTime> Roles { get; init; } = [];
    public string[] People { get; init; } = [];

    /// <summary>One task.</summary>
    public sealed record Item(string Id, double Optimistic, double Likely, double Pessimistic)
    {
        public double Release { get; init; }
        public double Deadline { get; init; } = double.PositiveInfinity;
        public Passing Passes { get; init; }
        public TeamHours? Hours { get; init; }
        public Standing Stands { get; init; }
        public double Started { get; init; }
        public double Ended { get; init; }
        public int[] Parties { get; init; } = [];
        public PlanTask? Task { get; init; }

        public int Doer => Parties switch
        {
            [] => Network.Nobody,
            [>= 0 and var person] => person,
            _ => Network.BySteps,
        };
    }

    /// <summary>One link, by the places of its tasks.</summary>
    public readonly record struct Tie(int From, int To, LinkType Type, int Days, double Lag)
    {
        public bool FromFinish => Type is LinkType.FinishToStart or LinkType.FinishToFinish;
        public bool ToFinish => Type is LinkType.FinishToFinish or LinkType.StartToFinish;
    }

    public Network Finish()
    {
        var pairs = Ties.ConvertAll(tie => (tie.From, tie.To));
        var position = TopologicalOrder.Of(Items.Count, pairs);
        if (position.Length < Items.Count)
            return new Network { Cycle = [.. TopologicalOrder.Cycle(Items.Count, pairs, position).Select(item => Items[item].Id)] };
        var sorted = Array.ConvertAll(position, place => Items[place]);
        var links = Pack(position);
        var partiesFrom = new int[sorted.Length + 1];
        for (var i = 0; i < sorted.Length; i++)
            partiesFrom[i + 1] = partiesFrom[i] + sorted[i].Parties.Length;
        var special = links.Special(sorted);
        return new Network
        {
            Ids = Array.ConvertAll(sorted, item => item.Id),
            Position = position,
            Optimistic = Array.ConvertAll(sorted, item => item.Optimistic),
            Likely = Array.ConvertAll(sorted, item => item.Likely),
            Pessimistic = Array.ConvertAll(sorted, item => item.Pessimistic),
            Release = Array.ConvertAll(sorted, item => item.Release),
            Deadline = Array.ConvertAll(sorted, item => item.Deadline),
            LinksFrom = links.First,
            FinishLinksFrom = links.FirstToFinish,
            Source = links.Source,
            Lag = links.Lag,
            LagDays = links.Days,
            Passes = Array.ConvertAll(sorted, item => item.Passes),
            Hours = Array.ConvertAll(sorted, item => item.Hours),
            Days = Days,
            Special = special,
            Stands = Array.ConvertAll(sorted, item => item.Stands),
            Started = Array.ConvertAll(sorted, item => item.Started),
            Ended = Array.ConvertAll(sorted, item => item.Ended),
            Now = Now,
            PartiesFrom = partiesFrom,
            Parties = [.. sorted.SelectMany(item => item.Parties)],
            Doer = [.. sorted.Select((item, i) => special[i] ? Network.BySteps : item.Doer)],
            Yields = Array.ConvertAll(sorted, item => item.Task is { Phase: > Phase.Launch }),
            Roles = Roles,
            People = People,
            BusyFrom = BusyFrom(),
            Tasks = [.. sorted.Select(item => item.Task!)],
            Axis = Axis,
        };
    }

    /// <summary>Room for two times of each task that may take a person, and as much again for each next person.</summary>
    private int[] BusyFrom()
    {
        var tasks = new int[People.Length + 1];
        var ofRole = new int[Roles.Count];
        foreach (var party in Items.SelectMany(item => item.Parties))
        {
            if (party >= 0)
                tasks[party + 1]++;
            else
                ofRole[~party]++;
        }
        for (var role = 0; role < ofRole.Length; role++)
        {
            foreach (var holder in Roles[role].Holder.Distinct().Where(holder => holder >= 0))
                tasks[holder + 1] += ofRole[role];
        }
        for (var person = 0; person < People.Length; person++)
            tasks[person + 1] = tasks[person] + 2 * tasks[person + 1];
        return tasks;
    }

    private Links Pack(int[] position)
    {
        var index = new int[position.Length];
        for (var i = 0; i < position.Length; i++)
            index[position[i]] = i;
        // Counting sort by successor, links to its start before links to its finish.
        var from = new int[2 * position.Length + 1];
        foreach (var tie in Ties)
            from[2 * index[tie.To] + (tie.ToFinish ? 1 : 0) + 1]++;
        for (var i = 0; i < 2 * position.Length; i++)
            from[i + 1] += from[i];
        var next = from.AsSpan().ToArray();
        var source = new int[Ties.Count];
        var lag = new double[Ties.Count];
        var days = new int[Ties.Count];
        foreach (var tie in Ties)
        {
            var at = next[2 * index[tie.To] + (tie.ToFinish ? 1 : 0)]++;
            source[at] = 2 * index[tie.From] + (tie.FromFinish ? 1 : 0);
            lag[at] = tie.Lag;
            days[at] = tie.Days;
        }
        var first = new int[position.Length + 1];
        var firstToFinish = new int[position.Length];
        for (var i = 0; i < position.Length; i++)
            (first[i], firstToFinish[i]) = (from[2 * i], from[2 * i + 1]);
        first[^1] = Ties.Count;
        return new Links(first, firstToFinish, source, lag, Array.TrueForAll(days, day => day == 0) ? null : days);
    }

    private sealed record Links(int[] First, int[] FirstToFinish, int[] Source, double[] Lag, int[]? Days)
    {
        public bool[] Special(Item[] sorted)
        {
            var special = new bool[sorted.Length];
            for (var i = 0; i < sorted.Length; i++)
            {
                special[i] = sorted[i].Passes != Passing.Elapsed || sorted[i].Stands != Standing.NotStarted
                    || (Days is not null && Days.AsSpan(First[i]..First[i + 1]).ContainsAnyExcept(0));
            }
            return special;
        }
    }
}
