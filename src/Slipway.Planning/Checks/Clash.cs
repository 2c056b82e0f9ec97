using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Checks;

/// <summary>Somebody is needed for two attended tasks at once, and what could be done about it.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="First">The task that keeps the person.</param>
/// <param name="FirstTimes">Its times.</param>
/// <param name="Second">The task that waits in the planned schedule.</param>
/// <param name="SecondTimes">Its times: <c>Earliest</c> is the clash, <c>Planned</c> what the schedule makes of it.</param>
/// <param name="From">When both begin to be wanted, by links and clocks alone.</param>
/// <param name="To">When the first of them would end.</param>
/// <param name="End">When the launch phase is planned to end as things are.</param>
/// <param name="Proposals">Ways to settle it, each with what it does to the times; best first, none that makes the end later.</param>
public sealed record Clash(
    string Person,
    PlanTask First,
    ScheduledTask FirstTimes,
    PlanTask Second,
    ScheduledTask SecondTimes,
    Instant From,
    Instant To,
    Instant End,
    IReadOnlyList<Proposal> Proposals)
{
    /// <summary>The clash of which a problem tells; null for a problem of another rule, or when the plan no longer has it.</summary>
    /// <remarks>Computes a schedule for the plan and one for each proposal.</remarks>
    public static Clash? Of(Plan plan, LaunchClock clock, Problem problem)
    {
        if (problem.Rule != "person-double-booked" || problem.Values is not [var person, var firstId, var secondId, ..])
            return null;
        if (plan.Task(firstId) is not { IsRollback: false } first || plan.Task(secondId) is not { IsRollback: false } second)
            return null;
        var schedule = Scheduler.Compute(plan, clock);
        if (schedule.Task(firstId) is not { } firstTimes || schedule.Task(secondId) is not { } secondTimes)
            return null;
        var from = Instant.Max(firstTimes.EarliestStart, secondTimes.EarliestStart);
        var to = Instant.Min(firstTimes.EarliestFinish, secondTimes.EarliestFinish);
        if (from >= to)
            return null;
        var end = Proposal.EndOfLaunch(plan, schedule);
        return new Clash(person, first, firstTimes, second, secondTimes, from, to, end,
            [.. Proposal.For(plan, clock, person, first, second, secondTimes)
                .Where(proposal => proposal.End <= end)
                .OrderBy(proposal => proposal.End).ThenBy(proposal => proposal.Start).ThenBy(proposal => proposal.Kind)]);
    }
}

/// <summary>What a proposal does.</summary>
public enum ProposalKind
{
    /// <summary>The second task comes after the first, by a link.</summary>
    MoveAfter,

    /// <summary>The deputy does the second task, and its owner becomes the deputy.</summary>
    GiveToDeputy,
}

/// <summary>One way to settle a clash.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="With">The task that it comes after, or the person who takes it.</param>
/// <param name="Changed">The task as it would be; only <c>after</c>, or <c>owner</c> and <c>deputy</c>, differ.</param>
/// <param name="Start">When it would be planned to start.</param>
/// <param name="Finish">When it would be planned to finish.</param>
/// <param name="End">When the launch phase would be planned to end.</param>
public sealed record Proposal(ProposalKind Kind, string With, PlanTask Changed, Instant Start, Instant Finish, Instant End)
{
    internal static IEnumerable<Proposal> For(Plan plan, LaunchClock clock, string person, PlanTask first, PlanTask second, ScheduledTask now)
    {
        var later = second with { After = [.. second.After, new Link(first.Id, LinkType.FinishToStart, PlanDuration.Zero)] };
        if (Try(plan, clock, ProposalKind.MoveAfter, first.Id, later) is { } move)
            yield return move;
        // A helper cannot be replaced by the owner's deputy, and a deputy who is busy too settles nothing.
        if (plan.Who(second.Owner, now.EarliestStart, clock)?.Id != person || Deputy(plan, clock, second, now) is not { } deputy || deputy.Id == person)
            yield break;
        var given = second with { Owner = deputy.Id, Deputy = second.Owner };
        if (Try(plan, clock, ProposalKind.GiveToDeputy, deputy.Id, given) is { } give && give.Start < now.PlannedStart)
            yield return give;
    }

    internal static Instant EndOfLaunch(Plan plan, Schedule schedule) => plan.Forward
        .Where(task => task.Phase == Phase.Launch)
        .Select(task => schedule.Task(task.Id)!.PlannedFinish)
        .DefaultIfEmpty(schedule.Finish)
        .Max();

    private static Proposal? Try(Plan plan, LaunchClock clock, ProposalKind kind, string with, PlanTask changed)
    {
        var other = plan with { Forward = [.. plan.Forward.Select(task => task.Id == changed.Id ? changed : task)] };
        var schedule = Scheduler.Compute(other, clock);
        return schedule.Task(changed.Id) is { } times
            ? new Proposal(kind, with, changed, times.PlannedStart, times.PlannedFinish, EndOfLaunch(other, schedule))
            : null;
    }

    private static Person? Deputy(Plan plan, LaunchClock clock, PlanTask task, ScheduledTask now) =>
        plan.Who(task.Deputy ?? plan.Who(task.Owner, now.EarliestStart, clock)?.Deputy, now.EarliestStart, clock);
}
