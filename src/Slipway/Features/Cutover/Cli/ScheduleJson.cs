using NodaTime;
using Slipway.Planning.Scheduling;

namespace Slipway.Features.Cutover.Cli;

/// <summary>The JSON of <c>slipway plan schedule</c> for a launch folder.</summary>
/// <param name="File">The folder.</param>
/// <param name="Start">When the first task is planned to start.</param>
/// <param name="Finish">When the last task is planned to finish.</param>
/// <param name="CriticalPath">One longest chain by links.</param>
/// <param name="Tasks">In the plan's order.</param>
internal sealed record ScheduledPlan(
    string File, Instant Start, Instant Finish, IReadOnlyList<string> CriticalPath, IReadOnlyList<ScheduledLine<Instant, Duration>> Tasks)
{
    public static ScheduledPlan Of(string folder, Schedule schedule) => new(
        folder, schedule.Start, schedule.Finish, schedule.CriticalPath,
        [.. schedule.Tasks.Select(task => new ScheduledLine<Instant, Duration>(
            task.Id, task.EarliestStart, task.EarliestFinish, task.LatestStart, task.LatestFinish, task.Slack, task.Critical, task.PlannedStart, task.PlannedFinish))]);
}

/// <summary>The same for a PSPLIB problem, in its own numbers. Nobody is needed, so what is planned is the earliest.</summary>
internal sealed record ScheduledProblem(
    string File, double Makespan, double Start, double Finish, IReadOnlyList<string> CriticalPath, IReadOnlyList<ScheduledLine<double, double>> Tasks)
{
    public static ScheduledProblem Of(string file, PlainSchedule schedule) => new(
        file, schedule.Makespan, 0, schedule.Makespan, schedule.CriticalPath,
        [.. schedule.Tasks.Select(task => new ScheduledLine<double, double>(
            task.Id, task.EarliestStart, task.EarliestFinish, task.LatestStart, task.LatestFinish, task.Slack, task.Critical, task.EarliestStart, task.EarliestFinish))]);
}

internal sealed record ScheduledLine<TTime, TLength>(
    string Id, TTime EarliestStart, TTime EarliestFinish, TTime LatestStart, TTime LatestFinish, TLength Slack, bool Critical, TTime PlannedStart, TTime PlannedFinish);
