using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Scheduling;

/// <summary>Makes networks: of a plan's forward tasks, of a rollback, of plain numbers.</summary>
public static class Networks
{
    private const double Horizon = 3 * 366 * TimeAxis.Day;

    /// <summary>The network of a plan's forward tasks.</summary>
    /// <param name="plan">The plan. Links to tasks that it does not have are left out, as is a task whose id another has already.</param>
    /// <param name="clock">Its clock: the planned T-0 or a rehearsal's.</param>
    /// <param name="progress">What is known of a run; null before it.</param>
    /// <remarks>
    /// A task without <c>notBefore</c> starts when its links allow, and besides that: a task of the launch phase or later
    /// that waits for no other of the launch phase or later starts at T-0, for that is when the cutover starts; a task of
    /// the prepare phase starts at the earliest <c>notBefore</c> of the plan, or at T-0 if that is earlier.
    /// </remarks>
    public static Network Of(Plan plan, LaunchClock clock, Progress? progress = null)
    {
        var axis = new TimeAxis(clock.T0);
        var clocks = plan.Forward.Where(task => task.NotBefore is not null).Select(task => axis.Of(clock.Resolve(task.NotBefore!)));
        var planStart = clocks.Append(0).Min();
        var launchOrLater = plan.Forward.Where(task => task.Phase != Phase.Prepare).Select(task => task.Id).ToHashSet(StringComparer.Ordinal);
        return Of(plan.Forward, plan, clock, progress, task =>
            task.Phase == Phase.Prepare || task.After.Any(link => launchOrLater.Contains(link.Predecessor)) ? planStart : 0);
    }

    /// <summary>The network of tasks none of which starts before a moment: a rollback.</summary>
    public static Network From(Instant moment, IReadOnlyList<PlanTask> tasks, Plan plan, LaunchClock clock, Progress? progress = null)
    {
        var release = new TimeAxis(clock.T0).Of(moment);
        return Of(tasks, plan, clock, progress, _ => release, release);
    }

    /// <summary>A network of plain numbers: every task can start at zero, nobody is needed.</summary>
    public static Network Of(IReadOnlyList<NetworkTask> tasks, IReadOnlyList<NetworkLink> links)
    {
        var draft = new NetworkDraft();
        draft.Items.AddRange(tasks.Select(task => new NetworkDraft.Item(task.Id, task.Duration, task.Duration, task.Duration)));
        draft.Ties.AddRange(links.Select(link => new NetworkDraft.Tie(link.From, link.To, link.Type, 0, link.Lag)));
        return draft.Finish();
    }

    private static Network Of(
        IReadOnlyList<PlanTask> tasks, Plan plan, LaunchClock clock, Progress? progress,
        Func<PlanTask, double> releaseWithoutClock, double earliest = double.NegativeInfinity)
    {
        var axis = new TimeAxis(clock.T0);
        if (PlanReach.FirstBeyond(tasks, plan.Launch) is not null)
            return new Network { TooLong = true, Axis = axis };
        var now = progress is null ? double.NegativeInfinity : axis.Of(progress.Now);
        var distinct = tasks.DistinctBy(task => task.Id, StringComparer.Ordinal).ToList();
        var releases = distinct.ConvertAll(task => Math.Max(Math.Max(earliest, now),
            task.NotBefore is { } notBefore ? axis.Of(clock.Resolve(notBefore)) : releaseWithoutClock(task)));
        var people = new PeopleIndex(plan, clock, axis);
        var draft = new NetworkDraft
        {
            Axis = axis,
            Now = now,
            Days = distinct.Exists(UsesDays) ? DayCalendar.For(clock.Zone, axis, axis.Instant(-Horizon), axis.Instant(Horizon)) : null,
            Roles = people.Roles,
            People = [.. plan.Launch.People.Select(person => person.Id)],
        };
        var hours = HoursOfTeams(distinct, releases, plan, clock, axis);
        var index = new Dictionary<string, int>(distinct.Count, StringComparer.Ordinal);
        for (var i = 0; i < distinct.Count; i++)
            index.Add(distinct[i].Id, i);
        for (var i = 0; i < distinct.Count; i++)
        {
            var task = distinct[i];
            var item = Item(task, progress?.Tasks.GetValueOrDefault(task.Id), axis, draft.Days is not null) with { Release = releases[i], Task = task };
            if (item.Passes == Passing.Hours)
                item = hours.GetValueOrDefault(task.Team!) is { } team ? item with { Hours = team } : item with { Passes = Passing.Elapsed };
            if (task.NotAfter is { } notAfter)
                item = item with { Deadline = axis.Of(clock.Resolve(notAfter)) };
            if (item.Stands != Standing.Ended && item.Pessimistic > 0)
                item = item with { Parties = [.. Present(task).Select(people.Party).Distinct()] };
            draft.Items.Add(item);
            foreach (var link in task.After)
            {
                if (index.TryGetValue(link.Predecessor, out var predecessor))
                    draft.Ties.Add(Tie(predecessor, i, link, draft.Days is not null));
            }
        }
        return draft.Finish();
    }

    private static bool UsesDays(PlanTask task) =>
        task.After.Any(link => link.Lag.Days != 0) || (task.Takes is { } takes && InDays(takes));

    /// <summary>Whether its work stops when its team closes, unless its estimate is in days.</summary>
    internal static bool KeepsHours(PlanTask task) => task is { Phase: Phase.Prepare, Team: not null, IsRollback: false };

    internal static bool InDays(Estimate takes) => takes.Optimistic.Days != 0 || takes.Likely.Days != 0 || takes.Pessimistic.Days != 0;

    private static NetworkDraft.Item Item(PlanTask task, TaskProgress? known, TimeAxis axis, bool daysDiffer)
    {
        var takes = known?.Takes ?? task.Takes;
        // Out of order or negative is an error that the checks report; here it must only do no harm.
        double[] three = takes is null || task.Kind == TaskKind.Milestone
            ? [0, 0, 0]
            : [.. new[] { takes.Optimistic, takes.Likely, takes.Pessimistic }.Select(duration => Math.Max(0, TimeAxis.Of(duration.Nominal))).Order()];
        var item = new NetworkDraft.Item(task.Id, three[0], three[1], three[2])
        {
            Passes = takes is null ? Passing.Elapsed
                : InDays(takes) ? daysDiffer ? Passing.Days : Passing.Elapsed
                : KeepsHours(task) ? Passing.Hours : Passing.Elapsed,
        };
        if (known is null || known.Halted || (known.Finished is not null && !known.Releases))
            return item;
        if (known.Finished is { } finished)
            return item with { Stands = Standing.Ended, Started = axis.Of(known.Started ?? finished), Ended = axis.Of(finished) };
        return known.Started is { } started ? item with { Stands = Standing.InProgress, Started = axis.Of(started) } : item;
    }

    private static IEnumerable<string> Present(PlanTask task) =>
        task is { Attended: true, Kind: TaskKind.Task or TaskKind.Checkpoint }
            ? task.Owner is { } owner ? task.Who.Prepend(owner) : task.Who
            : [];

    private static NetworkDraft.Tie Tie(int predecessor, int successor, Link link, bool daysDiffer) => daysDiffer
        ? new(predecessor, successor, link.Type, link.Lag.Days, TimeAxis.Of(link.Lag.Elapsed))
        : new(predecessor, successor, link.Type, 0, TimeAxis.Of(link.Lag.Nominal));

    private static Dictionary<string, TeamHours> HoursOfTeams(
        List<PlanTask> tasks, List<double> releases, Plan plan, LaunchClock clock, TimeAxis axis)
    {
        var hours = new Dictionary<string, TeamHours>(StringComparer.Ordinal);
        if (!tasks.Exists(task => task is { Phase: Phase.Prepare, Team: not null }))
            return hours;
        var dates = releases.Append(0).Where(date => Math.Abs(date) < Horizon).ToList();
        var (from, to) = (axis.Instant(dates.Min()), axis.Instant(dates.Max()));
        foreach (var team in plan.Launch.Teams)
        {
            if (TeamHours.For(team, clock, axis, from, to) is { } kept)
                hours.TryAdd(team.Id, kept);
        }
        return hours;
    }
}
