using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Risk;

/// <summary>Adds to a network the order in which each person is planned to work.</summary>
/// <remarks>
/// The trials respect people by a fixed order: whoever is planned to do A before B does A before B in every trial, as
/// early as the links and A allow. That is an earliest-start policy (Igelmund and Radermacher 1983; Möhring, Radermacher
/// and Weiss 1984): it turns people into links, costs one walk for a trial, and never gives a trial in which one person
/// works twice. A role stays with the person who is planned. In a trial where B could have gone first it is a little
/// late rather than early.
/// </remarks>
internal static class PeopleOrder
{
    public static Network Apply(Network network, PlannedAnswer planned)
    {
        var draft = Draft(network);
        var links = draft.Ties.Count;
        draft.Ties.AddRange(Turns(network, planned));
        // Only leads and start-to-finish links let a task be planned before its predecessor on one person; there the
        // two orders can contradict each other, and the link is kept.
        for (var dropped = draft.Ties.Count; ; dropped = draft.Ties.Count)
        {
            var ordered = draft.Finish();
            if (ordered.Cycle.Count == 0)
                return ordered;
            var cycle = ordered.Cycle.ToHashSet(StringComparer.Ordinal);
            for (var i = draft.Ties.Count - 1; i >= links; i--)
            {
                if (cycle.Contains(draft.Items[draft.Ties[i].From].Id) && cycle.Contains(draft.Items[draft.Ties[i].To].Id))
                    draft.Ties.RemoveAt(i);
            }
            if (draft.Ties.Count == dropped)
                throw new InvalidOperationException("The links alone had an order, so that the cycle must go through a person's turns.");
        }
    }

    private static NetworkDraft Draft(Network network)
    {
        var draft = new NetworkDraft { Days = network.Days, Now = network.Now, Axis = network.Axis, Roles = network.Roles, People = network.People };
        // In the order of the source again, so that positions keep their meaning.
        draft.Items.AddRange(new NetworkDraft.Item[network.Count]);
        for (var i = 0; i < network.Count; i++)
        {
            draft.Items[network.Position[i]] = new NetworkDraft.Item(network.Ids[i], network.Optimistic[i], network.Likely[i], network.Pessimistic[i])
            {
                Release = network.Release[i],
                Deadline = network.Deadline[i],
                Passes = network.Passes[i],
                Hours = network.Hours[i],
                Stands = network.Stands[i],
                Started = network.Started[i],
                Ended = network.Ended[i],
                Parties = network.Parties[network.PartiesFrom[i]..network.PartiesFrom[i + 1]],
                Task = network.Tasks[i],
            };
            for (var link = network.LinksFrom[i]; link < network.LinksFrom[i + 1]; link++)
            {
                var fromFinish = (network.Source[link] & 1) == 1;
                var toFinish = link >= network.FinishLinksFrom[i];
                draft.Ties.Add(new NetworkDraft.Tie(
                    network.Position[Network.TaskOf(network.Source[link])], network.Position[i],
                    (fromFinish, toFinish) switch
                    {
                        (true, false) => Plans.LinkType.FinishToStart,
                        (false, false) => Plans.LinkType.StartToStart,
                        (true, true) => Plans.LinkType.FinishToFinish,
                        _ => Plans.LinkType.StartToFinish,
                    },
                    network.LagDays?[link] ?? 0, network.Lag[link]));
            }
        }
        return draft;
    }

    /// <summary>For each person a link from each task to the next; from everything in progress to the first that is not.</summary>
    private static IEnumerable<NetworkDraft.Tie> Turns(Network network, PlannedAnswer planned)
    {
        var turns = new List<(int Person, bool NotStarted, double Start, double Finish, int Task)>();
        for (var task = 0; task < network.Count; task++)
        {
            for (var i = network.PartiesFrom[task]; i < network.PartiesFrom[task + 1]; i++)
            {
                if (planned.Person[i] >= 0)
                    turns.Add((planned.Person[i], network.Stands[task] == Standing.NotStarted, planned.Time[2 * task], planned.Time[2 * task + 1], network.Position[task]));
            }
        }
        turns.Sort();
        var inProgress = new List<int>();
        for (var i = 0; i < turns.Count; i++)
        {
            if (i == 0 || turns[i].Person != turns[i - 1].Person)
                inProgress.Clear();
            else if (turns[i - 1].NotStarted)
                yield return Turn(turns[i - 1].Task, turns[i].Task);
            if (!turns[i].NotStarted)
            {
                inProgress.Add(turns[i].Task);
                continue;
            }
            foreach (var task in inProgress)
                yield return Turn(task, turns[i].Task);
            inProgress.Clear();
        }
    }

    private static NetworkDraft.Tie Turn(int before, int after) => new(before, after, Plans.LinkType.FinishToStart, 0, 0);
}
